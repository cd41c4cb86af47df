import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { isAsciiAddress } from '../../domain/contacts/email.js';
import { port } from '../web-port.js';

/** ECDSA over P-256 as the provider's page shows it: base64 of its SPKI form. */
function readKey(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null;
  } catch {
    return null;
  }
}

const list = (text: string) => text.split(',').map((item) => item.trim());
const topicForm = /^arn:aws(?:-[a-z]+)*:sns:[a-z]{2}(?:-[a-z0-9]+)+:\d{12}:[\w.-]{1,256}$/;

/** The variables of what comes back from mails, a part of all of them. */
export const returnsVariables = {
  BOUNCE_ADDRESS: z
    .string()
    .refine(
      (text) => isAsciiAddress(text) && /^[^+@]{1,20}@/.test(text),
      'must be an address without a +, of 20 letters at most before the @, like bounces@mail.example.com',
    )
    .optional(),
  BOUNCE_SMTP_PORT: port.default(2525),
  SNS_TOPIC_ARNS: z
    .string()
    .refine(
      (text) => list(text).every((arn) => topicForm.test(arn)),
      'must be topics like arn:aws:sns:us-east-1:123456789012:mail, separated by commas',
    )
    .optional(),
  SNS_ORIGIN: z
    .string()
    .regex(/^http:\/\/(?:localhost|127\.0\.0\.1):\d{1,5}$/, 'must be an address like http://127.0.0.1:4030')
    .optional(),
  SENDGRID_WEBHOOK_KEY: z
    .string()
    .refine(
      (text) => list(text).every((key) => readKey(key) !== null),
      'must be the verification key of the Event Webhook in base64, or several separated by commas',
    )
    .optional(),
};
type Given = z.output<z.ZodObject<typeof returnsVariables>>;

export function readReturnsSettings(given: Given & { SES_URL?: string | undefined; LOCAL_PLATFORM: string }) {
  return {
    returns: {
      /** Where returned mails come to and on which port we take them; null: nobody listens. */
      mailbox: given.BOUNCE_ADDRESS ? { address: given.BOUNCE_ADDRESS, port: given.BOUNCE_SMTP_PORT } : null,
      /** Topics of Amazon SNS that may tell us; empty: none does. */
      topics: given.SNS_TOPIC_ARNS ? list(given.SNS_TOPIC_ARNS) : [],
      /** Where the certificates of SNS are found instead of at Amazon: an emulator beside a local platform. */
      snsOrigin: given.LOCAL_PLATFORM === 'true' ? (given.SNS_ORIGIN ?? null) : null,
      /** Keys that SendGrid's events are signed with; two while they are changed. */
      sendGridKeys: given.SENDGRID_WEBHOOK_KEY
        ? list(given.SENDGRID_WEBHOOK_KEY).flatMap((key) => readKey(key) ?? [])
        : [],
    },
    /** The return path of our mails; null: the sender itself. Amazon SES has a way of its own to tell. */
    returnAddress: given.SES_URL ? null : (given.BOUNCE_ADDRESS ?? null),
  };
}
export type ReturnsSettings = ReturnType<typeof readReturnsSettings>;

/** `bounces+<key>@example.com`: each mail has a return path of its own, so that whatever comes back names it. */
export function returnPathOf({ returnAddress }: { returnAddress?: string | null }, messageKey: string): string | null {
  if (!returnAddress) return null;
  const at = returnAddress.lastIndexOf('@');
  return `${returnAddress.slice(0, at)}+${messageKey}${returnAddress.slice(at)}`;
}
