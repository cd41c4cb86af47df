import chardet from 'chardet';
import iconv from 'iconv-lite';
import { isWholeUtf8 } from './decoder.js';
import { UnreadableFile } from './unreadable.js';

export interface EncodingGuess {
  encoding: string;
  /** 0..1 */
  confidence: number;
  /** Best first; more than one only where they give different text. */
  candidates: string[];
}

const marks: [bytes: string, encoding: string][] = [
  ['efbbbf', 'utf-8'],
  ['fffe0000', 'utf-32le'],
  ['0000feff', 'utf-32be'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];

/**
 * Decides the encoding of the first part of a file: byte order mark, then zero bytes in a pattern (UTF-16 and UTF-32
 * without a mark), then valid UTF-8, then the likeliest of the old ones.
 * @throws UnreadableFile when the bytes are no text.
 */
export function guessEncoding(head: Buffer, totalSize: number): EncodingGuess {
  const marked = marks.find(([bytes]) => head.subarray(0, bytes.length / 2).toString('hex') === bytes)?.[1];
  const wide = marked ?? zeroPattern(head);
  if (wide?.startsWith('utf-16') && totalSize % 2 === 1) throw new UnreadableFile('truncated_utf16');
  if (wide) return { encoding: wide, confidence: marked ? 1 : 0.95, candidates: [wide] };
  refuseBinary(head);
  if (isWholeUtf8(head)) return { encoding: 'utf-8', confidence: 0.99, candidates: ['utf-8'] };
  const found = (chardet.detect(head) ?? 'windows-1252').toLowerCase();
  const encoding =
    iconv.encodingExists(found) && found !== 'utf-8' ? found.replace('iso-8859-1', 'windows-1252') : 'windows-1252';
  return { encoding, confidence: 0.6, candidates: [encoding] };
}

/** UTF-16 and UTF-32 without a mark show zero bytes at every second byte, or three of four. */
function zeroPattern(head: Buffer): string | null {
  const zeros = [0, 0, 0, 0];
  const length = Math.min(head.length, 4096) & ~3;
  for (let i = 0; i < length; i++) if (head[i] === 0) zeros[i & 3]!++;
  const share = zeros.map((count) => (length === 0 ? 0 : count / (length / 4)));
  const [a, b, c, d] = share as [number, number, number, number];
  if (b > 0.9 && c > 0.9 && d > 0.9 && a < 0.1) return 'utf-32le';
  if (a > 0.9 && b > 0.9 && c > 0.9 && d < 0.1) return 'utf-32be';
  if (b > 0.3 && d > 0.3 && a + c < 0.1) return 'utf-16le';
  if (a > 0.3 && c > 0.3 && b + d < 0.1) return 'utf-16be';
  return null;
}

function refuseBinary(head: Buffer) {
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 27) || byte === 127) controls++;
  const nul = head.indexOf(0);
  if (controls > 8 && controls * 20 > head.length) throw new UnreadableFile('binary');
  if (nul !== -1)
    throw new UnreadableFile(
      'nul_bytes',
      head
        .subarray(0, nul)
        .toString('latin1')
        .split(/\r\n|\r|\n/).length,
    );
}
