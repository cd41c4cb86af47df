import { z } from 'zod';
import { problemKinds, type ProblemKind, problemStates, type ProblemState } from '../../../database/entities/syncs.js';
import type { MappableField } from '../../../domain/contacts/fields.js';
import type { Severity } from '../../../domain/imports/issues.js';
import { Reason } from '../imports/imports.schemas.js';
import { Id, listQuery } from '../list.js';

export const ProblemsQuery = listQuery(
  ['id', 'createdAt'],
  z.object({
    state: z.enum(problemStates).optional(),
    kind: z.enum(problemKinds).optional(),
    /** An issue's code. */
    issue: z.string().max(60).optional(),
  }),
);
export type ProblemsQuery = z.infer<typeof ProblemsQuery>;

export const ProblemEdit = z.strictObject({
  /** Contact field → text. */
  values: z
    .record(z.string().max(60), z.string().max(20_000))
    .refine((values) => Object.keys(values).length > 0, 'Say which fields to change.'),
  editVersion: z.number().int().min(0),
});
export type ProblemEdit = z.infer<typeof ProblemEdit>;

const chosen = { problemIds: z.array(Id).min(1).max(10_000).optional(), all: z.literal(true).optional() };
export const RetryProblems = z
  .strictObject({ ...chosen, reason: Reason.optional() })
  .refine(({ problemIds, all }) => problemIds || all, 'Say which problems: problemIds or all.');
export type RetryProblems = z.infer<typeof RetryProblems>;
export const DismissProblems = z
  .strictObject({ ...chosen, reason: Reason })
  .refine(({ problemIds, all }) => problemIds || all, 'Say which problems: problemIds or all.');
export type DismissProblems = z.infer<typeof DismissProblems>;

/** A record that a person has to look at, as every route answers it. Texts are masked for support until revealed. */
export interface Problem {
  id: string;
  connectionId: string;
  /** `malformed`: could not be read at all; `gone`: deleted at the CRM, and we were told to ask. */
  kind: ProblemKind;
  state: ProblemState;
  /** The record's id at the CRM; null when it had none. */
  recordId: string | null;
  issues: { code: string; severity: Severity; field: MappableField | null; sentence: string; suggestion?: string }[];
  /** Cells by contact field, as the CRM said and as a person has corrected them. */
  fields: { field: MappableField; label: string; text: string; from: string | null }[];
  editVersion: number;
  /** Corrected so that nothing is wrong any more, and not tried yet. */
  isReady: boolean;
  attempts: number;
  dismissedReason: string | null;
  /** The contact it is about, where one is known or was chosen. */
  contact: { id: string; name: string } | null;
  /** Contacts to choose from when several match. */
  candidates?: { contactId: string; name: string; email: string | null; phone: string | null }[];
  createdAt: string;
  updatedAt: string;
}
