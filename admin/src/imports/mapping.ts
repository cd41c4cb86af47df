import type { ColumnProfile, Field, FieldChoice, Mapping } from './types.js';

/** One light of the meter: what a contact needs before the file can be scanned. */
export interface Requirement {
  label: string;
  level: 'required' | 'recommended' | 'optional';
  isMet: boolean;
}

/** Which of the wanted fields the mapping fills; a full-name column counts for both names. */
export function requirements(mapping: Mapping): Requirement[] {
  const used = new Set(Object.values(mapping));
  const has = (...fields: Field[]) => fields.some((field) => used.has(field));
  return [
    { label: 'First name', level: 'required', isMet: has('firstName', 'fullName') },
    { label: 'Last name', level: 'required', isMet: has('lastName', 'fullName') },
    { label: 'E-mail', level: 'recommended', isMet: has('email') },
    { label: 'Home address', level: 'optional', isMet: has('addressLine', 'street') },
  ];
}

export const missingNames = (mapping: Mapping) =>
  requirements(mapping)
    .filter(({ level, isMet }) => level === 'required' && !isMet)
    .map(({ label }) => label.toLowerCase());

export const isUsed = (mapping: Mapping, column: ColumnProfile) => Boolean(mapping[column.index]);

/** A tie the suggestions left open, until a person picks a field or says "Do not import". */
export const isOpenQuestion = (mapping: Mapping, column: ColumnProfile, answered: ReadonlySet<number>) =>
  !isUsed(mapping, column) && !answered.has(column.index) && (column.candidates?.length ?? 0) > 0;

/** Columns with values that will not be imported, fullest first: nothing is dropped unseen. */
export const unusedColumns = (mapping: Mapping, columns: ColumnProfile[]) =>
  columns.filter((column) => !isUsed(mapping, column) && column.filled > 0).toSorted((a, b) => b.filled - a.filled);

/** "Column 4" where the header is empty. */
export const nameOf = (column: Pick<ColumnProfile, 'header' | 'index'>) =>
  column.header.trim() || `Column ${column.index + 1}`;

interface Assigned {
  mapping: Mapping;
  /** Columns that lost the field, because it takes one column only. */
  freed: number[];
}

/** Gives a column its field; a field that takes one column is taken from the one that had it. */
export function assign(mapping: Mapping, { index, field }: { index: number; field: FieldChoice | null }): Assigned {
  const next: Mapping = { ...mapping, [index]: field?.field ?? null };
  if (!field || field.many) return { mapping: next, freed: [] };
  const freed = Object.keys(mapping)
    .map(Number)
    .filter((other) => other !== index && mapping[other] === field.field);
  for (const other of freed) next[other] = null;
  return { mapping: next, freed };
}

export type ColumnView = 'all' | 'used' | 'unused' | 'questions';

/** The lines to draw for the chosen view and search text (in header or samples). */
export function visibleColumns(
  columns: ColumnProfile[],
  {
    mapping,
    view,
    search,
    answered,
  }: { mapping: Mapping; view: ColumnView; search: string; answered: ReadonlySet<number> },
): ColumnProfile[] {
  const wanted = search.trim().toLowerCase();
  return columns.filter((column) => {
    if (view === 'used' && !isUsed(mapping, column)) return false;
    if (view === 'unused' && isUsed(mapping, column)) return false;
    if (view === 'questions' && !isOpenQuestion(mapping, column, answered)) return false;
    return wanted === '' || [column.header, ...column.samples].some((text) => text.toLowerCase().includes(wanted));
  });
}
