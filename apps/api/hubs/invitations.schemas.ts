import { z } from 'zod';
import { lastWave } from '../../../domain/hubs/reminders.js';
import { Id, listQuery } from '../list.js';

export const Subject = z
  .string()
  .trim()
  .min(1, 'Give the mail a subject.')
  .max(150, 'A subject has at most 150 characters.');
export const Message = z.string().trim().max(3_000, 'A message has at most 3,000 characters.');
const Email = z.string().trim().min(1).max(254);
const Reason = z.string().trim().min(3, 'Say the reason in a few words.').max(500);

/** Left out: the address of the contact or co-owner, the template's subject, no message of one's own, two reminders, by mail. */
export const NewInvitation = z.strictObject({
  role: z.enum(['owner', 'co_owner']).default('owner'),
  email: Email.optional(),
  /** An address that looks mistyped is asked about; true: it is right. */
  confirmEmail: z.boolean().optional(),
  subject: Subject.optional(),
  message: Message.optional(),
  reminders: z.number().int().min(0).max(lastWave).default(lastWave),
  /** `link`: no mail is sent, the link is handed over otherwise. */
  via: z.enum(['mail', 'link']).default('mail'),
});
export type NewInvitation = z.infer<typeof NewInvitation>;

export const PreviewInvitation = NewInvitation.omit({ via: true, reminders: true }).extend({
  /** Which of the three mails. */
  wave: z.number().int().min(0).max(lastWave).default(0),
});
export type PreviewInvitation = z.infer<typeof PreviewInvitation>;

export const Resend = z.strictObject({ email: Email.optional(), confirmEmail: z.boolean().optional() }).default({});
export type Resend = z.infer<typeof Resend>;

export const Revoke = z.strictObject({ reason: Reason });
export type Revoke = z.infer<typeof Revoke>;

/** The very mail, as it would leave now; a check of level `block` keeps it from being sent. */
export interface InvitationPreview {
  from: string;
  replyTo: string | null;
  to: string;
  subject: string;
  html: string;
  text: string;
  checks: {
    rule: string;
    title: string;
    level: 'pass' | 'note' | 'warn' | 'block';
    sentence: string;
    fix: string;
  }[];
}

/** Without a contact it is the agent's own link, for anybody. */
export const NewLandingLink = z.strictObject({ contactId: Id.optional() }).default({});
export type NewLandingLink = z.infer<typeof NewLandingLink>;

export const LandingLinksQuery = listQuery(['createdAt'], z.strictObject({ contactId: Id.optional() }));
export type LandingLinksQuery = z.infer<typeof LandingLinksQuery>;

export interface LandingLink {
  id: string;
  agent: { id: string; name: string };
  contact: { id: string; firstName: string | null; lastName: string | null } | null;
  /** Null once it is revoked. */
  url: string | null;
  visits: number;
  lastVisitAt: string | null;
  createdAt: string;
  revokedAt: string | null;
}

/** `GET /hubs/overview`, for the first page of an agent. */
export interface HubsOverview {
  /** Counting stops at the cap: then it reads as "that many or more". */
  contactsWithoutHub: { count: number; isCapped: boolean };
  hubs: Record<string, number>;
  funnel: { thisMonth: Funnel; lastMonth: Funnel };
  needsYou: NeedsYou[];
}

/** People, each counted once in the month of the first invitation. */
export interface Funnel {
  invited: number;
  /** The mail server took a mail of it over. */
  delivered: number;
  visited: number;
  claimed: number;
}

export interface NeedsYou {
  kind: 'question' | 'correction' | 'blocked_invitation' | 'unknown_mail';
  /** Of the question, correction, invitation or attempt. */
  id: string;
  hubId: string;
  contact: { id: string; firstName: string | null; lastName: string | null };
  sentence: string;
  at: string;
}
