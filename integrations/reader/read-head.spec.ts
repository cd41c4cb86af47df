import iconv from 'iconv-lite';
import { limits } from './format.js';
import { readHead } from './read-head.js';
import { readAsFound } from './records.fixture.js';

const people = [
  ['Ada', 'Byron', 'ada@example.com', '555-0100'],
  ['Bob', 'Smith, Jr', 'bob@example.org', '555-0101'],
  ['Eve', 'O"Hara', 'eve@example.net', ''],
];
const titles = ['First Name', 'Last Name', 'Email', 'Phone'];

function written(rows: string[][], delimiter = ',', newline = '\n', quote = '"', escape = quote) {
  const cell = (text: string) =>
    text.includes(delimiter) || text.includes(quote) || /[ ']/.test(text)
      ? quote + text.replaceAll(quote, escape + quote) + quote
      : text;
  return rows.map((row) => row.map(cell).join(delimiter)).join(newline) + newline;
}

const table = [titles, ...people];

describe('reading the first part', () => {
  it.each([',', ';', '\t', '|', ':', '^', '~', ' ', '||', ', '])('finds the delimiter %j', async (delimiter) => {
    const { format, cells } = await readAsFound(written(table, delimiter));
    expect({ delimiter: format.delimiter, cells }).toEqual({ delimiter, cells: table });
  });

  it.each(['\n', '\r\n', '\r'] as const)('finds the line end %j', async (newline) => {
    const { format, cells } = await readAsFound(written(table, ';', newline));
    expect({ newline: format.newline, cells }).toEqual({ newline, cells: table });
  });

  it('reads mixed line ends', async () => {
    const { cells } = await readAsFound('a,b,c\r\n1,2,3\r4,5,6\n7,8,9\r');
    expect(cells).toEqual([
      ['a', 'b', 'c'],
      ['1', '2', '3'],
      ['4', '5', '6'],
      ['7', '8', '9'],
    ]);
  });

  it('finds quotes that are apostrophes', async () => {
    const { format, cells } = await readAsFound(written(table, ',', '\n', "'"));
    expect({ quote: format.quote, cells }).toEqual({ quote: "'", cells: table });
  });

  it('finds quotes escaped by a backslash', async () => {
    const { format, cells } = await readAsFound(written(table, ',', '\n', '"', '\\'));
    expect({ escape: format.escape, cells }).toEqual({ escape: '\\', cells: table });
  });

  it('skips lines above the titles and says so', async () => {
    const { format, cells, warnings } = await readAsFound(
      `Contacts of Elm Office\nExported 2026-01-02\n\n${written(table)}`,
    );
    expect(format.headerRow).toBe(4);
    expect(cells).toEqual(table);
    expect(warnings.map(({ code, line }) => [code, line])).toEqual([
      ['skipped_line', 1],
      ['skipped_line', 2],
    ]);
  });

  it('does not skip a smaller table at the top', async () => {
    const small = Array.from({ length: 6 }, (_, i) => `name${i},city${i}`).join('\n');
    const large = 'id,name,street,city,zip,mail\n' + '1,Ada,Elm St 1,Rome,01234,ada@example.com\n'.repeat(20);
    const { format } = await readAsFound(`name,city\n${small}\n${large}`);
    expect(format.headerRow).toBe(1);
  });

  it('obeys the first line by which Excel names the delimiter', async () => {
    const { format, confidence } = await readAsFound('sep=|\nname|mail, second\nAda|ada@example.com\n');
    expect([format.delimiter, format.headerRow, confidence.delimiter]).toEqual(['|', 2, 1]);
  });

  it('knows that a file has no titles', async () => {
    const { format, cells, headers } = await readAsFound(written(people));
    expect([format.headerRow, cells, headers]).toEqual([null, people, ['', '', '', '']]);
  });

  it('finds titles that no list knows, by the values below them', async () => {
    const { format } = await readAsFound('Foo,Bar\n1,2026-01-02\n2,2026-01-03\n3,2026-01-04\n');
    expect(format.headerRow).toBe(1);
  });

  it('says that there is nothing below the titles', async () => {
    const { format, warnings, estimatedRows } = await readAsFound('First Name,Last Name,Email\n');
    expect([format.headerRow, estimatedRows, warnings.map(({ code }) => code)]).toEqual([1, 0, ['no_rows']]);
  });

  it('tells repeated and missing titles', async () => {
    const { warnings } = await readAsFound('Email,email,,Name\na@example.com,b@example.com,x,Ada\n');
    expect(warnings.map(({ code }) => code)).toEqual(['duplicate_header', 'empty_header']);
  });

  it('reads one column, with blanks and commas in it', async () => {
    const { cells } = await readAsFound('Email\nada@example.com\nbob@example.com\neve@example.net\n');
    expect(cells).toEqual([['Email'], ['ada@example.com'], ['bob@example.com'], ['eve@example.net']]);
  });

  it('reads a file whose every row stands in quotes as a whole', async () => {
    const { cells, format } = await readAsFound('"Name,Email"\n"Ada,ada@example.com"\n"Bob,bob@example.com"\n');
    expect(format.headerRow).toBe(1);
    expect(cells).toHaveLength(3);
  });

  it('takes what a person has said', () => {
    const bytes = Buffer.from(written(table, ';'));
    const { format, confidence, records } = readHead(bytes, {
      totalSize: bytes.length,
      overrides: { delimiter: ',', headerRow: null },
    });
    expect([format.delimiter, format.headerRow]).toEqual([',', null]);
    expect(confidence).toMatchObject({ delimiter: 1, header: 1 });
    expect(records.every(({ role }) => role === 'row')).toBe(true);
  });

  it('shows a telling cell in the two likeliest encodings', () => {
    const bytes = iconv.encode('name,city\nJiří,Plzeň\nVěra,Děčín\n', 'iso-8859-2');
    const { encodings } = readHead(bytes, { totalSize: bytes.length });
    expect(encodings).toHaveLength(2);
    expect(encodings[0]!.sample).not.toBe(encodings[1]!.sample);
    expect(encodings[0]!.sample).toMatch(/Jiří|Plzeň|Věra|Děčín/);
  });

  it('is unsure where nothing tells titles from values', async () => {
    const { warnings } = await readAsFound('Rome,Paris\nBonn,Oslo\nBern,Riga\n');
    expect(warnings.map(({ code }) => code)).toContain('unsure_header');
  });

  it('estimates the rows of a file that is longer than its first part', () => {
    const head = Buffer.from(`a,b\n${'12345,67890\n'.repeat(1000)}`);
    expect(readHead(head, { totalSize: head.length * 10 }).estimatedRows).toBeGreaterThan(9_000);
    expect(readHead(head, { totalSize: head.length }).estimatedRows).toBe(1000);
  });

  it.each<[string, Buffer, RegExp]>([
    ['an empty file', Buffer.alloc(0), /is empty/],
    ['only blank lines', Buffer.from('\n \r\n'), /is empty/],
    ['501 columns', Buffer.from(`${Array.from({ length: 501 }, (_, i) => `c${i}`).join(',')}\n`), /501 columns; 500/],
    ['a cell of 5 MB', Buffer.from(`a,b\n1,${'x'.repeat(5 * 1024 * 1024)}\n`), /cell on line 2/],
    ['NUL bytes', Buffer.from('a,b\n1,\0\n'), /NUL bytes \(first on line 2\)/],
    ['random bytes', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251)), /not a text file|NUL/],
    ['truncated UTF-16', Buffer.from(`\uFEFF${written(table)}`, 'utf16le').subarray(0, -1), /cut off/],
  ])('refuses %s with a sentence', (_, bytes, sentence) => {
    expect(() => readHead(bytes, { totalSize: bytes.length })).toThrow(sentence);
  });

  it('refuses a file over the limit by its size', () => {
    expect(() => readHead(Buffer.from('a,b\n'), { totalSize: limits.bytes + 1 })).toThrow(/larger than 512 MB/);
  });

  it('refuses an encoding that does not exist', () => {
    const overrides = { encoding: 'utf-9' };
    expect(() => readHead(Buffer.from('a,b\n'), { totalSize: 4, overrides })).toThrow(/“utf-9” is not known/);
  });
});
