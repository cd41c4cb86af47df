import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { sheetToText } from './workbook.js';
import { inline, workbookOf, zipOf } from './workbook.fixture.js';

async function convert(workbook: Buffer) {
  const out = new PassThrough();
  const [csv, sheet] = await Promise.all([text(out), sheetToText(Readable.from([workbook]), out)]);
  return { csv, ...sheet };
}

const row = (number: number, cells: string) => `<row r="${number}">${cells}</row>`;

describe('turning a workbook into text', () => {
  it('takes the first visible sheet with data and names the others', async () => {
    const rows = row(1, inline('A1', 'Email'));
    const book = workbookOf([
      { name: 'Secret', state: 'hidden', rows: row(1, inline('A1', 'hidden')) },
      { name: 'Blank', rows: row(1, '<c r="A1" s="1"/>') },
      { name: 'Contacts', rows },
      { name: 'More', rows },
    ]);
    expect(await convert(book)).toEqual({
      csv: 'Email\n',
      rows: 1,
      sheetName: 'Contacts',
      otherSheets: ['Blank', 'More'],
    });
  });

  it('keeps row numbers: rows without text become empty lines', async () => {
    const rows = row(2, inline('A2', 'Name')) + row(5, inline('A5', 'Ada'));
    expect((await convert(workbookOf([{ name: 'S', rows }]))).csv).toBe('\nName\n\n\nAda\n');
  });

  it('keeps columns: cells that are left out become empty ones, at the end too', async () => {
    const rows = row(1, inline('A1', 'a') + inline('B1', 'b') + inline('C1', 'c')) + row(2, inline('B2', 'x'));
    expect((await convert(workbookOf([{ name: 'S', rows }]))).csv).toBe('a,b,c\n,x,\n');
  });

  it('quotes what would break a line', async () => {
    const rows = row(1, inline('A1', 'Smith, &quot;Jr&quot;') + inline('B1', 'two_x000D_&#10;lines'));
    expect((await convert(workbookOf([{ name: 'S', rows }]))).csv).toBe('"Smith, ""Jr""","two\r\nlines"\n');
  });

  it('joins the runs of a shared text and leaves its reading aid out', async () => {
    const texts = ['<r><t>Yama</t></r><r><t>da</t></r><rPh sb="0" eb="1"><t>yomi</t></rPh>', '<t>two</t>'];
    const rows = row(1, '<c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c>');
    expect((await convert(workbookOf([{ name: 'S', rows }], { texts }))).csv).toBe('two,Yamada\n');
  });

  it.each([
    ['a phone number', '<v>1.5550100123E10</v>', '', '15550100123'],
    ['the noise of binary fractions', '<v>0.30000000000000004</v>', '', '0.3'],
    ['a small fraction', '<v>1E-7</v>', '', '0.0000001'],
    ['a zip code that lost its zero', '<v>1234</v>', 's="3"', '01234'],
    ['a date', '<v>45293</v>', 's="1"', '2024-01-02'],
    ['a date before the leap day that never was', '<v>59</v>', 's="1"', '1900-02-28'],
    ['a date with its time', '<v>45293.5</v>', 's="2"', '2024-01-02 12:00:00'],
    ['a truth', '<v>1</v>', 't="b"', 'TRUE'],
    ['the result of a formula', '<f>A1</f><v>done</v>', 't="str"', 'done'],
    ['an error', '<v>#N/A</v>', 't="e"', '#N/A'],
  ])('writes %s as people read it', async (_, value, attributes, expected) => {
    const rows = row(1, `<c r="A1" ${attributes}>${value}</c>`);
    expect((await convert(workbookOf([{ name: 'S', rows }]))).csv).toBe(`${expected}\n`);
  });

  it('counts days from 1904 where the workbook says so', async () => {
    const book = workbookOf([{ name: 'S', rows: row(1, '<c r="A1" s="1"><v>43831</v></c>') }], { from1904: true });
    expect((await convert(book)).csv).toBe('2024-01-02\n');
  });

  it.each<[string, Buffer, string]>([
    ['a damaged workbook', workbookOf([{ name: 'S', rows: '' }]).subarray(0, 400), 'broken_workbook'],
    ['broken XML', workbookOf([{ name: 'S', rows: '<row><c></row>' }]), 'broken_workbook'],
    ['a workbook without data', workbookOf([{ name: 'S', rows: '' }]), 'no_sheet'],
    ['501 columns', workbookOf([{ name: 'S', rows: row(1, inline('SG1', 'x')) }]), 'too_many_columns'],
    ['too many rows', workbookOf([{ name: 'S', rows: row(1_048_578, inline('A1048578', 'x')) }]), 'too_many_rows'],
    ['a text document', zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' }), 'no_sheet'],
    ['a bomb', workbookOf([{ name: 'S', rows: row(1, inline('A1', ' '.repeat(80_000_000))) }]), 'workbook_too_large'],
  ])('refuses %s', async (_, book, code) => {
    const out = new PassThrough();
    out.resume();
    await expect(sheetToText(Readable.from([book]), out)).rejects.toMatchObject({ code });
    expect(out.destroyed).toBe(true);
  });
});
