import { seeded } from '../../test/seeded.js';
import { type ContactField, contactFields } from '../contacts/fields.js';
import { columnLengths, type TextColumn } from '../contacts/lengths.js';
import { compileJudge, type JudgedRow } from './judge.js';
import { type ColumnMapping, defaultOptions } from './mapping.js';

const fields = (Object.keys(contactFields) as ContactField[]).filter(
  (field) => !['fullName', 'coFullName', 'addressLine', 'mailingLine'].includes(field),
);
const lines: ContactField[] = [
  'fullName',
  'coFullName',
  'addressLine',
  'mailingLine',
  'email',
  'phone',
  'tags',
  'notes',
];
const judgeOf = (list: ContactField[]) =>
  compileJudge(
    {
      mapping: Object.fromEntries(list.map((field, index) => [index, field])) as ColumnMapping,
      options: defaultOptions,
      columnCount: list.length,
    },
    '2026-11-22',
  );
const judges = [fields, lines].map((list) => ({ list, judge: judgeOf(list) }));

const pieces = ['Anna', 'Bell', '&', ', ', 'Jr.', 'van der', '@', 'example.com', 'gmial.com', '303', '555-0128', 'x12', '/', ';', ' ::: ', '12', 'Elm St', 'Apt', 'CO', '80302', '2/30', '1980', '25.12.', 'yes', 'n/a', '\u0000', '\n', '\ud83d\ude00', '\ud800', 'Müller', '\u200b', '\u00a0', '=1+1', '"', "'", '<', '>', '%', '\\', 'é', '\t', '(', ')', '日本']; // prettier-ignore

/** What the database, or the judge's own promise, would refuse of a row. */
function refused(row: JudgedRow): string[] {
  const texts = Object.entries(row.values).flatMap(([column, value]) => {
    const list: string[] = typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
    return list.map((text) => ({ text, limit: columnLengths[column as TextColumn] ?? 60 }));
  });
  const wrong = texts.filter(
    ({ text, limit }) => !text.isWellFormed() || text.includes('\u0000') || text.trim() === '' || text.length > limit,
  );
  const errors = row.issues.some((issue) => issue.severity === 'error');
  return [...wrong.map(({ text }) => text.slice(0, 100)), ...(errors === row.failed ? [] : ['failed'])];
}

it('never throws, and what it stages fits the columns, whatever stands in the cells', () => {
  const random = seeded(20261122);
  const bad: string[] = [];
  for (let i = 0; i < 3_000; i++) {
    const { list, judge } = judges[i % judges.length]!;
    const cells = Array.from({ length: list.length + random(3) - 1 }, () =>
      Array.from({ length: random(7) }, () => pieces[random(pieces.length)]!).join(random(2) ? ' ' : ''),
    );
    bad.push(...refused(judge(cells)));
  }
  expect(bad).toEqual([]);
});

it.each(['a', ' ', '\u00a0', '@', 'a@', '.', '1', '-', '(', ', ', '& ', ';', '\n', "'", 'x ', '日', '<', '/ ', '1 '])(
  'judges cells of a megabyte of "%s" in no time',
  (piece) => {
    const huge = piece.repeat(1_048_576 / piece.length);
    for (const { list, judge } of judges) {
      for (const size of [huge.length, 35_000, 950, 250]) {
        const cells = list.map(() => `x${huge.slice(0, size)}x`);
        const started = process.cpuUsage();
        expect(refused(judge(cells))).toEqual([]);
        expect(process.cpuUsage(started).user / list.length).toBeLessThan(150_000);
      }
    }
  },
);
