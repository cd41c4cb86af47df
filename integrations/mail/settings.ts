import { createPrivateKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { isAsciiAddress } from '../../domain/contacts/email.js';
import { primaryDomain } from '../../domain/campaigns/primary-domain.js';
import { sameDomain } from '../../domain/mail/lint/same-domain.js';
import type { DkimSigner } from './dkim.js';

/** RSA of 1024 bits or more (RFC 8301 §3.2), as PEM whose line breaks may be written `\n`, or as base64 of its PKCS #8 form. */
function readKey(text: string): KeyObject | null {
  try {
    const key = text.includes('-----')
      ? createPrivateKey(text.replaceAll('\\n', '\n'))
      : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
    const bits = key.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? 0) : 0;
    return bits >= 1024 ? key : null;
  } catch {
    return null;
  }
}

const seconds = z
  .string()
  .regex(/^[1-9]\d{0,6}(,[1-9]\d{0,6}){0,9}$/, 'must be seconds separated by commas, like 300,1800,7200')
  .transform((text) => text.split(',').map(Number));

/** The variables of mail, a part of all of them. */
export const mailVariables = {
  SES_URL: z
    .string()
    .regex(/^ses:\/\/[a-z]{2}(-[a-z0-9]+)+(\?.*)?$/, 'must be an address like ses://us-east-1?configurationSet=hubs')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>]*<?[^\s@<>]+@[^\s@<>]+>?$/, 'must be an address like Porchlight <hello@example.com>')
    .default('Porchlight <hello@porchlight.example>'),
  HUB_MAIL_FROM: z
    .string()
    .refine(isAsciiAddress, 'must be an address alone, like hubs@mail.example.com')
    .default('hubs@porchlight.example'),
  DKIM_DOMAIN: z
    .string()
    .refine((text) => isAsciiAddress(`a@${text}`), 'must be a domain like example.com')
    .optional(),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/, 'must be a name like hubs2026')
    .optional(),
  DKIM_PRIVATE_KEY: z
    .string()
    .refine((text) => readKey(text) !== null, 'must be an RSA key of 1024 bits or more, as PEM or as base64 of PKCS #8')
    .optional(),
  MAIL_RETRY_SECONDS: seconds.optional(),
  MAIL_CONNECTIONS: z
    .string()
    .regex(/^[1-9]\d?$/, 'must be a whole number from 1 to 99')
    .transform(Number)
    .default(4),
};
type MailVariables = z.output<z.ZodObject<typeof mailVariables>> & { BOUNCE_ADDRESS?: string | undefined };

/** Sentences by name, where settings that are well-formed do not go together. */
export function mailContradictions(given: MailVariables): Record<string, string> {
  const wrong: Record<string, string> = {};
  const dkim = ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_PRIVATE_KEY'] as const;
  for (const name of dkim)
    if (!given[name] && dkim.some((other) => given[other])) wrong[name] = 'is missing beside the other DKIM settings';
  for (const name of ['MAIL_FROM', 'HUB_MAIL_FROM'] as const)
    if (given.DKIM_DOMAIN && !`.${domainOf(given[name])}`.endsWith(`.${given.DKIM_DOMAIN.toLowerCase()}`))
      wrong[name] = 'must be at DKIM_DOMAIN or below it, or receivers take our mails for forged';
  const isBounceElsewhere = (name: 'MAIL_FROM' | 'HUB_MAIL_FROM') =>
    given.BOUNCE_ADDRESS && !sameDomain(domainOf(given.BOUNCE_ADDRESS), domainOf(given[name]));
  if (isBounceElsewhere('MAIL_FROM') || isBounceElsewhere('HUB_MAIL_FROM'))
    wrong.BOUNCE_ADDRESS = 'must be at the domain of MAIL_FROM and HUB_MAIL_FROM, or a subdomain of it';
  return wrong;
}

/** Lower case, of an address or of a name and an address in angle brackets. */
export const domainOf = (address: string) =>
  address
    .replace(/>\s*$/, '')
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase();

export function readMailSettings(given: MailVariables & { SMTP_URL?: string | undefined }) {
  return {
    /** Where mails are handed over: Amazon SES when it is set, else the mail server. */
    mail: { smtpUrl: given.SMTP_URL, sesUrl: given.SES_URL, connections: given.MAIL_CONNECTIONS },
    /** Sender of notices and of mails to users. */
    mailFrom: given.MAIL_FROM,
    /** The address in From of invitations and reminders, beside the agent's name: a stream of its own for mailbox providers. */
    hubMailFrom: given.HUB_MAIL_FROM,
    /** Null: whoever takes our mails signs them. */
    dkim: readSigner(given),
    /** Seconds between the attempts at a mail that is put off, instead of the usual plan. */
    mailRetrySeconds: given.MAIL_RETRY_SECONDS ?? null,
  };
}
export type MailSettings = ReturnType<typeof readMailSettings>;

function readSigner({ DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_PRIVATE_KEY: text }: MailVariables) {
  const privateKey = text ? readKey(text) : null;
  return domain && selector && privateKey ? ({ domain, selector, privateKey } satisfies DkimSigner) : null;
}

/** The domain that campaigns are sent from, and the one it belongs to: a hold of either stops them. */
export function sendingDomains({ hubMailFrom }: { hubMailFrom: string }): readonly string[] {
  const domain = domainOf(hubMailFrom);
  return [domain, primaryDomain(domain)];
}
