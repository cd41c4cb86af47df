import { createHash, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';

export interface DkimSigner {
  domain: string;
  selector: string;
  privateKey: KeyObject;
}

/**
 * Fields whose change a signature must show. Those of RFC 6376 §5.4.1 that we write, and `List-Unsubscribe-Post`, without which
 * nobody may act on one press (RFC 8058 §4).
 */
const signedNames = [
  'from',
  'to',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'list-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'feedback-id',
  'auto-submitted',
];
/** Named once more than they stand, so that a second one cannot be put before the signed one (RFC 6376 §5.4.2, §8.15). */
const overSigned = new Set(['from', 'to', 'subject', 'reply-to', 'date', 'message-id']);

/** On the thread pool: an RSA signature takes a third of a millisecond, in which this thread writes the next mails. */
const signAside = promisify(sign);

/**
 * Signs a whole mail: rsa-sha256, relaxed/relaxed (RFC 6376).
 * @param except fields that whoever takes the mail writes anew
 * @param mail header, an empty line, body; lines ended by CRLF
 * @returns the same with a DKIM-Signature before it
 */
export async function signMail(
  mail: Buffer,
  { signer, now, except = [] }: { signer: DkimSigner; now: Date; except?: readonly string[] },
): Promise<Buffer> {
  const end = mail.indexOf('\r\n\r\n');
  const fields = unfoldedFields(mail.subarray(0, end + 2).toString('latin1'));
  const bodyHash = createHash('sha256')
    .update(relaxedBody(mail.subarray(end + 4)))
    .digest('base64');
  const chosen = signedNames
    .filter((name) => !except.includes(name))
    .flatMap((name) => {
      // Where a field stands several times, the last one is taken first (§5.4.2).
      const lines = fields.filter((field) => field.name === name).toReversed();
      const extra = overSigned.has(name) ? [{ name, value: null }] : [];
      return [...lines, ...extra];
    });
  const tags = [
    'v=1',
    'a=rsa-sha256',
    'c=relaxed/relaxed',
    `d=${signer.domain}`,
    `s=${signer.selector}`,
    `t=${Math.floor(now.getTime() / 1000)}`,
    `bh=${bodyHash}`,
    `h=${chosen.map(({ name }) => name).join(':')}`,
  ];
  const header = `DKIM-Signature: ${foldTags(tags)};\r\n b=`;
  const signedText = chosen.flatMap(({ name, value }) =>
    value === null ? [] : [`${name}:${relaxedValue(value)}\r\n`],
  );
  const data = `${signedText.join('')}dkim-signature:${relaxedValue(header.slice(header.indexOf(':') + 1))}`;
  const signature = (await signAside('sha256', Buffer.from(data, 'latin1'), signer.privateKey)).toString('base64');
  return Buffer.concat([Buffer.from(`${header}${folded(signature)}\r\n`, 'latin1'), mail]);
}

interface Field {
  name: string;
  value: string;
}

function unfoldedFields(head: string): Field[] {
  return head
    .split(/\r\n(?![ \t])/)
    .filter((line) => line !== '')
    .map((line) => ({
      name: line.slice(0, line.indexOf(':')).trim().toLowerCase(),
      value: line.slice(line.indexOf(':') + 1),
    }));
}

/** §3.4.2 */
const relaxedValue = (value: string) =>
  value
    .replaceAll('\r\n', '')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '');

/** §3.4.4: runs of white space are one space, none at a line's end, no empty lines at the end of the body. */
function relaxedBody(body: Buffer): Buffer {
  if (isRelaxed(body)) return body;
  const text = body
    .toString('latin1')
    .replace(/[ \t]+/g, ' ')
    .replaceAll(' \r\n', '\r\n')
    .replace(/ $/, '')
    .replace(/(\r\n)+$/, '');
  return Buffer.from(text === '' ? '' : `${text}\r\n`, 'latin1');
}

/** Most of our bodies are: then there is nothing to write anew. */
const isRelaxed = (body: Buffer) =>
  body.toString('latin1', body.length - 2) === '\r\n' &&
  body.toString('latin1', body.length - 4) !== '\r\n\r\n' &&
  body.length > 2 &&
  !['\t', '  ', ' \r\n'].some((run) => body.includes(run, 0, 'latin1'));

/** A tag a line; the list of fields is long and may be folded after its colons. */
function foldTags(tags: string[]): string {
  return tags.map((tag) => (tag.startsWith('h=') ? tag.replace(/(.{1,64}:)/g, '$1\r\n  ') : tag)).join(';\r\n ');
}

const folded = (signature: string) => signature.replace(/(.{72})(?=.)/g, '$1\r\n ');
