import { z } from 'zod';
import {
  suppressionReasons,
  type SuppressionReason,
  type SuppressionScope,
  type SuppressionSource,
} from '../../../domain/suppressions/reasons.js';
import { Reason } from '../imports/imports.schemas.js';
import { Id, listQuery } from '../list.js';

const Email = z.string().trim().min(1, 'Type an address.').max(320);

export const SuppressionFilter = z.strictObject({
  /** A whole address; found by its hash, also where the address itself is not kept any more. */
  address: Email.optional(),
  reason: z.enum(suppressionReasons).optional(),
  scope: z.enum(['account', 'platform']).optional(),
  accountId: Id.optional(),
  /** Those that were lifted, instead of those that hold. */
  removed: z.boolean().optional(),
});
export type SuppressionFilter = z.infer<typeof SuppressionFilter>;

export const SuppressionsQuery = listQuery(['createdAt'], SuppressionFilter);
export type SuppressionsQuery = z.infer<typeof SuppressionsQuery>;

export const NewSuppression = z.strictObject({
  email: Email,
  reason: z.enum(['asked', 'unsubscribed', 'bounced', 'complained']),
  note: z.string().trim().max(500).optional(),
});
export type NewSuppression = z.infer<typeof NewSuppression>;

export const RemoveSuppression = z.strictObject({
  reason: Reason,
  /** How the person has asked to be mailed again: needed where they themselves had said no. */
  request: z.string().trim().min(10, 'Say when and how the person asked to be mailed again.').max(500).optional(),
});
export type RemoveSuppression = z.infer<typeof RemoveSuppression>;

export interface ShownSuppression {
  id: string;
  scope: SuppressionScope;
  accountId: string | null;
  /** For people of the platform. */
  accountName?: string | null;
  /** Null where the person was erased: only the hash is kept. Masked for people of the platform. */
  email: string | null;
  reason: SuppressionReason;
  source: SuppressionSource;
  note: string | null;
  since: string;
  /** Who entered it; null when the person did it or a machine. */
  by: string | null;
  /** The person said so themselves: lifting it needs their own request. */
  isOwnWord: boolean;
  removed: { at: string; by: string | null; reason: string | null } | null;
}

/** What became of each line of an uploaded list. */
export interface SuppressionsImported {
  lines: number;
  added: number;
  already: number;
  /** Mails and reminders under way that this has stopped. */
  stopped: number;
  /** Lines without a usable address, told with what is wrong; the first thousand. */
  refused: { line: number; problem: string }[];
  refusedCount: number;
}
