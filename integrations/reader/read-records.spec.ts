import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { limits } from './format.js';
import { readRecords } from './read-records.js';
import { plainFormat, readAll, seeded } from './records.fixture.js';

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

/** A regular file: cells with delimiters, quotes, line breaks, blanks and foreign letters, quoted where they must be. */
function regularFile(seed: number) {
  const random = seeded(seed);
  const delimiter = pick(random, [',', ';', '\t', '|']);
  const newline = pick(random, ['\n', '\r\n'] as const);
  const parts = ['a', 'Zoë', '', ' ', delimiter, '"', newline, '名前', '0', "O'Neil", 'ß', '👍', 'x y'];
  const cell = () => Array.from({ length: Math.floor(random() * 4) }, () => pick(random, parts)).join('');
  const width = 2 + Math.floor(random() * 5);
  const rows = Array.from({ length: 1 + Math.floor(random() * 40) }, () => Array.from({ length: width }, cell));
  const written = (text: string) =>
    text.includes('"') || text.includes(delimiter) || text.includes('\n') || random() < 0.2 || /^ | $/.test(text)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const text = rows.map((row) => row.map(written).join(delimiter)).join(newline) + (random() < 0.5 ? newline : '');
  return { delimiter, newline, text };
}

/** Rows that fill what the reader waits for, so that the rows behind them meet the borders of pieces. */
const lead = (row: string) => row.repeat(Math.ceil(70_000 / row.length));

