const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]";
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const asciiAddress = new RegExp(`^${atom}+(?:\\.${atom}+)*@(?:${label}\\.)+(?:[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{2,59})$`);
const atomAnyScript = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]";
const localAnyScript = new RegExp(`^${atomAnyScript}+(?:\\.${atomAnyScript}+)*$`, 'u');
/** Between addresses of one cell; " ::: " is how Google Contacts joins several values. */
const separators = /\s*(?:[;,|\n\r]|:::|\s\/\s|\s)\s*/;
const inBrackets = /<([^<>]*)>/g;

/** RFC 5321 §4.5.3.1: 64 octets before the @, 254 in all (a path is 256 with its angle brackets). */
const localLimit = 64;
export const emailLimit = 254;

export interface EmailAddress {
  /** As typed, without what stood around it. */
  address: string;
  /** What two spellings of one mailbox share: lower case, the domain in its ASCII form (RFC 5891). */
  normalized: string;
  domain: string;
}

/** True for an address that needs no more than lower-casing: the common case, quick. */
export function isAsciiAddress(text: string): boolean {
  return text.length <= emailLimit && asciiAddress.test(text) && text.lastIndexOf('@') <= localLimit;
}

/**
 * One address in the practical part of RFC 5321/5322: dot-atom, @, domain with an ending; tags (`+`) and apostrophes are fine,
 * so are domains and names in other scripts (RFC 6531). Quoted local parts, comments and IP literals are not people's addresses.
 */
export function readAddress(text: string): EmailAddress | null {
  if (isAsciiAddress(text)) {
    const normalized = text.toLowerCase();
    return { address: text, normalized, domain: normalized.slice(normalized.lastIndexOf('@') + 1) };
  }
  const at = text.lastIndexOf('@');
  if (at < 1 || text.length > emailLimit) return null;
  const local = text.slice(0, at);
  const domain = asciiDomain(text.slice(at + 1));
  if (!domain || local.length > localLimit || !localAnyScript.test(local)) return null;
  const normalized = `${local.toLowerCase()}@${domain}`.normalize('NFC');
  return isAsciiAddress(`a@${domain}`) && normalized.length <= emailLimit
    ? { address: text, normalized, domain }
    : null;
}

function asciiDomain(domain: string): string | null {
  if (/[\s/?#@:\\%[\]]/.test(domain)) return null;
  return URL.canParse(`http://${domain}/`) ? new URL(`http://${domain}/`).hostname : null;
}

/** Takes off what stands around an address in real cells: `mailto:`, quotes, brackets, a full stop or comma at the end. */
function bare(text: string): string {
  return text
    .replace(/^mailto:/i, '')
    .replace(/^[\s"'<([]+/, '')
    .replace(/[\s"'>)\],;.]+$/, '')
    .replace(/^mailto:/i, '');
}

/**
 * The addresses of one cell in their order, each once: `a@b.example`, `Anna Bell <a@b.example>`, `a@b.example; c@d.example`.
 * Null when any part of the cell that claims to be an address is none: half a cell is never used silently.
 */
export function readAddresses(cell: string): EmailAddress[] | null {
  if (cell.length > 2_000) return null;
  const whole = readAddress(bare(cell));
  if (whole) return [whole];
  const bracketed = [...cell.matchAll(inBrackets)].map((match) => match[1]!);
  const found: EmailAddress[] = [];
  for (const part of bracketed.length > 0 ? bracketed : cell.split(separators)) {
    const text = bare(part);
    if (text === '') continue;
    const address = readAddress(text);
    if (!address) return null;
    if (!found.some((other) => other.normalized === address.normalized)) found.push(address);
  }
  return found.length > 0 ? found : null;
}
