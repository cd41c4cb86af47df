import type { StagedValues } from '../imports/judged-row.js';

/** Column of contacts → what the CRM said last, and since when it has been saying so (ISO time). */
export type Seen = Partial<Record<string, [unknown, string]>>;

/** What is known of a record's values after it was read again: a time changes only with its value. */
export function seenAfter(before: Seen, values: StagedValues, at: Date): Seen {
  const entries = Object.entries(values).map(([column, value]): [string, [unknown, string]] => {
    const held = before[column];
    return [column, held && isSame(held[0], value) ? held : [value, at.toISOString()]];
  });
  return Object.fromEntries(entries);
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
