import { generateKeyPairSync, sign } from 'node:crypto';

/** Signs deliveries as SendGrid's Event Webhook does. */
export class SendGridSigner {
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

  /** As the provider's page shows it. */
  get verificationKey(): string {
    return this.keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  }

  /** Headers of a delivery with this body, signed now or then. */
  headers(body: string, at = new Date()): Record<string, string> {
    const timestamp = String(Math.floor(at.getTime() / 1000));
    return {
      'content-type': 'application/json',
      'x-twilio-email-event-webhook-timestamp': timestamp,
      'x-twilio-email-event-webhook-signature': sign(
        'sha256',
        Buffer.from(timestamp + body),
        this.keys.privateKey,
      ).toString('base64'),
    };
  }
}
