import type { Readable } from 'node:stream';
import { decoderFor } from './decoder.js';
import { limits, type FileFormat, type FileRecord, type FileWarning } from './format.js';
import { RecordSplitter } from './record-splitter.js';
import { UnreadableFile } from './unreadable.js';

export interface RecordBatch {
  records: FileRecord[];
  /** Bytes taken in from the source so far: for progress, not a place to resume at. */
  bytesRead: number;
  warnings: FileWarning[];
}

/** Warnings of one kind that are told line by line; the rest is summed up in one. */
const warningsPerKind = 100;

/**
 * Streams every record of a delimited text, header and skipped ones too, in batches. Blank lines are numbered but not
 * returned. Memory does not grow with the file. The source is always read from its beginning; the result does not depend
 * on how it is cut into pieces.
 * @throws UnreadableFile for a NUL byte, a cell or a row count over the limit.
 */
export async function* readRecords(
  source: Readable,
  format: FileFormat,
  { batchSize = 1000, signal }: { batchSize?: number; signal?: AbortSignal } = {},
): AsyncGenerator<RecordBatch> {
  const decoder = decoderFor(format.encoding);
  const splitter = new RecordSplitter(format);
  const teller = new WarningTeller(splitter, format);
  let bytesRead = 0;
  let rows = 0;
  let waiting: FileRecord[] = [];

  function* batches(records: FileRecord[], last: boolean) {
    teller.look(records);
    rows += records.length;
    if (rows > limits.rows + (format.headerRow ?? 0)) throw new UnreadableFile('too_many_rows');
    waiting = waiting.length > 0 ? waiting.concat(records) : records;
    let from = 0;
    for (; waiting.length - from >= batchSize; from += batchSize)
      yield { records: waiting.slice(from, from + batchSize), bytesRead, warnings: teller.take() };
    waiting = waiting.slice(from);
    if (!last) return;
    const warnings = [...teller.take(), ...teller.sums()];
    if (waiting.length > 0 || warnings.length > 0) yield { records: waiting, bytesRead, warnings };
  }

  try {
    for await (const piece of source) {
      signal?.throwIfAborted();
      const bytes: Buffer = typeof piece === 'string' ? Buffer.from(piece) : piece;
      bytesRead += bytes.length;
      yield* batches(splitter.push(decoder.write(bytes)), false);
    }
    yield* batches(splitter.push(decoder.end(), true), true);
  } finally {
    source.destroy();
  }
}

/** Adds warnings about ragged rows and keeps the number of warnings small however long the file is. */
class WarningTeller {
  private readonly told = new Map<FileWarning['code'], number>();
  private waiting: FileWarning[] = [];
  private width: number | null = null;

  constructor(
    private readonly splitter: RecordSplitter,
    private readonly format: FileFormat,
  ) {}

  look(records: FileRecord[]) {
    for (const record of records) {
      if (record.number < (this.format.headerRow ?? 0)) continue;
      this.width ??= record.cells.length;
      if (record.cells.length !== this.width) this.waiting.push(raggedWarning(record, this.width));
    }
    if (this.splitter.warnings.length > 0) this.waiting.push(...this.splitter.warnings.splice(0));
  }

  take(): FileWarning[] {
    if (this.waiting.length === 0) return [];
    const inOrder = this.waiting.splice(0).toSorted((a, b) => a.line - b.line);
    return inOrder.filter(({ code }) => {
      this.told.set(code, (this.told.get(code) ?? 0) + 1);
      return this.told.get(code)! <= warningsPerKind;
    });
  }

  sums(): FileWarning[] {
    return [...this.told]
      .filter(([, count]) => count > warningsPerKind)
      .map(([code, count]) => ({
        code,
        line: 0,
        message: `… and ${count - warningsPerKind} more lines like that (${code}).`,
      }));
  }
}

/** A row whose number of cells is not that of the header (or of the first row, where there is none). */
export function raggedWarning(record: FileRecord, width: number): FileWarning {
  const message = `Line ${record.line} has ${record.cells.length} cells where ${width} were expected; no cell was dropped.`;
  return { code: 'ragged_row', line: record.line, message };
}
