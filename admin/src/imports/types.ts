import type { ImportRow } from '../../../apps/api/imports/rows.schemas.js';
import type { Import } from '../../../apps/api/imports/imports.schemas.js';

export type ContactImport = Import;
export type { OptionChanges, Progress } from '../../../apps/api/imports/imports.schemas.js';
export type { ListAnswer as ListOf, TimelineEntry } from '../answers.js';
export type ImportState = Import['state'];
export type Command = Import['commands'][number];
export type Counts = NonNullable<Import['counts']>;
export type Planned = NonNullable<Import['planned']>;
export type Outcome = keyof Counts;
export type Intent = keyof Planned;
export type Alert = Import['alerts'][number];
export type Severity = Alert['severity'];
export type ColumnProfile = Import['columns'][number];
/** Column index as text → field, or null for "Do not import". */
export type Mapping = Import['mapping'];
export type Field = NonNullable<Mapping[string]>;
export type ImportOptions = Import['options'];
export type MergeRule = ImportOptions['merge'];

export interface PreviewRecord {
  number: number;
  cells: string[];
  role: 'skipped' | 'header' | 'row';
}
export interface FilePreview {
  records: PreviewRecord[];
  encodings: { encoding: string; sample: string }[];
  warnings: { code: string; line: number; message: string }[];
  lineCount?: number;
}

export type { ImportRow, RowFilter } from '../../../apps/api/imports/rows.schemas.js';
export type RowIssue = ImportRow['issues'][number];

/** A contact's values by column, as the API names them. */
export type ContactValues = Record<string, unknown>;
export interface RowPreview {
  rowNumber: number;
  cells: string[];
  contact: ContactValues;
  issues: RowIssue[];
}

export interface FieldChoice {
  field: Field;
  label: string;
  group: string;
  kind: string;
  many?: boolean;
}
export interface FieldCatalogue {
  fields: FieldChoice[];
  limits: { rows: number; bytes: number; columns: number };
}

export interface Batch {
  kind: string;
  seq: number;
  state: 'done' | 'running' | 'waiting';
  rows: number;
  committedAt: string | null;
  worker: string | null;
}
export interface UndoPreview {
  reversed: number;
  kept: number;
  couldNot: number;
}
export interface CorrectedFileAnswer {
  accepted: number;
  fixed: number;
  stillFailed: number;
  refused: { line: number; rowNumber: number | null; reason: string }[];
}
