import type { Pool, PoolClient } from 'pg';
import { importableColumns } from '../../domain/contacts/fields.js';
import { recordAudit } from '../../database/record-audit.js';
import { nextSeq } from './apply-some.js';
import { workerEvent } from './audit.js';
import { inBatch, inMove, type Lease, type StepResult, writeLedger } from './ledger.js';
import { getImport } from './pinned.js';

const undoRows = 10_000;
interface Range {
  from: number;
  to: number;
}

/**
 * Takes back a run of rows: contacts the import made are deleted unless somebody has touched them since or they have a Hub; changed ones get
 * back each field that still holds what the import wrote. What a person has edited is kept.
 */
export async function undoBatch(pool: Pool, lease: Lease): Promise<StepResult> {
  const done = await inBatch(pool, lease, 'undoing', async (client): Promise<StepResult> => {
    const startedAt = new Date();
    const range = await nextRange(client, lease.importId);
    if (!range) return 'done';
    const made = await deleteMade(client, lease.importId, range);
    const changed = await restoreChanged(client, lease.importId, range);
    await writeLedger(client, lease.importId, {
      kind: 'undo',
      seq: await nextSeq(client, lease.importId, 'undo'),
      startedAt,
      firstRow: range.from,
      lastRow: range.to,
      rows: made.reversed + made.kept + changed.all,
      created: -made.reversed,
      updated: -changed.reversed,
      reversed: made.reversed + changed.reversed,
      kept: made.kept + changed.kept,
      couldNot: changed.could_not,
    });
    return 'more';
  });
  if (done !== 'done') return done;
  return inMove(pool, lease, 'undoing', async (client) => {
    await client.query(`update contact_imports set state = 'undone', updated_at = now() where id = $1`, [
      lease.importId,
    ]);
    await recordAudit(
      client,
      workerEvent(await getImport(client, lease.importId), 'import.undone', 'undoing', 'undone'),
    );
    return 'done' as const;
  });
}

/** The next rows of the file, in order; null behind the last. */
async function nextRange(client: PoolClient, importId: string): Promise<Range | null> {
  const { rows } = await client.query<{ from: number | null; to: number }>(
    `select min(row_number) as from, max(row_number) as to from (
       select row_number from import_rows where import_id = $1
         and row_number > (select coalesce(max(last_row), 0) from import_batches where import_id = $1 and kind = 'undo')
       order by row_number limit ${undoRows}) f`,
    [importId],
  );
  const { from, to } = rows[0]!;
  return from === null ? null : { from, to };
}

async function deleteMade(client: PoolClient, importId: string, { from, to }: Range) {
  const { rows } = await client.query<{ reversed: number; kept: number }>(
    `with made as (
       select id, import_row, version > 1 or exists (select from hubs h where h.contact_id = c.id) as in_use from contacts c
       where import_id = $1 and import_row between $2 and $3 for update
     ), gone as (
       delete from contacts c using made m where c.id = m.id and not m.in_use returning m.import_row
     ), marked as (
       update import_rows r set outcome = 'not_processed' from gone g where r.import_id = $1 and r.row_number = g.import_row
     )
     select (select count(*)::int from gone) as reversed, count(*) filter (where in_use)::int as kept from made`,
    [importId, from, to],
  );
  return rows[0]!;
}

interface Restored {
  all: number;
  reversed: number;
  kept: number;
  could_not: number;
}

/** Compare and set, field by field: `before` holds the old values of the fields that nobody has changed since. */
async function restoreChanged(client: PoolClient, importId: string, { from, to }: Range): Promise<Restored> {
  const columns = importableColumns.join(', ');
  const { rows } = await client.query<Restored>(
    `with images as (
       select h.row_number, h.contact_id, c.id is not null as is_there, e.before, e.is_whole
       from import_changes h
       left join lateral (select * from contacts where id = h.contact_id for update) c on true
       cross join lateral (
         select coalesce(jsonb_object_agg(key, value -> 0) filter (where to_jsonb(c) -> key = value -> 1), '{}') as before,
           coalesce(bool_and(to_jsonb(c) -> key = value -> 1), false) as is_whole
         from jsonb_each(h.changes)
       ) e
       where h.import_id = $1 and h.row_number between $2 and $3 and h.undone is null
     ), restored as (
       update contacts c set (${columns}) = (select ${columns} from jsonb_populate_record(c, i.before)),
         email_normalized = case when i.before -> 'email' = 'null' then null else c.email_normalized end,
         version = c.version + 1, updated_at = now()
       from images i where c.id = i.contact_id and i.before <> '{}'
     ), told as (
       update import_changes h
       set undone = case when not i.is_there then 'could_not' when i.is_whole then 'reversed' else 'kept' end
       from images i where h.import_id = $1 and h.row_number = i.row_number
     ), marked as (
       update import_rows r set outcome = 'not_processed' from images i
       where r.import_id = $1 and r.row_number = i.row_number and i.is_whole
     )
     select count(*)::int as "all", count(*) filter (where is_whole)::int as reversed,
       count(*) filter (where is_there and not is_whole)::int as kept, count(*) filter (where not is_there)::int as could_not
     from images`,
    [importId, from, to],
  );
  return rows[0]!;
}
