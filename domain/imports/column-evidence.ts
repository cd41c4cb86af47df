import { type ContactField, contactFields } from '../contacts/fields.js';
import type { DayOrder } from '../contacts/dates.js';
import { columnDateOrder } from './date-order.js';
import type { ColumnMapping } from './mapping.js';

export interface ColumnEvidence {
  dateOrderByColumn: Record<string, DayOrder>;
  zerosLostByColumn: Record<string, boolean>;
}

/**
 * What a column as a whole says about its single cells: day or month first, zip codes whose zeros a spreadsheet ate.
 * From the records of the file's first part; pin it with the plan so that every row is read the same way.
 */
export function columnEvidence(rows: readonly (readonly string[])[], mapping: ColumnMapping): ColumnEvidence {
  const evidence: ColumnEvidence = { dateOrderByColumn: {}, zerosLostByColumn: {} };
  for (const [index, field] of Object.entries(mapping)) {
    if (field === null || field.startsWith('custom:')) continue;
    const { kind } = contactFields[field as ContactField];
    const cells = () => rows.map((row) => row[Number(index)] ?? '');
    if (kind === 'zip' && zerosLost(cells())) evidence.zerosLostByColumn[index] = true;
    if (kind !== 'date' && kind !== 'birthday') continue;
    const { order } = columnDateOrder(cells());
    if (order) evidence.dateOrderByColumn[index] = order;
  }
  return evidence;
}

/** Three and more codes of four digits, and none of five that begins with a zero: the column went through a spreadsheet as numbers. */
function zerosLost(cells: string[]): boolean {
  const short = cells.filter((cell) => /^\s*\d{4}\s*$/.test(cell)).length;
  const full = cells.filter((cell) => /^\s*\d{5}(?:-?\d{4})?\s*$/.test(cell)).length;
  return short >= 3 && full >= 1 && !cells.some((cell) => /^\s*0\d{4}/.test(cell));
}
