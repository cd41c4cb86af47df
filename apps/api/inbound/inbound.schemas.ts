import { z } from 'zod';
import { reportKinds } from '../../../domain/mail/reports/facts.js';
import {
  type InboundOutcome,
  inboundSources,
  inboundStates,
  outcomeSentences,
} from '../../../domain/mail/reports/outcomes.js';
import type { MailboxProvider } from '../../../domain/campaigns/providers.js';
import { Reason } from '../imports/imports.schemas.js';
import { Id, listQuery } from '../list.js';

export const InboundQuery = listQuery(
  ['receivedAt'],
  z.strictObject({
    state: z.enum(inboundStates).optional(),
    kind: z.enum(reportKinds).optional(),
    source: z.enum(inboundSources).optional(),
    /** Whether it is known which of our mails it is about. */
    matched: z.boolean().optional(),
    accountId: Id.optional(),
    attemptId: Id.optional(),
    campaignId: Id.optional(),
    /** What was done about it, or why nothing was. */
    outcome: z.enum(Object.keys(outcomeSentences) as [InboundOutcome, ...InboundOutcome[]]).optional(),
  }),
);
export type InboundQuery = z.infer<typeof InboundQuery>;

export const DismissInbound = z.strictObject({
  reason: z
    .string('Say why nothing has to be done.')
    .trim()
    .min(3, 'Say why nothing has to be done, in a few words.')
    .max(500, 'Keep the reason under 500 characters.'),
});
export type DismissInbound = z.infer<typeof DismissInbound>;

export const RevealInbound = z.strictObject({ reason: Reason });
export type RevealInbound = z.infer<typeof RevealInbound>;

/** What was not believed, and so not kept. */
export interface RefusedInbound {
  source: (typeof inboundSources)[number];
  reason: string;
  /** In the last 30 days. */
  count: number;
  lastAt: string;
}

/** Something that came back, about one mail to one person. */
export interface InboundEvent {
  id: string;
  source: (typeof inboundSources)[number];
  kind: (typeof reportKinds)[number];
  /** What it says, for people. */
  sentence: string;
  state: (typeof inboundStates)[number];
  /** What was done about it, or why nothing was. */
  outcomes: { code: string; sentence: string }[];
  /** The mail it is about; null when none was found. */
  attemptId: string | null;
  accountId: string | null;
  accountName: string | null;
  /** The campaign whose mail it was, and to which of its contacts; null for a mail of no campaign. */
  campaign: { id: string; name: string; contactId: string | null } | null;
  /** The family of mailbox providers that the address belongs to; null where no address is known. */
  provider: MailboxProvider | null;
  /** Masked until the person is revealed; null where it is not said, and after the person was erased. */
  address: string | null;
  reply: { code: number | null; enhancedCode: string | null; text: string | null };
  remoteHost: string | null;
  isDead: boolean;
  happenedAt: string | null;
  receivedAt: string;
  appliedAt: string | null;
  /** What keeps it from being applied: the name of a fault. */
  failure: string | null;
  dismissed: { by: string | null; reason: string; at: string } | null;
}

export interface InboundDetail extends InboundEvent {
  /** By which our mail was looked for. */
  marks: { messageIds: string[]; returnKey: string | null; queueId: string | null };
  /** As it came; masked until the person is revealed, null once it was purged. */
  raw:
    | { text: string; size: number; isCut: boolean; purgedAt: null }
    | { text: null; size: number; isCut: boolean; purgedAt: string };
  masked: boolean;
}
