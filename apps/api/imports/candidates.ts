import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../../database/execute.js';
import type { ImportRow } from './rows.schemas.js';

type Candidate = NonNullable<ImportRow['candidates']>[number];

/** Adds the contacts to choose from to rows that match several: by phone and last name, as the plan has found them. */
export async function withCandidates(em: EntityManager, importId: string, rows: ImportRow[]): Promise<ImportRow[]> {
  const unsure = rows.filter(({ issues }) => issues.some(({ code }) => code === 'matches_several'));
  if (unsure.length === 0) return rows;
  const found = await query<Candidate & { row_number: number }>(
    em,
    `select r.row_number, c.id::text as "contactId", concat_ws(' ', c.first_name, c.last_name) as name, c.email, c.phone
     from import_rows r join contacts c on c.account_id = r.account_id and c.phone = r.phone and lower(c.last_name) = lower(r.last_name)
     where r.import_id = $1 and r.row_number = any ($2::int[]) order by c.id limit 500`,
    [importId, `{${unsure.map(({ rowNumber }) => rowNumber).join(',')}}`],
  );
  return rows.map((row) => {
    if (!unsure.includes(row)) return row;
    const own = found.filter(({ row_number }) => row_number === row.rowNumber);
    return { ...row, candidates: own.map(({ row_number: _row, ...candidate }) => candidate) };
  });
}
