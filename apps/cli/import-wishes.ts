import { parseArgs } from 'node:util';
import { type ContactField, contactFields, type MappableField } from '../../domain/contacts/fields.js';
import { checkMapping } from '../../domain/imports/check-mapping.js';
import type { ColumnMapping, ColumnProfile } from '../../domain/imports/mapping.js';

export const usage = `Usage: npm run import -- FILE [--account SLUG] [--map "Header=field"]… [--yes] [--json]

  --account SLUG        the account that gets the contacts (local platform; the demo office when left out)
  --map "Header=field"  a column's field, by its header or its place (--map "3=email"); "Header=ignore" leaves it out
  --yes                 import after the scan; without it nothing is written to contacts
  --json                one JSON object on stdout: the import, and how its file was read

Without PORCHLIGHT_URL and PORCHLIGHT_API_KEY the local platform is used, and started when it does not run.
Exit code 0: no row failed; 2: some rows failed; 1: the import could not run.`;

/** What cannot be done as asked, in a sentence for the person at the command line. */
export class CannotRun extends Error {
  constructor(
    message: string,
    readonly code = 'cannot_run',
  ) {
    super(message);
  }
}

export interface Wishes {
  file: string;
  account: string | null;
  map: { column: string; field: string }[];
  yes: boolean;
  json: boolean;
}

/** @throws CannotRun with the usage */
export function wishesOf(args: string[]): Wishes {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        account: { type: 'string' },
        map: { type: 'string', multiple: true, default: [] },
        yes: { type: 'boolean', short: 'y', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new CannotRun(`${(error as Error).message}\n\n${usage}`, 'usage');
  }
  const { values, positionals } = parsed;
  const [file] = positionals;
  if (values.help || !file || positionals.length !== 1) throw new CannotRun(usage, 'usage');
  return { file, account: values.account ?? null, map: values.map.map(pairOf), yes: values.yes, json: values.json };
}

/** The last equals sign parts them: headers may hold one, fields do not. */
function pairOf(text: string): { column: string; field: string } {
  const at = text.lastIndexOf('=');
  if (at < 1)
    throw new CannotRun(`--map takes "Header=field", for example --map "Mail=email"; got "${text}".`, 'usage');
  return { column: text.slice(0, at).trim(), field: text.slice(at + 1).trim() };
}

/**
 * The suggested mapping with a person's wishes in it. A wish wins over a suggestion for the same or a colliding field.
 * @param customKeys of the account's own fields, without `custom:`
 * @throws CannotRun for a column or field that does not exist
 */
export function wishedMapping(
  { map }: Pick<Wishes, 'map'>,
  { columns, mapping, customKeys }: { columns: ColumnProfile[]; mapping: ColumnMapping; customKeys: string[] },
): ColumnMapping {
  const wished = new Map<number, MappableField | null>();
  for (const { column, field } of map) wished.set(columnOf(column, columns, wished), fieldOf(field, customKeys));
  const result: ColumnMapping = { ...mapping, ...Object.fromEntries(wished) };
  for (const problem of checkMapping(result, columns.length, customKeys)) {
    const colliding =
      problem.problem === 'field_twice' ? [problem.field] : problem.problem === 'fields_collide' ? problem.fields : [];
    for (const [index, field] of Object.entries(result)) {
      if (field && colliding.includes(field) && !wished.has(Number(index))) result[index] = null;
    }
  }
  return result;
}

/** A header that stands twice is meant in turn: the first wish is for the first of them. */
function columnOf(text: string, columns: ColumnProfile[], wished: Map<number, unknown>): number {
  const same = columns.filter(({ header }) => header.trim().toLowerCase() === text.toLowerCase() && text !== '');
  const found = same.find(({ index }) => !wished.has(index)) ?? same[0];
  if (found) return found.index;
  const place = Number(text);
  if (Number.isInteger(place) && place >= 1 && place <= columns.length) return place - 1;
  throw new CannotRun(`There is no column "${text}" in this file. ${columnList(columns)}`, 'unknown_column');
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

function fieldOf(text: string, customKeys: string[]): MappableField | null {
  const word = text.toLowerCase();
  if (['', '-', 'ignore', 'none', 'null'].includes(word)) return null;
  const fields = Object.keys(contactFields) as ContactField[];
  const found = fields.find(
    (field) => plain(field) === plain(word) || plain(contactFields[field].label) === plain(word),
  );
  if (found) return found;
  if (word.startsWith('custom:') && customKeys.includes(word.slice(7))) return word as MappableField;
  throw new CannotRun(`There is no field "${text}". Fields: ${fields.join(', ')}.`, 'unknown_field');
}

const titleOf = ({ header, index }: ColumnProfile) =>
  header.trim() ? `${index + 1} "${header.trim()}"` : `${index + 1} (no header)`;
const columnList = (columns: ColumnProfile[]) => `Its columns are: ${columns.map(titleOf).join(', ')}.`;

/** What to do when a required field could not be suggested. */
export function howToMap(problems: string[], columns: ColumnProfile[]): string {
  return `${problems.join(' ')}\n${columnList(columns)}\nSay it with --map, for example: --map "${columns[0]?.header.trim() || '1'}=fullName", or --map "1=firstName" --map "2=lastName".`;
}
