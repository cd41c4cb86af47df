import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface SignedRequest {
  method: string;
  /** Path and query as they came. */
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface AwsKey {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
  service: string;
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, data: string) => createHmac('sha256', key).update(data).digest();

/**
 * Signature Version 4, checked from its documentation: "Create a signed AWS API request" in the IAM user guide.
 * @returns the name of the error that AWS answers with, or null when the signature is good
 */
export function signatureFault(request: SignedRequest, key: AwsKey, now = new Date()): string | null {
  const { headers } = request;
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!parts) return 'MissingAuthenticationToken';
  const [, accessKeyId, day = '', region = '', service = '', signedHeaders = '', signature = ''] = parts;
  if (accessKeyId !== key.accessKeyId) return 'UnrecognizedClientException';
  const at = String(headers['x-amz-date']);
  const time = Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(time) || Math.abs(now.getTime() - time) > 15 * 60_000 || !at.startsWith(day))
    return 'RequestTimeTooSkewed';
  if (region !== key.region || service !== key.service || !signedHeaders.split(';').includes('host'))
    return 'SignatureDoesNotMatch';
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical(request, signedHeaders))].join('\n');
  const signing = [day, region, service, 'aws4_request'].reduce<Buffer | string>(
    (made, part) => hmac(made, part),
    `AWS4${key.secretAccessKey}`,
  );
  return timingSafeEqual(hmac(signing, toSign), Buffer.from(signature, 'hex')) ? null : 'SignatureDoesNotMatch';
}

function canonical({ method, url, headers, body }: SignedRequest, signedHeaders: string): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const path = pathname
    .split('/')
    .map((part) => encodeURIComponent(decodeURIComponent(part)))
    .join('/');
  const query = [...searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .toSorted()
    .join('&');
  const lines = signedHeaders.split(';').map((name) => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}\n`);
  return [method, path, query, lines.join(''), signedHeaders, sha256(body)].join('\n');
}
