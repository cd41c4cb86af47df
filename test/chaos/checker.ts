import type { Pool } from 'pg';
import type { BaseContact } from './people.js';

/**
 * Works out by itself, from the text of the file and the contacts before it, where each row has to end; then compares every
 * row and every contact with the database. Shares no code with the product on purpose.
 */
type Outcome = 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed';
interface Expected {
  rowNumber: number;
  outcome: Outcome;
  email: string;
  phone: string;
  cells: string[];
}

export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (isQuoted && c === '"' && text[i + 1] === '"') {
      cell += c;
      i++;
    } else if (c === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (c === ',' || c === '\n')) {
      cells.push(cell);
      cell = '';
      if (c === '\n') {
        records.push(cells);
        cells = [];
      }
    } else cell += c;
  }
  return records;
}

export function expectOutcomes(csv: string, base: BaseContact[]): Expected[] {
  const byEmail = new Map(base.filter((c) => c.email).map((c) => [c.email!, c]));
  const byPhone = new Map(base.filter((c) => !c.email).map((c) => [`${c.phone} ${c.lastName}`, c]));
  const rows = parseCsv(csv).map((cells, index) => read(cells, index + 1));
  const withEmail = new Set<string>();
  const namedPhones = new Set(
    rows.filter((row) => row.outcome !== 'failed' && row.email !== '').map((row) => personKey(row)),
  );
  return rows.slice(1).map((row) => {
    if (row.outcome === 'failed') return row;
    const key = row.email !== '' ? row.email : personKey(row);
    if (withEmail.has(key) || (row.email === '' && namedPhones.has(key))) return { ...row, outcome: 'skipped' };
    withEmail.add(key);
    const held = row.email !== '' ? byEmail.get(row.email) : byPhone.get(`${row.phone} ${row.cells[1]}`);
    if (!held) return { ...row, outcome: 'created' };
    // Every other column of the contacts before is blank, and the file fills street, state and zip of each.
    return { ...row, outcome: 'updated' };
  });
}

const personKey = ({ phone, cells }: Expected) => `${phone} ${cells[1]} ${cells[0]}`;

function read(cells: string[], rowNumber: number): Expected {
  const email = cells[2]!.toLowerCase();
  const digits = cells[3]!.replace(/\D/g, '');
  const isBad = cells[1] === '' || (email !== '' && !email.includes('@'));
  return { rowNumber, cells, email, phone: digits && `+1${digits}`, outcome: isBad ? 'failed' : 'created' };
}

interface Found {
  row_number: number;
  outcome: string;
  contacts: number;
  email: string | null;
  phone: string | null;
  first_name: string | null;
  last_name: string | null;
  city: string | null;
  notes: string | null;
}

/** @returns what is wrong, in sentences; nothing when all is right */
export async function checkImport(
  pool: Pool,
  importId: string,
  { csv, base }: { csv: string; base: BaseContact[] },
): Promise<{ wrong: string[]; tally: Record<string, number> }> {
  const expected = expectOutcomes(csv, base);
  const { rows: found } = await pool.query<Found>(
    `select r.row_number, row_outcome(r) as outcome, count(c.id)::int as contacts, max(c.email) as email, max(c.phone) as phone,
       max(c.first_name) as first_name, max(c.last_name) as last_name, max(c.city) as city, max(c.notes) as notes
     from import_rows r left join contacts c on c.import_id = r.import_id and c.import_row = r.row_number
     where r.import_id = $1 group by r.import_id, r.row_number, r.* order by r.row_number`,
    [importId],
  );
  const wrong: string[] = [];
  const tally: Record<string, number> = {
    created: 0,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    failed: 0,
    notProcessed: 0,
  };
  if (found.length !== expected.length)
    wrong.push(`${expected.length} rows in the file, ${found.length} in the database`);
  for (const [index, row] of expected.entries()) {
    tally[row.outcome]! += 1;
    const is = found[index];
    if (is?.row_number !== row.rowNumber) wrong.push(`row ${row.rowNumber} is missing`);
    else if (is.outcome !== row.outcome) wrong.push(`row ${row.rowNumber} should be ${row.outcome}, is ${is.outcome}`);
    else if (is.contacts !== (row.outcome === 'created' ? 1 : 0))
      wrong.push(`row ${row.rowNumber} made ${is.contacts} contacts`);
    else if (row.outcome === 'created' && !isSame(row, is)) wrong.push(`row ${row.rowNumber} reads otherwise`);
  }
  wrong.push(...(await checkEquation(pool, importId, tally)), ...(await checkContacts(pool, importId, base, tally)));
  return { wrong, tally };
}

function isSame({ cells, email, phone }: Expected, is: Found): boolean {
  const pairs = [
    [cells[0], is.first_name],
    [cells[1], is.last_name],
    [email, is.email?.toLowerCase() ?? ''],
    [phone, is.phone ?? ''],
    [cells[5], is.city],
    [cells[9], is.notes ?? ''],
  ];
  return pairs.every(([a, b]) => a === b);
}

async function checkEquation(pool: Pool, importId: string, tally: Record<string, number>): Promise<string[]> {
  const { rows } = await pool.query<Record<string, number>>(
    `select created, updated, unchanged, skipped, failed, not_processed as "notProcessed" from import_counts where import_id = $1`,
    [importId],
  );
  const counts = rows[0] ?? {};
  return Object.entries(tally)
    .filter(([outcome, count]) => counts[outcome] !== count)
    .map(([outcome, count]) => `${outcome} should be ${count}, the equation says ${counts[outcome]}`);
}

/** Nobody twice: as many contacts as before and created, every one touched once at most. */
async function checkContacts(
  pool: Pool,
  importId: string,
  base: BaseContact[],
  tally: Record<string, number>,
): Promise<string[]> {
  const { rows } = await pool.query<{ all: number; doubled: number; touched: number; overdone: number }>(
    `with mine as (select c.* from contacts c join contact_imports i on i.account_id = c.account_id where i.id = $1)
     select count(*)::int as "all", count(*) filter (where version = 2)::int as touched,
       count(*) filter (where version > 2)::int as overdone,
       (select count(*)::int from (select from mine group by lower(email), phone, first_name, last_name having count(*) > 1) d) as doubled
     from mine`,
    [importId],
  );
  const { all, doubled, touched, overdone } = rows[0]!;
  const wrong: string[] = [];
  if (all !== base.length + tally.created!) wrong.push(`${all} contacts instead of ${base.length + tally.created!}`);
  if (doubled > 0) wrong.push(`${doubled} people are there twice`);
  if (touched !== tally.updated! || overdone > 0)
    wrong.push(`${touched} contacts changed once, ${overdone} more often`);
  return wrong;
}
