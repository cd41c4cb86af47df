import type { WorkbookParts } from './workbook-parts.js';

/** What a number format makes of a number, as far as text needs it. */
type NumberStyle = 'plain' | 'date' | 'time' | 'dateTime' | { digits: number };

/** Built-in formats that show dates and times (ECMA-376 part 1, §18.8.30). */
const builtIn = new Map<number, NumberStyle>([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map(
    (id) => [id, 'date'] as const,
  ),
  ...[18, 19, 20, 21, 32, 33, 45, 46, 47].map((id) => [id, 'time'] as const),
  [22, 'dateTime'],
]);

/** Texts that cells share, kept as bytes: a million of them must not become a million objects. */
export class SharedTexts {
  private readonly blocks: Buffer[] = [];
  private block = Buffer.allocUnsafe(1 << 20);
  private used = 0;
  private ends = new Float64Array(1024);
  private count = 0;
  private total = 0;

  add(text: string) {
    const bytes = Buffer.from(text);
    if (this.used + bytes.length > this.block.length) this.startBlock(bytes.length);
    bytes.copy(this.block, this.used);
    this.used += bytes.length;
    if (this.count * 2 + 1 >= this.ends.length) {
      const longer = new Float64Array(this.ends.length * 2);
      longer.set(this.ends);
      this.ends = longer;
    }
    this.ends[this.count * 2] = this.blocks.length;
    this.ends[this.count * 2 + 1] = this.used * 2 ** 24 + bytes.length;
    this.count++;
    this.total += bytes.length;
  }

  get(index: number): string {
    if (!(index >= 0 && index < this.count)) return '';
    const packed = this.ends[index * 2 + 1]!;
    const end = Math.floor(packed / 2 ** 24);
    const length = packed % 2 ** 24;
    const block = this.blocks[this.ends[index * 2]!] ?? this.block;
    return block.toString('utf8', end - length, end);
  }

  private startBlock(atLeast: number) {
    this.blocks.push(this.block);
    this.block = Buffer.allocUnsafe(Math.max(1 << 20, atLeast));
    this.used = 0;
  }
}

export async function readSharedTexts(parts: WorkbookParts, name: string): Promise<SharedTexts> {
  const texts = new SharedTexts();
  let text = '';
  let inText = false;
  let phonetic = 0;
  await parts.read(name, {
    open: (tag) => {
      if (tag === 'si') text = '';
      if (tag === 'rPh') phonetic++;
      inText = tag === 't' && phonetic === 0;
    },
    text: (value) => {
      if (inText) text += value;
    },
    close: (tag) => {
      inText = false;
      if (tag === 'rPh') phonetic--;
      if (tag === 'si') texts.add(unescapeText(text));
    },
  });
  return texts;
}

/** Style index of a cell → what its number format means. */
export async function readStyles(parts: WorkbookParts, name: string): Promise<NumberStyle[]> {
  const custom = new Map<number, NumberStyle>();
  const styles: NumberStyle[] = [];
  let inCells = false;
  await parts.read(name, {
    open: (tag, attributes) => {
      if (tag === 'numFmt') custom.set(Number(attributes.numFmtId), styleOf(attributes.formatCode ?? ''));
      if (tag === 'cellXfs') inCells = true;
      if (tag === 'xf' && inCells) {
        const id = Number(attributes.numFmtId ?? 0);
        styles.push(custom.get(id) ?? builtIn.get(id) ?? 'plain');
      }
    },
    close: (tag) => {
      if (tag === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/** "00000" keeps the zeros of a zip code; d, m, y, h and s outside quotes and brackets make a date or a time. */
function styleOf(code: string): NumberStyle {
  if (/^0{2,}$/.test(code)) return { digits: code.length };
  const bare = code
    .replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '')
    .split(';')[0]!
    .toLowerCase();
  const date = /[dy]/.test(bare) || /mmm/.test(bare);
  const time = /[hs]/.test(bare);
  if (date) return time ? 'dateTime' : 'date';
  return time ? 'time' : 'plain';
}

/** Excel writes characters that XML cannot hold as _x000D_ (ECMA-376 part 1, §22.4.2.4). */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/**
 * A number as people typed it: no exponent, no noise behind the 15 digits that Excel keeps; a date as yyyy-mm-dd, with the
 * time behind it where it has one.
 */
export function numberText(raw: string, style: NumberStyle, from1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (typeof style === 'object') return plain(value).padStart(style.digits, '0');
  if (style === 'plain') return plain(value);
  return dateText(value, style, from1904) ?? plain(value);
}

function plain(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  if (!text.includes('e')) return text;
  return Math.abs(rounded) >= 1 ? BigInt(rounded).toString() : rounded.toFixed(20).replace(/0+$/, '');
}

const dayMilliseconds = 86_400_000;

/** Day 1 is 1 January 1900, and day 60 a 29 February that never was; or day 0 is 1 January 1904. */
function dateText(serial: number, style: NumberStyle, from1904: boolean): string | null {
  if (serial < 0 || serial > 2_958_466) return null;
  const days = from1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const moment = new Date(Date.UTC(1899, 11, 30) + Math.round((days * dayMilliseconds) / 1000) * 1000).toISOString();
  const [date, time] = [moment.slice(0, 10), moment.slice(11, 19)];
  if (style === 'time' && serial < 1) return time;
  return time === '00:00:00' ? date : `${date} ${time}`;
}

export type { NumberStyle };
