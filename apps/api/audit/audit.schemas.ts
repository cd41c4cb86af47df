import { z } from 'zod';
import { listQuery } from '../list.js';

const word = z.string().trim().min(1).max(100);

/** Account 0 is the platform's own chain. */
export const AuditQuery = listQuery(
  ['at'],
  z.object({
    subjectKind: word.optional(),
    subjectId: word.optional(),
    action: word.optional(),
    accountId: z
      .string()
      .regex(/^\d{1,18}$/, 'An id is a number.')
      .optional(),
  }),
);
export type AuditQuery = z.infer<typeof AuditQuery>;

/** The ends of all chains as they were noted on one day. */
export interface ShownAuditDay {
  id: string;
  day: string;
  takenAt: string;
  chains: number;
  events: number;
  /** SHA-256 of the file in hexadecimal. */
  digest: string;
  storedAt: string | null;
  mailedAt: string | null;
  /** Stored, and not yet taken by the mail server. */
  isMailOwed: boolean;
}

/** What a check of one chain found. */
export interface ChainCheck {
  events: number;
  /** Files of daily heads that the chain was held to. */
  days: number;
  /** The first broken link in words; null: every event is as it was written. */
  broken: { seq: string; sentence: string } | null;
  /** What is wrong with the files of heads themselves. */
  fileProblem: string | null;
}
