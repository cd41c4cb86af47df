import type { Pool, PoolClient } from 'pg';
import { changedSets, filledColumns, insertedValues } from '../../database/imports-merge.js';
import { noteIssue, replanRows } from '../../database/imports-plan.js';
import { inBatch, type Lease, type LedgerKind, type StepResult, writeLedger } from './ledger.js';
import { getImport, type PlannedImport } from './pinned.js';
import { MiscountedBatch } from './scan.js';

/** Which rows a batch is about, as a condition on `r` whose parameter is `$2`. */
interface Scope {
  where: string;
  value: unknown;
}

export interface Outcomes {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  skipped: number;
  failed: number;
}

/** Does what the plan says with one part of the rows, in order of e-mail, with its ledger row in the same transaction. */
export async function applyBatch(pool: Pool, lease: Lease & { part: number }): Promise<StepResult> {
  const pinned = await getImport(pool, lease.importId);
  const done = await inBatch(pool, lease, 'importing', async (client) => {
    if (await isCommitted(client, lease.importId, 'apply', lease.part)) return;
    const startedAt = new Date();
    const scope = { where: 'r.import_id = $1 and r.part = $2::int and r.outcome is null', value: lease.part };
    const counts = await applyRows(client, pinned, scope);
    await writeLedger(client, lease.importId, { kind: 'apply', seq: lease.part, startedAt, ...counts });
  });
  return done ?? 'done';
}

/** Writes the rows of `scope` to contacts. The caller counts them in a ledger row of the same transaction. */
export async function applyRows(client: PoolClient, pinned: PlannedImport, scope: Scope): Promise<Outcomes> {
  await judgeChangedAgain(client, pinned, scope);
  await writeOrSettle(
    client,
    () => insertContacts(client, pinned, scope),
    () => judgeTakenAgain(client, pinned, scope),
  );
  await writeOrSettle(
    client,
    () => updateContacts(client, pinned, scope),
    () => failTaken(client, pinned, scope),
  );
  return countOutcomes(client, pinned, scope);
}

/** Contacts that somebody has changed or deleted since the scan: locked, then their rows are planned anew. */
async function judgeChangedAgain(client: PoolClient, pinned: PlannedImport, { where, value }: Scope) {
  await client.query(
    `select from contacts c where c.id in (select contact_id from import_rows r where ${where} and r.intent = 'update')
     order by c.id for no key update`,
    [pinned.importId, value],
  );
  const { rows } = await client.query<{ row_number: number }>(
    `select r.row_number from import_rows r left join contacts c on c.id = r.contact_id and c.account_id = r.account_id
     where ${where} and r.intent in ('update', 'unchanged') and c.version is distinct from r.contact_version`,
    [pinned.importId, value],
  );
  await judgeAgain(
    client,
    pinned,
    rows.map((row) => row.row_number),
  );
}

async function judgeAgain(client: PoolClient, pinned: PlannedImport, rowNumbers: number[]) {
  if (rowNumbers.length === 0) return;
  await replanRows(client, pinned, rowNumbers, { part: 'keep' });
  await noteIssue(client, pinned.importId, { code: 'changed_since_scan', rowNumbers });
}

/** How often an address may be taken by somebody else between judging and writing. */
const tries = 3;

/** The fast way is a plain write; only when an address was taken since the scan, `settle` judges its rows and all is tried again. */
async function writeOrSettle(client: PoolClient, write: () => Promise<unknown>, settle: () => Promise<void>) {
  for (let attempt = 1; ; attempt++) {
    await client.query('savepoint before_writing');
    try {
      return await write();
    } catch (error) {
      const { code, constraint } = error as { code?: string; constraint?: string };
      if (code !== '23505' || constraint !== 'contacts_email' || attempt === tries) throw error;
      await client.query('rollback to savepoint before_writing');
      await settle();
    }
  }
}

async function judgeTakenAgain(client: PoolClient, pinned: PlannedImport, { where, value }: Scope) {
  const { rows } = await client.query<{ row_number: number }>(
    `select r.row_number from import_rows r join contacts c on c.account_id = r.account_id and c.email_normalized = r.email_normalized
     where ${where} and r.intent = 'create'`,
    [pinned.importId, value],
  );
  await judgeAgain(
    client,
    pinned,
    rows.map((row) => row.row_number),
  );
}

/** A contact matched by phone cannot get an address that another one has by now: a person has to choose. */
async function failTaken(client: PoolClient, pinned: PlannedImport, { where, value }: Scope) {
  const { rows } = await client.query<{ row_number: number }>(
    `select r.row_number from import_rows r join contacts c on c.account_id = r.account_id and c.email_normalized = r.email_normalized
     where ${where} and r.intent = 'update' and jsonb_exists(r.changes, 'email') and c.id <> r.contact_id`,
    [pinned.importId, value],
  );
  await noteIssue(client, pinned.importId, {
    code: 'email_taken_meanwhile',
    rowNumbers: rows.map((row) => row.row_number),
  });
}

async function insertContacts(client: PoolClient, pinned: PlannedImport, { where, value }: Scope) {
  const columns = filledColumns(pinned.mapping, pinned.options);
  await client.query(
    `insert into contacts (account_id, import_id, import_row, email_normalized, ${columns.join(', ')})
     select r.account_id, r.import_id, r.row_number, r.email_normalized, ${insertedValues(columns).join(', ')}
     from import_rows r where ${where} and r.intent = 'create' order by r.email_normalized`,
    [pinned.importId, value],
  );
}

/** Writes the planned changes to contacts of the planned version, with the image of before for undo. */
async function updateContacts(client: PoolClient, pinned: PlannedImport, { where, value }: Scope) {
  const columns = filledColumns(pinned.mapping, pinned.options);
  if (columns.length === 0) return;
  const updated = await client.query(
    `with updated as (
       update contacts c set ${changedSets(columns).join(', ')}
       from import_rows r
       where ${where} and r.intent = 'update' and c.id = r.contact_id and c.version = r.contact_version
       returning r.row_number, c.id, r.changes, c.version
     )
     insert into import_changes (import_id, account_id, row_number, contact_id, changes, version_after)
     select $1, $3, row_number, id, changes, version from updated`,
    [pinned.importId, value, pinned.accountId],
  );
  const planned = await client.query<{ count: number }>(
    `select count(*)::int from import_rows r where ${where} and r.intent = 'update'`,
    [pinned.importId, value],
  );
  if (updated.rowCount !== planned.rows[0]?.count) throw new MiscountedBatch();
}

async function countOutcomes(
  client: PoolClient,
  { importId }: PlannedImport,
  { where, value }: Scope,
): Promise<Outcomes> {
  const { rows } = await client.query<Outcomes>(
    `select count(*)::int as rows, count(*) filter (where r.intent = 'create')::int as created,
       count(*) filter (where r.intent = 'update')::int as updated, count(*) filter (where r.intent = 'unchanged')::int as unchanged,
       count(*) filter (where r.intent = 'skip')::int as skipped, count(*) filter (where r.intent = 'fail')::int as failed
     from import_rows r where ${where}`,
    [importId, value],
  );
  return rows[0]!;
}

async function isCommitted(client: PoolClient, importId: string, kind: LedgerKind, seq: number): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from import_batches where import_id = $1 and kind = $2 and seq = $3',
    [importId, kind, seq],
  );
  return rowCount === 1;
}
