import type { Pool } from 'pg';
import { importableColumns } from '../../domain/contacts/fields.js';
import type { ImportState } from '../../domain/imports/states.js';
import { recordAudit } from '../../database/record-audit.js';
import { inTransaction } from '../../database/transaction.js';
import type { Storage } from '../../integrations/storage.js';
import { workerEvent } from './audit.js';

/** Removes the file and every value of its rows; counts, codes and row numbers stay. */
export async function purgeImport(pool: Pool, storage: Storage, importId: string): Promise<void> {
  const { rows } = await pool.query<{ account_id: string; state: ImportState; file_key: string; text_key: string }>(
    'select account_id, state, file_key, text_key from contact_imports where id = $1 and purge_at <= now() and purged_at is null',
    [importId],
  );
  const [due] = rows;
  if (!due) return;
  for (const key of new Set([due.file_key, due.text_key])) await storage.remove(key);
  await blankRows(pool, importId);
  await inTransaction(pool, async (client) => {
    await client.query('delete from import_changes where import_id = $1', [importId]);
    await client.query(
      `update contact_imports set purged_at = now(), undo_until = null, columns = '[]' where id = $1`,
      [importId],
    );
    await recordAudit(
      client,
      workerEvent({ importId, accountId: due.account_id }, 'import.purged', due.state, due.state),
    );
  });
}

const blankAtOnce = 20_000;

async function blankRows(pool: Pool, importId: string): Promise<void> {
  const values = [...importableColumns, 'email_normalized', 'cells', 'edits', 'changes'].map(
    (column) => `${column} = null`,
  );
  let last: number | null = 0;
  while (last !== null) {
    const { rows }: { rows: { last: number | null }[] } = await pool.query(
      `with run as (select row_number from import_rows where import_id = $1 and row_number > $2 order by row_number limit ${blankAtOnce}),
         blanked as (update import_rows r set ${values.join(', ')},
           issues = (select jsonb_agg(i - 'suggestion') from jsonb_array_elements(r.issues) i)
           from run where r.import_id = $1 and r.row_number = run.row_number)
       select max(row_number) as last from run`,
      [importId, last],
    );
    last = rows[0]?.last ?? null;
  }
}
