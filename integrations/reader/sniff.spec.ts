import { kindOfFile, UnreadableFile } from './sniff.js';
import { inline, workbookOf, zipOf } from './workbook.fixture.js';

const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex');

describe('telling kinds of files by their first bytes', () => {
  it.each(['Name,Email\n', 'BMW,car\n', 'MZ,id\n', 'II,III\n', '\uFEFFName\n', 'PK,PARKING\n', 'RIFFS,songs\nAda,3\n'])(
    'takes %j for text',
    (text) => {
      expect(kindOfFile(Buffer.from(text))).toBe('text');
    },
  );

  it('knows a workbook', () => {
    expect(kindOfFile(workbookOf([{ name: 'S', rows: inline('A1', 'x') }]))).toBe('xlsx');
  });

  it.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'binary'],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'binary'],
    ['a BMP', Buffer.from('424d460000000000', 'hex'), 'binary'],
    ['a ZIP', zipOf({ 'contacts.csv': 'a,b\n' }), 'zip'],
    ['an empty ZIP', zipOf({}), 'zip'],
    ['an old workbook', Buffer.concat([compound, Buffer.from('Workbook', 'utf16le')]), 'old_excel'],
    [
      'a protected workbook',
      Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]),
      'encrypted_workbook',
    ],
  ])('refuses %s', (_, head, code) => {
    expect(() => kindOfFile(head)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(/\.$/) }));
    expect(() => kindOfFile(head)).toThrow(UnreadableFile);
  });
});
