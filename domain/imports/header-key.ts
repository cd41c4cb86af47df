/**
 * A header as words that can be compared: "E-Mail_Address*", "emailAddress" and "EMAIL ADDRESS" are all "email address".
 * Accents, punctuation and remarks in brackets ("(required)") go; camel case is cut; numbers stay.
 */
export function headerKey(header: string): string {
  return header
    .slice(0, 200)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/\(([^)]{0,40})\)/g, ' ')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/\be mail/g, 'email');
}

/** Canonical text of a header row, by which a mapping is remembered; the order of the columns counts, spelling of blanks and case do not. */
export function headerSignature(headers: readonly string[]): string {
  return JSON.stringify(headers.map(headerKey));
}
