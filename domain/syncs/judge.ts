import type { ContactField, MappableField } from '../contacts/fields.js';
import { tagLength, tagLimit } from '../contacts/lengths.js';
import { joinTags } from '../contacts/tags.js';
import { issueCodes } from '../imports/issues.js';
import { compileJudge, type JudgedRow } from '../imports/judge.js';
import { type ColumnMapping, defaultOptions, type ImportOptions } from '../imports/mapping.js';
import type { Cells } from './corrections.js';
import { fieldsIn, policyOf, type SyncSettings } from './settings.js';

/** How records of one connection are read: the same rules as an import's rows, with a column for each field. */
export interface RecordPlan {
  fields: ContactField[];
  mapping: ColumnMapping;
  options: ImportOptions;
}

/** What of a record is judged: texts by field, and what the connector knows better than a text could say. */
export interface JudgedRecord {
  cells: Cells;
  tags: readonly string[];
  isUnsubscribed: boolean;
}

/** @param offered fields that the connector can fill */
export function recordPlan(
  settings: SyncSettings,
  { offered, country }: { offered: readonly ContactField[]; country: string },
): RecordPlan {
  const fields = fieldsIn(settings, offered);
  const overwritten = fields.filter((field) => ['crm', 'newest'].includes(policyOf(field, settings)));
  return {
    fields,
    mapping: Object.fromEntries(fields.map((field, index) => [index, field])),
    options: {
      ...defaultOptions,
      mergeByField: Object.fromEntries(overwritten.map((field) => [field, 'overwrite' as const])),
      addTags: settings.addTags,
      country,
    },
  };
}

/** Reads the cells of a record; issues name fields, and columns by their place in `fields`. */
export function compileRecordJudge(
  { fields, mapping, options }: RecordPlan,
  today: string,
): (record: JudgedRecord) => JudgedRow {
  const judge = compileJudge({ mapping, options, columnCount: fields.length }, today);
  const takesTags = fields.includes('tags');
  return ({ cells, tags, isUnsubscribed }) => {
    const row = judge(fields.map((field) => cells[field as MappableField] ?? ''));
    if (takesTags) addTags(row, tags);
    if (isUnsubscribed) row.values.unsubscribed = true;
    return row;
  };
}

/** Tags come as a list: one that holds a comma is one tag still. */
function addTags(row: JudgedRow, tags: readonly string[]): void {
  const whole = tags.map((tag) => tag.trim()).filter((tag) => tag !== '' && tag.length <= tagLength);
  const kept = joinTags(row.values.tags ?? [], [...new Set(whole)]).slice(0, tagLimit);
  if (kept.length > 0) row.values.tags = kept;
  if (whole.length === tags.length) return;
  row.issues.push({ code: 'tags_cut', severity: issueCodes.tags_cut.severity, field: 'tags', column: null });
}
