import { randomUUID } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ContactImport, StoredReading } from '../../../database/entities/imports.js';
import { type FileFormat, type FileReading, limits } from '../../../integrations/reader/format.js';
import { readHead } from '../../../integrations/reader/read-head.js';
import { readRecords } from '../../../integrations/reader/read-records.js';
import { kindOfFile, UnreadableFile } from '../../../integrations/reader/sniff.js';
import { sheetToText } from '../../../integrations/reader/workbook.js';
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
  /** Of a workbook: which sheet is read, and which ones with data are not. */
  sheet: StoredReading['sheet'];
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
      const kept = { fileKey, size: measured.size, sha256: measured.digest() };
      if (kindOfFile(measured.head) === 'xlsx') return { ...kept, ...(await this.unpack(fileKey)) };
      const reading = readHead(measured.head, { totalSize: measured.size });
      await this.checkRows(fileKey, reading);
      return { ...kept, textKey: fileKey, reading, sheet: null };
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

  /** Keeps a text that is no import (a corrected file that comes back) until `drop`. @throws UnreadableFile */
  async keepApart(key: string, file: Readable): Promise<FileFormat> {
    const measured = new MeasuredStream({ maxBytes: limits.bytes, headBytes });
    file.once('error', (error) => measured.destroy(error));
    await this.storage.write(key, file.pipe(measured));
    if (kindOfFile(measured.head) !== 'text') throw new UnreadableFile('binary', 'a workbook; save it as CSV');
    return readHead(measured.head, { totalSize: measured.size }).format;
  }

  drop(key: string): Promise<void> {
    return this.storage.remove(key);
  }

  async remove(fileKey: string): Promise<void> {
    await this.storage.remove(fileKey);
    await this.storage.remove(textKeyOf(fileKey));
  }

  /** Turns a workbook's sheet into text beside it; everything later reads that. */
  private async unpack(fileKey: string): Promise<Pick<KeptFile, 'textKey' | 'reading' | 'sheet'>> {
    const textKey = textKeyOf(fileKey);
    const text = new PassThrough();
    const writing = this.storage.write(textKey, text);
    // A workbook that cannot be read breaks the writing too; its own sentence is the one to tell.
    writing.catch(() => undefined);
    const { sheetName, otherSheets } = await sheetToText(await this.storage.read(fileKey), text);
    await writing;
    const reading = await this.readAgain(textKey);
    await this.checkRows(textKey, reading);
    return { textKey, reading, sheet: { name: sheetName, otherSheets } };
  }

  /** A header alone is no list of contacts; where the first part ends inside the first row, the file is read on to its end. */
  private async checkRows(textKey: string, { records, format }: FileReading): Promise<void> {
    if (records.some(({ role }) => role === 'row')) return;
    for await (const batch of readRecords(await this.storage.read(textKey), format, { batchSize: 1 })) {
      if (batch.records.some(({ number }) => number > (format.headerRow ?? 0))) return;
    }
    throw new UnreadableFile('no_rows');
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
