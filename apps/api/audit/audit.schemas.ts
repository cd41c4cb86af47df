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
