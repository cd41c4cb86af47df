import { Readable } from 'node:stream';
import type { FileFormat, FileRecord, FileWarning } from './format.js';
import { readHead } from './read-head.js';
import { readRecords } from './read-records.js';

export const plainFormat: FileFormat = {
  encoding: 'utf-8',
  delimiter: ',',
  quote: '"',
  escape: '"',
  headerRow: 1,
  newline: '\n',
};

/** Every record and warning of a file, read in pieces of the sizes given in turn. */
export async function readAll(bytes: Buffer, format: Partial<FileFormat> = {}, sizes: number[] = [bytes.length || 1]) {
  const records: FileRecord[] = [];
  const warnings: FileWarning[] = [];
  const source = Readable.from(pieces(bytes, sizes));
  for await (const batch of readRecords(source, { ...plainFormat, ...format }, { batchSize: 7 })) {
    records.push(...batch.records);
    warnings.push(...batch.warnings);
  }
  return { records, cells: records.map(({ cells }) => cells), warnings, codes: warnings.map(({ code }) => code) };
}

/** What the reader makes of a text by itself: format, and the cells from the header down. */
export async function readAsFound(content: string | Buffer) {
  const bytes = Buffer.from(content as string);
  const reading = readHead(bytes, { totalSize: bytes.length });
  const { records } = await readAll(bytes, reading.format);
  const from = reading.format.headerRow ?? 0;
  return { ...reading, cells: records.filter(({ number }) => number >= from).map(({ cells }) => cells) };
}

function* pieces(bytes: Buffer, sizes: number[]) {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
