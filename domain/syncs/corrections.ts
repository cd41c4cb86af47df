import type { MappableField } from '../contacts/fields.js';

/** Cells of a record by contact field, as an import's row would have them by column. */
export type Cells = Partial<Record<MappableField, string>>;

/** What a person has put right; it holds while the CRM still says `from`. */
export type Corrections = Partial<Record<MappableField, { from: string; to: string }>>;

/** The cells as they are judged: corrected where the CRM still says what was wrong, its own word where it has changed since. */
export function correctedCells(cells: Cells, corrections: Corrections | null): Cells {
  const holding = Object.entries(corrections ?? {}).filter(
    ([field, correction]) => correction && (cells[field as MappableField] ?? '') === correction.from,
  );
  return { ...cells, ...Object.fromEntries(holding.map(([field, correction]) => [field, correction!.to])) };
}

/** Corrections after a person has typed into some cells; what was typed back to the CRM's own word is none. */
export function correct(cells: Cells, before: Corrections | null, typed: Cells): Corrections {
  const made = Object.entries(typed).map(([field, to]) => [field, { from: cells[field as MappableField] ?? '', to }]);
  const all = { ...before, ...Object.fromEntries(made) } as Corrections;
  return Object.fromEntries(Object.entries(all).filter(([, correction]) => correction?.from !== correction?.to));
}
