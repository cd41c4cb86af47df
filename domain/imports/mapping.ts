import type { ContactField, MappableField } from '../contacts/fields.js';

/** Column index (as text, 0-based, file order) → contact field, or null for "Do not import". */
export type ColumnMapping = Record<string, MappableField | null>;

export const matchRules = ['email_then_phone', 'email', 'none'] as const;
export type MatchRule = (typeof matchRules)[number];
export const importModes = ['create', 'update', 'both'] as const;
export type ImportMode = (typeof importModes)[number];
export const mergeRules = ['fill_blanks', 'overwrite'] as const;
export type MergeRule = (typeof mergeRules)[number];
export const dateOrders = ['auto', 'mdy', 'dmy'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** What a person chose on "Map Your Fields", pinned with the scan. */
export interface ImportOptions {
  match: MatchRule;
  mode: ImportMode;
  merge: MergeRule;
  /** Exceptions to `merge`, field by field. */
  mergeByField: Partial<Record<MappableField, MergeRule>>;
  /** Tags every imported contact gets. */
  addTags: string[];
  /** "First Last" or "Last, First": how one full-name column is split; a comma always means "Last, First". */
  nameOrder: 'first_last' | 'last_first';
  dateOrder: DateOrder;
  /** ISO 3166 alpha-2: the country of phones and addresses that name none. */
  country: string;
}

export const defaultOptions: ImportOptions = {
  match: 'email_then_phone',
  mode: 'both',
  merge: 'fill_blanks',
  mergeByField: {},
  addTags: [],
  nameOrder: 'first_last',
  dateOrder: 'auto',
  country: 'US',
};

/** Guessed from the values of a column, never from its header. */
export const columnKinds = [
  'empty',
  'email',
  'phone',
  'name',
  'fullName',
  'address',
  'zip',
  'date',
  'number',
  'yesNo',
  'tags',
  'url',
  'id',
  'text',
] as const;
export type ColumnKind = (typeof columnKinds)[number];

export const suggestionReasons = ['remembered', 'exact', 'synonym', 'values'] as const;
export interface Suggestion {
  field: MappableField;
  reason: (typeof suggestionReasons)[number];
}

/** One column of the file as the mapping screen shows it. */
export interface ColumnProfile {
  index: number;
  /** Text of the header cell, or "" when the file has no header or the cell is empty. */
  header: string;
  /** Up to three telling values: first, longest, oddest. */
  samples: string[];
  /** Share of sampled rows with a value, 0..1. */
  filled: number;
  kind: ColumnKind;
  suggestion: Suggestion | null;
  /** Fields that fit equally well; set when the tie was left open. */
  candidates?: ContactField[];
  /** Values contradict the header or the suggestion, said in a sentence. */
  warning?: string;
}
