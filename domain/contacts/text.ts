/** Printable ASCII only: nothing to mend. */
const plain = /^[\x20-\x7e]*$/;
/** C0 and C1 controls but tab and line breaks, soft hyphen, zero-width marks (joiners stay: scripts need them), bidi controls, BOM. */
const invisible = /(?![\t-\r\u0085])\p{Cc}|[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const breaks = /[\n\r\v\f\u0085\u2028\u2029]+/g;
const blanks = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/g;

export interface MendedText {
  text: string;
  /** Invisible characters were taken out. */
  removedControls: boolean;
  /** Holds U+FFFD: bytes of the file that are no text in its encoding. */
  undecodable: boolean;
}

/** True when `mendText` would only give the text back. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

/**
 * One text as it may be stored: Unicode NFC, trimmed, without invisible control characters and lone surrogates
 * (PostgreSQL takes neither NUL nor, in jsonb, half a surrogate pair).
 * Exotic blanks become a space; line breaks stay only where a field may have several lines.
 */
export function mendText(raw: string, lines: 'oneLine' | 'severalLines' = 'oneLine'): MendedText {
  if (plain.test(raw)) return { text: raw.trim(), removedControls: false, undecodable: false };
  const undecodable = raw.includes('\ufffd') || !raw.isWellFormed();
  const visible = raw.toWellFormed().replace(invisible, '');
  const removedControls = visible.length !== raw.length;
  const spaced =
    lines === 'severalLines'
      ? visible.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
      : visible.search(breaks) >= 0
        ? visible.replace(breaks, ' ').replace(/ {2,}/g, ' ')
        : visible;
  return { text: spaced.replace(blanks, ' ').trim().normalize('NFC'), removedControls, undecodable };
}

const placeholders = new Set([
  'n/a', 'na', 'n.a.', 'none', 'null', 'nil', 'undefined', 'unknown', 'not available', 'not provided', 'no email', 'no e-mail', 'no phone',
  'noemail', 'nophone', '-', '--', '---', '?', '.', 'x', 'xx', 'xxx', 'k.a.', 'keine', 'unbekannt', 'tbd', '#n/a', '#name?', '#value!', '#ref!', '(blank)', '[blank]', '(none)', 'nan',
]); // prettier-ignore

/** "n/a", "none", "-": words people write where there is no value. Names are not asked: Na and Null are surnames. */
export function isPlaceholder(text: string): boolean {
  return text.length <= 13 && placeholders.has(text.toLowerCase());
}
