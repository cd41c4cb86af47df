type Parameter = (value: unknown) => string;

/**
 * Condition on rows `r` of import $1 that a search box asks for:
 * - a number is the row's;
 * - a text with `@` is the beginning of an e-mail address, of which only its part of the import is looked through;
 * - anything else is the beginning of a first name, last name or e-mail as read, or of both names ("ann bel").
 *
 * Beginnings, because nothing within a text can be found among a million rows in time without an index that would make
 * every scan half as long again. Case does not matter in a-z; other letters are tried as typed, in capitals, small, and
 * with a capital first.
 */
export function searchCondition(text: string, parameter: Parameter): string {
  if (/^\d{1,9}$/.test(text)) return `r.row_number = ${parameter(text)}::int`;
  if (text.includes('@')) return addressCondition(text.toLowerCase(), parameter);
  const whole = parameter(patternsOf(text));
  const names = [
    `${folded('first_name')} like any (${whole}::text[])`,
    `${folded('last_name')} like any (${whole}::text[])`,
  ];
  const [first, ...rest] = text.split(/\s+/);
  if (rest.length > 0) {
    const [given, family] = [parameter(patternsOf(first!)), parameter(patternsOf(rest.join(' ')))];
    names.push(
      `(${folded('first_name')} like any (${given}::text[]) and ${folded('last_name')} like any (${family}::text[]))`,
    );
  }
  return `(${[...names, `${folded('email')} like any (${whole}::text[])`].join(' or ')})`;
}

/** A row keeps the part it was applied with when its address is corrected afterwards; then it has an outcome of its own. */
function addressCondition(text: string, parameter: Parameter): string {
  const start = parameter(text);
  return `r.email_normalized ^@ ${start}::text and (r.outcome is not null
    or r.part between ${partFrom(`${start}::text`)} and ${partFrom(`(${start}::text || chr(1114111))`)})`;
}

const partFrom = (edge: string) =>
  `(select width_bucket(${edge} collate "C", i.part_bounds) from contact_imports i where i.id = $1)`;

/** Small letters of a-z only, which is several times as quick as those of all scripts. */
const folded = (column: string) => `lower(r.${column} collate "C")`;

/** As the text of an array: what a person may have written, with wildcards of their own taken literally. */
function patternsOf(text: string): string {
  const capitalized = text.toLowerCase().replaceAll(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());
  const written = [text, text.toLowerCase(), text.toUpperCase(), capitalized];
  const patterns = written.map((form) => form.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()));
  const escaped = [...new Set(patterns)].map((form) => `${form.replaceAll(/[\\%_]/g, '\\$&')}%`);
  return `{${escaped.map((form) => JSON.stringify(form)).join(',')}}`;
}
