import { z } from 'zod';
import type { ImportCommand } from '../../../domain/imports/commands.js';
import type { Alert } from '../../../domain/imports/issues.js';
import {
  type ColumnMapping,
  type ColumnProfile,
  dateOrders,
  importModes,
  type ImportOptions,
  matchRules,
  mergeRules,
} from '../../../domain/imports/mapping.js';
import { type Counts, importStates, type ImportState } from '../../../domain/imports/states.js';
import type { FileFormat, FileReading } from '../../../integrations/reader/format.js';
import { Id, listQuery } from '../list.js';

export const RowNumber = z.coerce.number().int().min(1).max(2_147_483_647);
export const Reason = z.string().trim().min(3, 'Say the reason in a few words.').max(500);

/** Which fields there are is for `checkMapping` to say, in words that name the column. */
const MappedField = z.string().min(1).max(80).nullable();

export const FileOverrides = z.strictObject({
  encoding: z.string().trim().min(1).max(40).optional(),
  delimiter: z.string().min(1).max(4).optional(),
  quote: z.string().length(1).nullable().optional(),
  headerRow: z.number().int().min(1).max(1000).nullable().optional(),
});
export type FileOverrides = z.infer<typeof FileOverrides>;

export const OptionChanges = z.strictObject({
  match: z.enum(matchRules).optional(),
  mode: z.enum(importModes).optional(),
  merge: z.enum(mergeRules).optional(),
  mergeByField: z.record(z.string().max(60), z.enum(mergeRules)).optional(),
  addTags: z.array(z.string().trim().min(1).max(60)).max(20).optional(),
  nameOrder: z.enum(['first_last', 'last_first']).optional(),
  dateOrder: z.enum(dateOrders).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'A country is two capital letters, as in US.')
    .optional(),
});
export type OptionChanges = z.infer<typeof OptionChanges>;

export const MappingChange = z.strictObject({
  columns: z.record(z.string().regex(/^\d{1,3}$/, 'Columns are named by their index.'), MappedField).optional(),
  file: FileOverrides.optional(),
  options: OptionChanges.optional(),
});
export type MappingChange = z.infer<typeof MappingChange>;

export const PreviewQuery = z.object({ rows: z.coerce.number().int().min(1).max(100).default(10) });
export type PreviewQuery = z.infer<typeof PreviewQuery>;

export const FromUpload = z.strictObject({
  uploadId: z.string().regex(/^[\w-]{1,100}$/, 'This is not an upload id.'),
  fileName: z.string().trim().min(1).max(255).optional(),
});
export type FromUpload = z.infer<typeof FromUpload>;

export const WithReason = z.strictObject({ reason: Reason.optional() }).default({});
export type WithReason = z.infer<typeof WithReason>;
export const Confirm = z
  .strictObject({ reason: Reason.optional(), trialRows: z.number().int().min(1).max(10_000).optional() })
  .default({});
export type Confirm = z.infer<typeof Confirm>;
export const Retry = z
  .strictObject({
    reason: Reason.optional(),
    rowNumbers: z.array(RowNumber).min(1).max(10_000).optional(),
    all: z.literal(true).optional(),
  })
  .default({});
export type Retry = z.infer<typeof Retry>;

export const Reveal = z.strictObject({ reason: Reason });
export type Reveal = z.infer<typeof Reveal>;
export const RetryNow = z.strictObject({ reason: Reason, activityId: z.string().max(100).optional() });
export type RetryNow = z.infer<typeof RetryNow>;

export const ImportsQuery = listQuery(
  ['createdAt', 'id', 'fileName', 'state'],
  z.object({
    state: z.union([z.enum(importStates), z.array(z.enum(importStates))]).optional(),
    needs: z.literal('person').optional(),
    q: z.string().trim().max(200).optional(),
    accountId: Id.optional(),
  }),
);
export type ImportsQuery = z.infer<typeof ImportsQuery>;

export interface Progress {
  step: 'scan' | 'plan' | 'apply' | 'retry' | 'undo';
  done: number;
  total: number;
  rowsPerSecond: number | null;
  secondsLeft: number | null;
  at: string;
}

/** An import as every route answers it. */
export interface Import {
  id: string;
  accountId: string;
  accountName?: string;
  state: ImportState;
  resumeState: ImportState | null;
  needs: 'person' | null;
  fileName: string;
  fileSize: number;
  sha256: string;
  file: FileFormat;
  confidence: FileReading['confidence'];
  /** Of a workbook: the sheet that is read, and the other visible ones, which are not. */
  sheet: { name: string; otherSheets: string[] } | null;
  columns: ColumnProfile[];
  mapping: ColumnMapping;
  options: ImportOptions;
  /** What keeps the scan from starting, in sentences; empty when it may start. */
  mappingProblems: string[];
  rowCount: number | null;
  estimatedRows: number | null;
  counts: Counts | null;
  /** The review's equation. */
  planned: { create: number; update: number; unchanged: number; skip: number; fail: number } | null;
  alerts: Alert[];
  /** Failed rows that nobody has dismissed. */
  openFailed: number;
  progress: Progress | null;
  failure: { code: string; sentence: string } | null;
  trialRows: number | null;
  previousImport: { id: string; createdAt: string; rowCount: number | null } | null;
  startedBy: string | null;
  createdAt: string;
  scannedAt: string | null;
  confirmedAt: string | null;
  completedAt: string | null;
  undoUntil: string | null;
  purgeAt: string | null;
  commands: ImportCommand[];
  engine: 'ok' | 'away';
  /** Personal values are masked until revealed with a reason; only for roles other than the agent. */
  masked?: boolean;
}
