import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ContactImport } from '../../../database/entities/imports.js';
import { type FileFormat, type FileReading, limits } from '../../../integrations/reader/format.js';
import { readHead } from '../../../integrations/reader/read-head.js';
import { kindOfFile, UnreadableFile } from '../../../integrations/reader/sniff.js';
import { Storage } from '../../../integrations/storage.js';
import { MeasuredStream } from './measured-stream.js';

/** How much of a file decides how it is read, in bytes. */
const headBytes = 1024 * 1024;

export interface KeptFile {
  fileKey: string;
  /** Delimited text: the file itself, or the sheet of a workbook. */
  textKey: string;
  /** Of the file as it came, in bytes. */
  size: number;
  sha256: Buffer;
  reading: FileReading;
}

/** The files of imports: kept while they arrive, read from their first part. */
@Injectable()
export class ImportFiles {
  constructor(private readonly storage: Storage) {}

  /**
   * Keeps a file under a key that says nothing about it and reads its first part.
   * @throws UnreadableFile when it is too large or cannot be read; then nothing is kept
   */
  async keep(file: Readable): Promise<KeptFile> {
    const fileKey = `imports/${randomUUID()}/file`;
    const measured = new MeasuredStream({ maxBytes: limits.bytes, headBytes });
    file.once('error', (error) => measured.destroy(error));
    try {
      await this.storage.write(fileKey, file.pipe(measured));
      if (kindOfFile(measured.head) !== 'text') throw new UnreadableFile('broken_workbook');
      const textKey = fileKey;
      const reading = readHead(measured.head, { totalSize: measured.size });
      checkRows(reading);
      return { fileKey, textKey, size: measured.size, sha256: measured.digest(), reading };
    } catch (error) {
      await this.remove(fileKey);
      throw error;
    }
  }

  /** Reads the first part once more, under what a person has said about it. */
  async readAgain(textKey: string, overrides: Partial<FileFormat> = {}): Promise<FileReading> {
    const { head, totalSize } = await this.head(textKey);
    return readHead(head, { totalSize, overrides });
  }

  /** @throws FileMissing when storage has lost it */
  async open({ textKey }: Pick<ContactImport, 'textKey'>): Promise<Readable> {
    return this.storage.read(textKey);
  }

  async remove(fileKey: string): Promise<void> {
    await this.storage.remove(fileKey);
    await this.storage.remove(textKeyOf(fileKey));
  }

  private async head(key: string): Promise<{ head: Buffer; totalSize: number }> {
    const totalSize = await this.storage.size(key);
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of await this.storage.read(key)) {
      parts.push(part as Buffer);
      size += (part as Buffer).length;
      if (size >= headBytes) break;
    }
    return { head: Buffer.concat(parts).subarray(0, headBytes), totalSize };
  }
}

const textKeyOf = (fileKey: string) => fileKey.replace(/file$/, 'sheet.csv');

/** A header alone is no list of contacts. */
function checkRows({ estimatedRows, records }: FileReading): void {
  if (estimatedRows === 0 && records.every(({ role }) => role !== 'row')) throw new UnreadableFile('no_rows');
}
