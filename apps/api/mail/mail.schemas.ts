import { z } from 'zod';

export const SettleAttempt = z.strictObject({
  as: z.enum(['accepted', 'rejected', 'send_again'], 'Say whether it arrived, did not arrive, or is to be sent again.'),
  reason: z
    .string('Say how you know.')
    .trim()
    .min(3, 'Say how you know, in a few words.')
    .max(500, 'Keep the reason under 500 characters.'),
});
export type SettleAttempt = z.infer<typeof SettleAttempt>;

/** One handing-over of one mail with all its evidence. */
export interface MailAttempt {
  id: string;
  purpose: 'invitation' | 'reminder' | 'notice' | 'test';
  /** Which mail it was: a kind of template. */
  kind: string | null;
  hubId: string | null;
  contactId: string | null;
  invitationId: string | null;
  noticeId: string | null;
  wave: number;
  attempt: number;
  state: 'submitting' | 'accepted' | 'deferred' | 'rejected' | 'unknown';
  /** What went wrong, in words; null when nothing did. */
  sentence: string | null;
  /** Masked for people outside of the account; null after the person was erased. */
  to: string | null;
  startedAt: string;
  connectedAt: string | null;
  handedAt: string | null;
  endedAt: string | null;
  /** What came back about it, each the first time that it was heard of. */
  deliveredAt: string | null;
  bouncedAt: string | null;
  complainedAt: string | null;
  nextAttemptAt: string | null;
  reply: { code: number | null; enhancedCode: string | null; text: string | null };
  messageId: string;
  senderDomain: string;
  transport: string;
  remoteHost: string | null;
  remoteAddress: string | null;
  tls: string | null;
  queueId: string | null;
  worker: string | null;
  /** SHA-256 of the exact bytes, and how many they were. */
  digest: string;
  size: number;
  template: { id: string; version: number } | null;
  settled: { as: 'accepted' | 'rejected' | 'send_again'; by: string | null; reason: string; at: string } | null;
  /** The campaign that sent it; null for mails to single people. */
  campaign: { id: string; name: string } | null;
  /** Whether a person has to say what became of it. */
  isOpen: boolean;
}

/** A mail that was owed and never handed over. */
export interface MailNotSent {
  noticeId: string;
  kind: string;
  state: 'waiting' | 'failed' | 'dropped';
  sentence: string | null;
  at: string;
}

/** Everything mailed to one contact, the latest first. */
export interface ContactMail {
  data: MailAttempt[];
  notSent: MailNotSent[];
  total: number;
  hasNextPage: boolean;
}
