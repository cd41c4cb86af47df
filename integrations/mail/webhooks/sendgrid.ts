import { type KeyObject, verify } from 'node:crypto';
import { DeliveryRefused } from './refused.js';

/** SendGrid signs each try anew, so a delivery that it repeats is fresh again. */
const freshSeconds = 300;

export interface SignedDelivery {
  signature: string | undefined;
  /** Seconds since 1970, as the header has it. */
  timestamp: string | undefined;
  rawBody: Buffer;
}

/**
 * ECDSA over P-256 with SHA-256, over the timestamp and the very bytes of the body:
 * https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
 * @throws DeliveryRefused
 */
export function verifySendGrid({ signature, timestamp, rawBody }: SignedDelivery, keys: KeyObject[], now: Date): void {
  if (!signature || !timestamp || !/^\d{9,11}$/.test(timestamp) || signature.length > 200)
    throw new DeliveryRefused('The delivery is not signed.');
  const signed = Buffer.concat([Buffer.from(timestamp), rawBody]);
  const bytes = Buffer.from(signature, 'base64');
  if (!keys.some((key) => isSignedBy(key, signed, bytes)))
    throw new DeliveryRefused('The signature does not fit the delivery.');
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > freshSeconds)
    throw new DeliveryRefused('The delivery is stale.');
}

function isSignedBy(key: KeyObject, signed: Buffer, signature: Buffer): boolean {
  try {
    return verify('sha256', signed, key, signature);
  } catch {
    return false;
  }
}
