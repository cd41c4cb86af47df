const equals = 0x3d;
const dot = 0x2e;
const hex = Buffer.from('0123456789ABCDEF', 'latin1');
/** Of a line, without the `=` of its soft break (RFC 2045 §6.7 rule 5). */
const width = 75;
const softBreak = '=\r\n';

/** Printable, short, without `=`, a dot at its beginning or white space at its end: it stands for itself. */
const stands = /^(?!\.)(?:[ -<>-~]{0,74}[!-<>-~])?$/;

/** The octets of one character in UTF-8, by its first one. */
const octetsFrom = (first: number) => (first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);

/**
 * A text as quoted-printable UTF-8 that begins at a line's start and ends there too, by a soft break where it has none of its own:
 * such pieces stand one after the other in any order. No line begins with a dot, which SMTP would have to double (RFC 5321 §4.5.2).
 */
export function quotedPiece(text: string): string {
  if (text === '') return '';
  if (stands.test(text)) return text + softBreak;
  return quoted(Buffer.from(text, 'utf8'));
}

/** Takes off the soft break behind which nothing comes. */
export const endOfPieces = (pieces: string) =>
  pieces.endsWith(softBreak) ? pieces.slice(0, -softBreak.length) : pieces;

function quoted(bytes: Buffer): string {
  // Three characters for an octet, and three for the end of each line that no octet has ended.
  const out = Buffer.allocUnsafe(bytes.length * 3 + (Math.ceil((bytes.length * 3) / (width - 11)) + 1) * 3);
  let at = 0;
  let column = 0;
  const breakLine = (isSoft: boolean) => {
    if (isSoft) out[at++] = equals;
    out[at++] = 0x0d;
    out[at++] = 0x0a;
    column = 0;
  };
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i]!;
    if (byte === 0x0d || byte === 0x0a) {
      if (byte === 0x0d && bytes[i + 1] === 0x0a) i += 1;
      breakLine(false);
      continue;
    }
    if (isLiteral(byte, bytes[i + 1]) && !(byte === dot && column % width === 0)) {
      if (column === width) breakLine(true);
      out[at++] = byte;
      column += 1;
      continue;
    }
    // A character is not torn: programs exist that decode line by line.
    const begins = byte < 0x80 || byte >= 0xc0;
    if (column + 3 * (begins ? octetsFrom(byte) : 1) > width) breakLine(true);
    out[at++] = equals;
    out[at++] = hex[byte >> 4]!;
    out[at++] = hex[byte & 15]!;
    column += 3;
  }
  if (column > 0) breakLine(true);
  return out.toString('latin1', 0, at);
}

/** White space before a line's end does not survive every mail server, so there it is written as an octet. */
function isLiteral(byte: number, next: number | undefined): boolean {
  if (byte === 0x20 || byte === 0x09) return next !== undefined && next !== 0x0d && next !== 0x0a;
  return byte > 0x20 && byte < 0x7f && byte !== equals;
}
