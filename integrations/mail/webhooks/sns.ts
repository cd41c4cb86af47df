import { createVerify, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { DeliveryRefused } from './refused.js';

/** Amazon tries for an hour at most; what is older was kept by somebody. */
const freshMs = 75 * 60_000;
/** Clocks differ. */
const aheadMs = 5 * 60_000;

const hostForm = /^https:\/\/sns\.[a-z]{2}(?:-[a-z]+)+-\d\.amazonaws\.com(?:\.cn)?\//;
const certificateForm = /^\/SimpleNotificationService-[a-f0-9]{32}\.pem$/;

const Envelope = z.looseObject({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string().regex(/^[\w-]{8,100}$/),
  TopicArn: z.string().max(400),
  Message: z.string(),
  Subject: z.string().nullish(),
  Timestamp: z.iso.datetime(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string().max(1000),
  SigningCertURL: z.string().max(500),
  SubscribeURL: z.string().max(2000).optional(),
  Token: z.string().max(1000).optional(),
});
export type SnsEnvelope = z.infer<typeof Envelope>;

const notified = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const;
const confirmed = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const;

export interface SnsTrust {
  topics: readonly string[];
  /** Instead of Amazon's host, beside a local platform. */
  origin: string | null;
}

/**
 * Deliveries of Amazon SNS. The certificate that they name is fetched from Amazon's host alone and kept; a topic that is not ours is
 * refused before anything is fetched. https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export class Sns {
  private readonly certificates = new Map<string, X509Certificate>();

  constructor(private readonly trust: SnsTrust) {}

  /** @throws DeliveryRefused when it is not to be believed, another error when the certificate cannot be had now */
  async verify(rawBody: Buffer, now: Date): Promise<SnsEnvelope> {
    const envelope = read(rawBody);
    if (!this.trust.topics.includes(envelope.TopicArn)) throw new DeliveryRefused('The topic is none of ours.');
    const age = now.getTime() - Date.parse(envelope.Timestamp);
    if (age > freshMs || age < -aheadMs) throw new DeliveryRefused('The delivery is stale.');
    const certificate = await this.certificate(envelope.SigningCertURL, now);
    const algorithm = envelope.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256';
    const isSigned = createVerify(algorithm)
      .update(textToSign(envelope))
      .verify(certificate.publicKey, envelope.Signature, 'base64');
    if (!isSigned) throw new DeliveryRefused('The signature does not fit the delivery.');
    return envelope;
  }

  /** Says yes to a subscription that `verify` has believed: towards Amazon's host alone, and for that topic alone. */
  async confirm({ SubscribeURL = '', TopicArn }: SnsEnvelope): Promise<void> {
    const url = this.pinned(SubscribeURL);
    const { searchParams: said } = url;
    if (said.get('Action') !== 'ConfirmSubscription' || said.get('TopicArn') !== TopicArn)
      throw new DeliveryRefused('The subscription is confirmed elsewhere than at Amazon SNS.');
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`Amazon SNS answered ${answer.status}`);
  }

  private async certificate(address: string, now: Date): Promise<X509Certificate> {
    const url = this.pinned(address);
    if (!certificateForm.test(url.pathname) || url.search !== '')
      throw new DeliveryRefused('The certificate is not one of Amazon SNS.');
    const known = this.certificates.get(url.href);
    const certificate = known ?? (await fetchCertificate(url));
    if (now < new Date(certificate.validFrom) || now > new Date(certificate.validTo))
      throw new DeliveryRefused('The certificate is not valid at this time.');
    this.certificates.set(url.href, certificate);
    return certificate;
  }

  /** @throws DeliveryRefused when it leads anywhere else */
  private pinned(address: string): URL {
    if (!hostForm.test(address) || !URL.canParse(address))
      throw new DeliveryRefused('It names another host than Amazon’s.');
    const url = new URL(address);
    return this.trust.origin ? new URL(`${url.pathname}${url.search}`, this.trust.origin) : url;
  }
}

function read(rawBody: Buffer): SnsEnvelope {
  try {
    return Envelope.parse(JSON.parse(rawBody.toString('utf8')));
  } catch {
    throw new DeliveryRefused('The delivery is not in the form of Amazon SNS.');
  }
}

function textToSign(envelope: SnsEnvelope): string {
  const names = envelope.Type === 'Notification' ? notified : confirmed;
  return names.flatMap((name) => (envelope[name] == null ? [] : [`${name}\n${envelope[name]}\n`])).join('');
}

async function fetchCertificate(url: URL): Promise<X509Certificate> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`The certificate of Amazon SNS could not be had: ${answer.status}`);
  return new X509Certificate(await answer.text());
}
