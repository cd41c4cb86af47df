import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { SaxesParser } from 'saxes';
import yauzl from 'yauzl';
import { UnreadableFile } from './unreadable.js';

/** How much the parts read of one workbook may hold unpacked, and how many times their packed size. */
const unpackedBytes = 4 * 1024 ** 3;
const unpackedRatio = 300;
const ratioFreeBytes = 64 * 1024 ** 2;
const manyEntries = 10_000;

export interface XmlHandlers {
  open?: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
  /** Called after each piece of the part; a promise holds the reading up. */
  afterPiece?: () => Promise<void> | void;
}

/** The parts of an Office Open XML package (ECMA-376 part 2), read as streams with limits against bombs. */
export class WorkbookParts {
  private unpacked = 0;

  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly entries: Map<string, yauzl.Entry>,
  ) {}

  /** @throws UnreadableFile when it is no whole archive */
  static async open(path: string): Promise<WorkbookParts> {
    const zip = await yauzl.openPromise(path, { autoClose: false });
    const entries = new Map<string, yauzl.Entry>();
    try {
      for await (const entry of zip.eachEntry()) {
        entries.set(entry.fileName.toLowerCase(), entry);
        if (entries.size > manyEntries) throw new UnreadableFile('workbook_too_large');
      }
    } catch (error) {
      zip.close();
      throw error;
    }
    return new WorkbookParts(zip, entries);
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  close() {
    this.zip.close();
  }

  /** Reads a part of XML to its end; one that is not there is empty. Names come without their namespace prefix. */
  async read(name: string, { open, text, close, afterPiece }: XmlHandlers): Promise<void> {
    const entry = this.entries.get(name.toLowerCase());
    if (!entry) return;
    if ((entry.generalPurposeBitFlag & 1) === 1) throw new UnreadableFile('encrypted_workbook');
    const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
    parser.on('opentag', (tag) => open?.(local(tag.name), tag.attributes));
    parser.on('closetag', (tag) => close?.(local(tag.name)));
    parser.on('text', (value) => text?.(value));
    parser.on('cdata', (value) => text?.(value));
    parser.on('error', (error) => {
      throw error;
    });
    const decoder = new StringDecoder('utf8');
    const stream: Readable = await this.zip.openReadStreamPromise(entry);
    let bytes = 0;
    for await (const piece of stream as AsyncIterable<Buffer>) {
      bytes += piece.length;
      this.count(piece.length, bytes / Math.max(1, entry.compressedSize));
      parser.write(decoder.write(piece));
      await afterPiece?.();
    }
    parser.write(decoder.end()).close();
    await afterPiece?.();
  }

  private count(bytes: number, ratio: number) {
    this.unpacked += bytes;
    if (this.unpacked > unpackedBytes || (this.unpacked > ratioFreeBytes && ratio > unpackedRatio))
      throw new UnreadableFile('workbook_too_large');
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
