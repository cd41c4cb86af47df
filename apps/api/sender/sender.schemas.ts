import { z } from 'zod';
import { isTimeZone } from '../../../domain/campaigns/windows.js';
import { readAddress } from '../../../domain/contacts/email.js';
import { mendText } from '../../../domain/contacts/text.js';
import { readWebsite } from '../../../domain/mail/sender.js';

/** One line; blank means none. */
const line = (most: number) =>
  z
    .string()
    .max(most * 4)
    .transform((text) => mendText(text).text.replace(/ {2,}/g, ' ') || null)
    .refine((text) => (text?.length ?? 0) <= most, `At most ${most} characters.`)
    .nullable();

const lines = (most: number) =>
  z
    .string()
    .max(most * 4)
    .transform((text) => mendText(text, 'severalLines').text || null)
    .refine((text) => (text?.length ?? 0) <= most, `At most ${most} characters.`)
    .nullable();

const website = line(200).transform((text, context) => {
  const address = text && readWebsite(text);
  if (text && !address) {
    context.addIssue({ code: 'custom', message: 'This is not the address of a website, as in hillside.example.' });
    return z.NEVER;
  }
  return address;
});

const replyTo = line(254).transform((text, context) => {
  const email = text && readAddress(text);
  if (text && !email) {
    context.addIssue({ code: 'custom', message: 'This is not an e-mail address.' });
    return z.NEVER;
  }
  return email ? email.address : null;
});

const timeZone = line(60).refine(
  (name) => name === null || isTimeZone(name),
  'This is not a time zone. Give its name, as in America/Denver.',
);

/** As a form sends it; blank means never. */
const unknownAgainDays = z
  .union([line(10).transform((text) => (text === null ? null : Number(text))), z.number().nullable()])
  .refine(
    (days) => days === null || (Number.isInteger(days) && days >= 1 && days <= 14),
    'Give a number of days from 1 to 14, or leave it blank.',
  );

export const ChangeSender = z.strictObject({
  brokerage: line(120).optional(),
  website: website.optional(),
  postalAddress: lines(300).optional(),
  timeZone: timeZone.optional(),
  unknownAgainDays: unknownAgainDays.optional(),
});
export type ChangeSender = z.infer<typeof ChangeSender>;

/** Who the account is to the people it writes to. */
export interface Sender {
  accountName: string;
  brokerage: string | null;
  website: string | null;
  postalAddress: string | null;
  /** IANA name; stands for recipients whose home says nothing. Null: that of most people of the country. */
  timeZone: string | null;
  /** The zone that counts, chosen or not. */
  usedTimeZone: string;
  /** A mail of which nobody knows is sent again after so many days without a sign; null: only when somebody says so. */
  unknownAgainDays: number | null;
  /** The platform's own address of sending, as it stands in From beside the agent's name. */
  from: string;
  /** What keeps invitations from leaving, each with what to do; empty when all is there. */
  missing: { field: keyof ChangeSender; sentence: string }[];
}

export const ChangeProfile = z.strictObject({
  title: line(80).optional(),
  phone: line(40).optional(),
  license: line(60).optional(),
  about: lines(600).optional(),
  replyTo: replyTo.optional(),
});
export type ChangeProfile = z.infer<typeof ChangeProfile>;

/** The card of one agent, as homeowners see it. */
export interface AgentProfile {
  name: string;
  email: string;
  title: string | null;
  phone: string | null;
  license: string | null;
  about: string | null;
  replyTo: string | null;
  /** Null: no photo. */
  photoUrl: string | null;
}

export const PhotoName = z.string().regex(/^[0-9a-f]{32}\.(?:jpg|png)$/);
