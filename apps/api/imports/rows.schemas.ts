import { z } from 'zod';
import { issueCodes, type IssueCode, type RowIssue } from '../../../domain/imports/issues.js';
import { rowIntents, rowOutcomes, type RowIntent, type RowOutcome } from '../../../domain/imports/states.js';
import { Id, listQuery } from '../list.js';
import { Reason, RowNumber } from './imports.schemas.js';

const issueNames = Object.keys(issueCodes) as [IssueCode, ...IssueCode[]];

export const RowFilter = z.object({
  intent: z.enum(rowIntents).optional(),
  outcome: z.enum(rowOutcomes).optional(),
  issue: z.enum(issueNames).optional(),
  /** Failed and not dismissed: the work that is left to people. */
  open: z.literal(true).optional(),
  /** A row number, or the beginning of an e-mail address, first name, last name or both: `ann bel`. */
  q: z.string().trim().max(200).optional(),
  /** Only rows beyond this one, in the list's order: the quick way to page deep. */
  after: RowNumber.optional(),
});
export type RowFilter = z.infer<typeof RowFilter>;

export const RowsQuery = listQuery(['rowNumber', 'id'], RowFilter).extend({
  order: z.enum(['ASC', 'DESC']).default('ASC'),
});
export type RowsQuery = z.infer<typeof RowsQuery>;

const CellText = z.string().max(1_048_576);
export const RowEdit = z.strictObject({
  values: z
    .record(z.string().regex(/^\d{1,3}$/, 'Cells are named by their column index.'), CellText)
    .refine((values) => Object.keys(values).length > 0, 'Say which cells to change.'),
  editVersion: z.number().int().min(0),
});
export type RowEdit = z.infer<typeof RowEdit>;

export const Dismissal = z.strictObject({ reason: Reason });
export type Dismissal = z.infer<typeof Dismissal>;
export const DismissMany = z
  .strictObject({
    reason: Reason,
    rowNumbers: z.array(RowNumber).min(1).max(10_000).optional(),
    filter: z.object({ issue: z.enum(issueNames).optional() }).optional(),
  })
  .refine((body) => body.rowNumbers || body.filter, 'Say which rows: rowNumbers or filter.');
export type DismissMany = z.infer<typeof DismissMany>;

export const FixMany = z.strictObject({
  issue: z.enum(issueNames),
  action: z.enum(['accept_suggestions', 'replace', 'clear']),
  column: z.number().int().min(0).max(500).optional(),
  find: z.string().min(1).max(1000).optional(),
  replace: z.string().max(1000).optional(),
});
export type FixMany = z.infer<typeof FixMany>;

export const Choice = z.strictObject({ contactId: Id });
export type Choice = z.infer<typeof Choice>;

/** One row of an import as every route answers it. Texts are masked for support until revealed. */
export interface ImportRow {
  /** Same as `rowNumber`, as text: what react-admin's lists go by. */
  id: string;
  rowNumber: number;
  intent: RowIntent;
  outcome: RowOutcome;
  /** Normalized values by contact property (`firstName`), blank ones left out. */
  contact: Record<string, unknown>;
  issues: (RowIssue & { sentence: string })[];
  /** Original texts, in file order; null where nothing was wrong with the row or they are purged. */
  cells: string[] | null;
  /** A person's corrections: column index → text. */
  edits: Record<string, string> | null;
  editVersion: number;
  match: { contactId: string; reason: string | null; name: string } | null;
  changes: Record<string, [unknown, unknown]> | null;
  /** The earlier row of the file that is the same person. */
  duplicateOf: number | null;
  attempts: number;
  /** Corrected so that nothing is wrong any more, and not tried yet. */
  isReady: boolean;
  dismissedReason: string | null;
  /** The contact that the row became. */
  contactId: string | null;
  /** Contacts to choose from when several match. */
  candidates?: { contactId: string; name: string; email: string | null; phone: string | null }[];
}
