import { Readable } from 'node:stream';
import { partCount, partOf, rowsPerBatch, sampleBounds } from './parts.js';

it('puts a row where the database would: at or above a bound belongs to the next part', () => {
  const bounds = ['f', 'p'];
  expect(['a', 'f', 'o', 'p', 'z'].map((email) => partOf(email, 1, bounds))).toEqual([0, 1, 1, 2, 2]);
});

it('spreads rows without e-mail over all parts', () => {
  expect([3, 4, 5].map((rowNumber) => partOf(null, rowNumber, ['f', 'p']))).toEqual([0, 1, 2]);
});

it('has one part for a small file and no more than sixty-four', () => {
  expect([0, 50_000, 50_001, 99_000_000].map((rows) => partCount(rows, 50_000))).toEqual([1, 1, 2, 64]);
});

it('takes fewer rows at once where they are wide or long', () => {
  const file = { fileSize: 100_000_000, estimatedRows: 1_000_000, columnCount: 10 };
  expect(rowsPerBatch(25_000, file)).toBe(25_000);
  expect(rowsPerBatch(25_000, { ...file, columnCount: 500 })).toBe(800);
  expect(rowsPerBatch(25_000, { ...file, estimatedRows: 1_000 })).toBe(167);
});

it.each(['utf8', 'utf16le'] as const)(
  'finds bounds that part the addresses of a file evenly (%s)',
  async (encoding) => {
    const text = Array.from({ length: 1_000 }, (_, i) => `Ann,person${String(i).padStart(4, '0')}@example.com\n`).join(
      '',
    );
    const bytes = Buffer.from(text, encoding);
    const pieces = Array.from({ length: Math.ceil(bytes.length / 4_096) }, (_, i) =>
      bytes.subarray(i * 4_096, (i + 1) * 4_096),
    );
    const bounds = await sampleBounds(Readable.from(pieces), bytes.length, 4);
    expect(bounds).toHaveLength(3);
    const sizes = [0, 0, 0, 0];
    for (let i = 0; i < 1_000; i++) sizes[partOf(`person${String(i).padStart(4, '0')}@example.com`, i, bounds)]! += 1;
    expect(Math.max(...sizes)).toBeLessThan(300);
  },
);
