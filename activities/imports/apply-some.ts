import type { Pool, PoolClient } from 'pg';
import { replanRows } from '../../database/imports-plan.js';
import { recordAudit } from '../../database/record-audit.js';
import { applyRows } from './apply.js';
import { workerEvent } from './audit.js';
import { inBatch, inMove, type Lease, type StepResult, writeLedger } from './ledger.js';
import { getImport } from './pinned.js';

const outcomeOfIntent = `case r.intent when 'create' then 'created' when 'update' then 'updated' when 'skip' then 'skipped'
  when 'fail' then 'failed' else r.intent end`;

/** Imports the first rows of the file and hands the rest back to review. */
export async function applyTrial(pool: Pool, lease: Lease): Promise<StepResult> {
  const pinned = await getImport(pool, lease.importId);
  const done = await inMove(pool, lease, 'importing', async (client) => {
    const startedAt = new Date();
    const { rows } = await client.query<{ last_row: number; seq: number }>(
      `select (select max(row_number) from (select row_number from import_rows where import_id = $1 order by row_number limit $2) f) as last_row,
         (select count(*)::int from import_batches where import_id = $1 and kind = 'trial') as seq`,
      [lease.importId, pinned.trialRows],
    );
    const { last_row: lastRow = 0, seq = 0 } = rows[0] ?? {};
    const where = 'r.import_id = $1 and r.row_number <= $2::int and r.outcome is null';
    const counts = await applyRows(client, pinned, { where, value: lastRow });
    await client.query(`update import_rows r set outcome = ${outcomeOfIntent} where ${where}`, [
      lease.importId,
      lastRow,
    ]);
    await writeLedger(client, lease.importId, { kind: 'trial', seq, startedAt, lastRow, ...counts });
    await client.query(`update contact_imports set state = 'awaiting_review', updated_at = now() where id = $1`, [
      lease.importId,
    ]);
    await recordAudit(client, workerEvent(pinned, 'import.trial_done', 'importing', 'awaiting_review'));
  });
  return done ?? 'done';
}

const retryRows = 5_000;

/** Does the chosen failed rows again, inside the same import; its ledger rows hold the difference to before. */
export async function retryBatch(pool: Pool, lease: Lease): Promise<StepResult> {
  const pinned = await getImport(pool, lease.importId);
  return inBatch(pool, lease, 'importing', async (client): Promise<StepResult> => {
    const startedAt = new Date();
    const chosen = await chosenRows(client, lease.importId);
    if (chosen.length === 0) return 'done';
    await replanRows(client, pinned, chosen, { part: 'keep' });
    const scope = { where: 'r.import_id = $1 and r.row_number = any ($2::int[])', value: chosen };
    const counts = await applyRows(client, pinned, scope);
    const values = [lease.importId, chosen];
    await client.query(
      `update import_rows r set outcome = ${outcomeOfIntent}, retrying = false where ${scope.where}`,
      values,
    );
    const seq = await nextSeq(client, lease.importId, 'retry');
    await writeLedger(client, lease.importId, {
      kind: 'retry',
      seq,
      startedAt,
      ...counts,
      failed: counts.failed - chosen.length,
      rows: chosen.length - counts.failed,
    });
    return chosen.length < retryRows ? 'done' : 'more';
  });
}

async function chosenRows(client: PoolClient, importId: string): Promise<number[]> {
  const { rows } = await client.query<{ row_number: number }>(
    `select row_number from import_rows where import_id = $1 and retrying order by row_number limit ${retryRows}`,
    [importId],
  );
  return rows.map((row) => row.row_number);
}

export async function nextSeq(client: PoolClient, importId: string, kind: 'retry' | 'undo'): Promise<number> {
  const { rows } = await client.query<{ seq: number }>(
    'select coalesce(max(seq) + 1, 0) as seq from import_batches where import_id = $1 and kind = $2',
    [importId, kind],
  );
  return rows[0]?.seq ?? 0;
}