describe('reading records', () => {
  it('finds the same cells as csv-parse in regular files', async () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { delimiter, newline, text } = regularFile(seed);
      const expected: string[][] = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: true });
      const { cells } = await readAll(Buffer.from(text), { delimiter, newline });
      expect({ seed, cells }).toEqual({ seed, cells: expected });
    }
  });

  it('finds the same records wherever a regular file is cut', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { delimiter, newline, text } = regularFile(seed);
      const head = lead(`x${delimiter}y${newline}`);
      const bytes = Buffer.from(head + text);
      const random = seeded(seed + 1000);
      const sizes = [head.length, ...Array.from({ length: 3000 }, () => 1 + Math.floor(random() * 9))];
      const whole = await readAll(bytes, { delimiter, newline });
      const cut = await readAll(bytes, { delimiter, newline }, sizes);
      expect({ seed, tail: cut.records.slice(-100) }).toEqual({ seed, tail: whole.records.slice(-100) });
    }
  });

  it('reads broken quoting the same wherever the file is cut', async () => {
    const random = seeded(5);
    const parts = ['"', '""', ',', '\r\n', '\r', '\n', 'ab', ' ', 'é', ',"', '",'];
    for (let round = 0; round < 60; round++) {
      const newline = pick(random, ['\n', '\r', 'mixed'] as const);
      const head = lead('x,y\n');
      const bytes = Buffer.from(head + Array.from({ length: 40 }, () => pick(random, parts)).join(''));
      const whole = await readAll(bytes, { newline });
      const cut = await readAll(bytes, { newline }, [head.length, ...Array<number>(150).fill(1)]);
      const tail = ({ records, codes }: typeof cut) => ({ records: records.slice(-60), codes });
      expect({ round, ...tail(cut) }).toEqual({ round, ...tail(whole) });
    }
  });

  it('loses no character of a file, whatever its quotes', async () => {
    const random = seeded(9);
    for (let round = 0; round < 300; round++) {
      const text = Array.from({ length: 30 }, () => pick(random, ['"', ',', '\n', 'a', 'b', 'c'])).join('');
      const { cells } = await readAll(Buffer.from(text));
      expect(
        cells
          .flat()
          .join('')
          .replace(/[^abc]/g, ''),
      ).toBe(text.replace(/[^abc]/g, ''));
    }
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'shift_jis', 'euc-jp', 'gb18030'])(
    'keeps characters of %s whole at every border',
    async (encoding) => {
      const bytes = iconv.encode('name,city\n山田太郎,東京都\n鈴木,大阪\n', encoding);
      for (const size of [1, 2, 3, 5])
        expect((await readAll(bytes, { encoding }, [size])).cells[1]).toEqual(['山田太郎', '東京都']);
    },
  );

  it('keeps characters of iso-2022-jp whole at every border', async () => {
    const bytes = Buffer.from('1b2442333528291b28422c78', 'hex');
    const { cells } = await readAll(bytes, { encoding: 'iso-2022-jp' });
    expect(cells).toEqual([[new TextDecoder('iso-2022-jp').decode(bytes).slice(0, -2), 'x']]);
    expect((await readAll(bytes, { encoding: 'iso-2022-jp' }, [1])).cells).toEqual(cells);
  });

  it('numbers blank lines without returning them, and says on which line a record begins', async () => {
    const { records } = await readAll(Buffer.from('a,b\n\n"1\n2",x\n3,4\n'));
    expect(records.map(({ number, line }) => [number, line])).toEqual([
      [1, 1],
      [3, 3],
      [4, 5],
    ]);
  });

  it('keeps the rows below a quote that is never closed', async () => {
    const { cells, codes } = await readAll(Buffer.from('a,b\n1,"two\n3,4\n5,6\n'));
    expect(cells).toEqual([
      ['a', 'b'],
      ['1', '"two'],
      ['3', '4'],
      ['5', '6'],
    ]);
    expect(codes).toEqual(['stray_quote']);
  });

  it('takes an opening quote as text when only that gives the row its width', async () => {
    const { cells } = await readAll(Buffer.from('a,b,c\n1,2,3\n4,"5,"six, or so"\n7,8,9\n'));
    expect(cells[2]).toEqual(['4', '"5', 'six, or so']);
  });

  it('keeps quotes inside a quoted cell', async () => {
    const { cells } = await readAll(Buffer.from('a,b\n"the "big" one",2\n""Ann" Lee",4\n'));
    expect(cells.slice(1)).toEqual([
      ['the "big" one', '2'],
      ['"Ann" Lee', '4'],
    ]);
  });

  it('tells ragged rows by line and drops no cell', async () => {
    const { cells, warnings } = await readAll(Buffer.from('a,b\n1,2,3\n4\n5,6\n'));
    expect(cells.slice(1)).toEqual([['1', '2', '3'], ['4'], ['5', '6']]);
    expect(warnings.map(({ code, line }) => [code, line])).toEqual([
      ['ragged_row', 2],
      ['ragged_row', 3],
    ]);
  });

  it('sums up warnings beyond the hundredth of a kind', async () => {
    const { warnings } = await readAll(Buffer.from(`a,b\n${'1,2,3\n'.repeat(150)}`));
    expect(warnings).toHaveLength(101);
    expect(warnings.at(-1)!.message).toContain('50 more');
  });

  it('tells bytes that are not text in the encoding', async () => {
    const { codes, cells } = await readAll(Buffer.from([0x61, 0x2c, 0xff, 0x0a]));
    expect(codes).toEqual(['undecodable']);
    expect(cells).toEqual([['a', '\uFFFD']]);
  });

  it('refuses a cell of five megabytes with its line', async () => {
    const bytes = Buffer.from(`a,b\n1,2\n3,${'x'.repeat(5 * 1024 * 1024)}\n`);
    await expect(readAll(bytes, {}, [65_536])).rejects.toThrow(/cell on line 3 .* 1,048,576 characters/);
  });

  it('refuses a NUL byte behind the first part with its line', async () => {
    await expect(readAll(Buffer.from('a,b\n1,2\n3,\0\n'))).rejects.toThrow(/NUL bytes \(first on line 3\)/);
  });

  it('refuses one row more than allowed', async () => {
    const allowed = `a\n${'1\n'.repeat(limits.rows)}`;
    expect(await countRecords(allowed)).toBe(limits.rows + 1);
    await expect(countRecords(`${allowed}1\n`)).rejects.toThrow(/more than 1,048,576 rows/);
  });

  it('ends the source when the caller stops early', async () => {
    const source = Readable.from([Buffer.from('a,b\n1,2\n'.repeat(20_000)), Buffer.from('3,4\n')]);
    for await (const { records } of readRecords(source, plainFormat)) {
      expect(records.length).toBeGreaterThan(0);
      break;
    }
    expect(source.destroyed).toBe(true);
  });
});

async function countRecords(text: string): Promise<number> {
  let count = 0;
  for await (const { records } of readRecords(Readable.from([Buffer.from(text)]), plainFormat)) count += records.length;
  return count;
}
