import { isWholeUtf8 } from './decoder.js';
import { rateLegacyEncodings } from './legacy-encoding.js';
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
  if (hasJapaneseEscapes(head)) return { encoding: 'iso-2022-jp', confidence: 0.95, candidates: ['iso-2022-jp'] };
  if (isWholeUtf8(head)) return { encoding: 'utf-8', confidence: 0.99, candidates: ['utf-8'] };
  const legacy = legacyGuess(head);
  return isMostlyUtf8(head) ? { encoding: 'utf-8', confidence: 0.8, candidates: ['utf-8', legacy.encoding] } : legacy;
}

/** UTF-8 with a few broken bytes: at least five characters of several bytes for each broken one. */
function isMostlyUtf8(head: Buffer): boolean {
  const text = head.toString('utf8');
  let broken = 0;
  let whole = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) broken++;
    else if (code > 127) whole++;
  }
  return whole >= broken * 5;
}

/** How much text with other than ASCII bytes is looked at. */
const sampleBytes = 32_768;

function legacyGuess(head: Buffer): EncodingGuess {
  const ratings = rateLegacyEncodings(linesBeyondAscii(head));
  const likeliest = ratings[0]!;
  const sameText = ratings.filter(({ text }) => text === likeliest.text);
  const best = sameText.reduce((usual, other) => (other.prior > usual.prior ? other : usual));
  const rival = ratings.find(({ text }) => text !== best.text);
  const lead = rival ? likeliest.score - rival.score : 20;
  const candidates = rival ? [best.encoding, rival.encoding] : [best.encoding];
  return { encoding: best.encoding, confidence: 0.98 - 0.58 * Math.exp(-lead / 6), candidates };
}

/** The lines that hold bytes above 127, up to a limit. */
function linesBeyondAscii(head: Buffer): Buffer {
  const lines: Buffer[] = [];
  let bytes = 0;
  for (let start = 0; start < head.length && bytes < sampleBytes;) {
    let end = start;
    let beyond = false;
    while (end < head.length && head[end] !== 10 && head[end] !== 13) if (head[end++]! > 127) beyond = true;
    if (beyond) lines.push(head.subarray(start, end + 1));
    if (beyond) bytes += end + 1 - start;
    start = end + 1;
  }
  return Buffer.concat(lines).subarray(0, sampleBytes);
}

/** The escape sequences of ISO-2022-JP (RFC 1468), which else is plain ASCII. */
function hasJapaneseEscapes(head: Buffer): boolean {
  return (
    (head.includes('\u001b$B') || head.includes('\u001b$@')) && (head.includes('\u001b(B') || head.includes('\u001b(J'))
  );
}

/** UTF-16 and UTF-32 without a mark show zero bytes at every second byte, or three of four. */
function zeroPattern(head: Buffer): string | null {
  const zeros = [0, 0, 0, 0];
  const length = Math.min(head.length, 65_536) & ~3;
  for (let i = 0; i < length; i++) if (head[i] === 0) zeros[i & 3]!++;
  const all = zeros.reduce((sum, count) => sum + count, 0);
  const [a, b, c, d] = zeros.map((count) => count / (length / 4)) as [number, number, number, number];
  if (c > 0.9 && d > 0.9 && a < 0.1) return 'utf-32le';
  if (a > 0.9 && b > 0.9 && d < 0.1) return 'utf-32be';
  if (all < 3 || all < length * 0.05) return null;
  if (zeros[1]! + zeros[3]! > all * 0.95) return 'utf-16le';
  return zeros[0]! + zeros[2]! > all * 0.95 ? 'utf-16be' : null;
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
