import type { Readable } from 'node:stream';

const mostParts = 64;
const address = /[a-z0-9._%+'-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi;
const spots = 64;

export const partCount = (estimatedRows: number, perPart: number) =>
  Math.max(1, Math.min(mostParts, Math.ceil(estimatedRows / perPart)));

/** What a batch may hold in memory, whatever the shape of the file. */
const cellsPerBatch = 400_000;
const bytesPerBatch = 16 * 1024 * 1024;

/** Rows of one COPY: fewer where rows are wide or long, so that memory is the same for every file. */
export function rowsPerBatch(
  most: number,
  file: { fileSize: number; estimatedRows: number; columnCount: number },
): number {
  const rowBytes = file.fileSize / Math.max(1, file.estimatedRows);
  const fitting = Math.min(cellsPerBatch / Math.max(1, file.columnCount), bytesPerBatch / Math.max(1, rowBytes));
  return Math.max(1, Math.min(most, Math.floor(fitting)));
}

/**
 * Where the second, third… part begins: quantiles of the e-mail addresses seen at spots all over the file. A skewed sample
 * costs balance, never correctness.
 */
export async function sampleBounds(source: Readable, fileSize: number, parts: number): Promise<string[]> {
  const found = new Set<string>();
  const stride = fileSize / spots;
  let position = 0;
  let next = 0;
  for await (const piece of source as AsyncIterable<Buffer>) {
    if (position >= next) {
      // Addresses are ASCII; dropping NUL makes UTF-16 readable enough to find them.
      const text = piece.toString('latin1', 0, 65_536).replaceAll('\0', '');
      for (const [hit] of text.matchAll(address)) found.add(hit.toLowerCase());
      next = position + stride;
    }
    position += piece.length;
  }
  return quantiles([...found].toSorted(compare), parts);
}

function quantiles(sorted: string[], parts: number): string[] {
  const bounds = Array.from({ length: parts - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / parts)]);
  return [...new Set(bounds.filter((bound) => bound !== undefined))];
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The part of an address: how many bounds are at or below it, as `width_bucket` counts. Rows without one are spread. */
export function partOf(email: string | null, rowNumber: number, bounds: string[]): number {
  if (email === null) return rowNumber % (bounds.length + 1);
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bounds[middle]! <= email) low = middle + 1;
    else high = middle;
  }
  return low;
}
