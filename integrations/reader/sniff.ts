import { UnreadableFile } from './unreadable.js';

export { UnreadableFile } from './unreadable.js';

export type FileKind = 'text' | 'xlsx';

/** First bytes of kinds of files that people drop by mistake, and what to call them. */
const signatures: [bytes: string, name: string][] = [
  ['%PDF-', 'a PDF document'],
  ['\x89PNG\r\n\x1a\n', 'a picture (PNG)'],
  ['\xff\xd8\xff', 'a picture (JPEG)'],
  ['GIF8', 'a picture (GIF)'],
  ['BM', 'a picture (BMP)'],
  ['II*\0', 'a picture (TIFF)'],
  ['MM\0*', 'a picture (TIFF)'],
  ['RIFF', 'a media file'],
  ['ID3', 'a sound file'],
  ['\x1f\x8b', 'a compressed file (gzip)'],
  ['Rar!\x1a\x07', 'a RAR archive'],
  ["7z\xbc\xaf'\x1c", 'a 7-Zip archive'],
  ['\xfd7zXZ\0', 'a compressed file (xz)'],
  ['BZh', 'a compressed file (bzip2)'],
  ['SQLite format 3\0', 'a database file'],
  ['\x7fELF', 'a program'],
  ['MZ', 'a program'],
  ['PAR1', 'a Parquet file'],
  ['{\\rtf', 'a rich text document (RTF)'],
];

/** Compound File Binary, the container of .xls and of password-protected .xlsx (MS-CFB §2.2). */
const compoundFile = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/**
 * What a file is by its first bytes; its name is not asked.
 * @throws UnreadableFile when it is neither delimited text nor an XLSX workbook.
 */
export function kindOfFile(head: Buffer): FileKind {
  if (head.length === 0) throw new UnreadableFile('empty');
  if (head.subarray(0, 8).equals(compoundFile)) throw new UnreadableFile(oldOrProtected(head));
  if (head.subarray(0, 4).toString('latin1') === 'PK\x03\x04') return archiveKind(head);
  if (head.subarray(0, 4).toString('latin1') === 'PK\x05\x06') throw new UnreadableFile('zip');
  const begin = head.subarray(0, 16).toString('latin1');
  const known = signatures.find(([bytes]) => begin.startsWith(bytes));
  if (known && looksBinary(head, known[0].length)) throw new UnreadableFile('binary', known[1]);
  return 'text';
}

/** An encrypted workbook has a stream EncryptedPackage in its directory (MS-OFFCRYPTO §2.3.4), named in UTF-16. */
function oldOrProtected(head: Buffer) {
  return head.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'encrypted_workbook' : 'old_excel';
}

function archiveKind(head: Buffer): FileKind {
  const names = head.toString('latin1');
  if (names.includes('[Content_Types].xml') || names.includes('xl/')) return 'xlsx';
  throw new UnreadableFile('zip');
}

/** Short signatures such as "BM" begin texts too: a binary file has control characters soon after. */
function looksBinary(head: Buffer, length: number): boolean {
  if (length >= 5) return true;
  return head.subarray(0, 512).some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
}
