import { importableColumns } from '../domain/contacts/fields.js';
import { filesWorkflow, stateChanged, taskQueues } from '../domain/engine.js';
import type { Erasing } from './erase.js';
import { type Connection, query } from './execute.js';
import { enqueue } from './outbox.js';

/** Somebody who shall be erased stands in an import that would bring them back, or whose file is still needed. */
export class ImportUnderWay extends Error {
  override readonly name = 'ImportUnderWay';
  readonly code = 'import_under_way';
  constructor(readonly importIds: string[]) {
    super('An import that has not ended holds this person.');
  }
}

const endedStates = `('completed', 'cancelled', 'undone', 'expired', 'closed')`;

/**
 * Rows of ended imports lose every value and keep their number and where they ended, so that the equation stays true; what was still
 * to be fixed of them is closed. The file of such an import goes, whole: it cannot be taken apart.
 * @throws ImportUnderWay
 */
export async function eraseImportRows(
  tx: Connection,
  { accountId }: Erasing,
): Promise<{ importRows: number; files: number }> {
  const rows = await query(tx, findRowsSql, [accountId]);
  if (rows.length === 0) return { importRows: 0, files: 0 };
  await refuseWhereUnderWay(tx, accountId);
  const blanked = [...importableColumns, 'email_normalized', 'cells', 'edits', 'changes'].map(
    (column) => `${column} = null`,
  );
  await query(
    tx,
    `update import_rows r set ${blanked.join(', ')}, issues = (select jsonb_agg(i - 'suggestion') from jsonb_array_elements(r.issues) i),
       contact_id = null, retrying = false,
       dismissed_reason = case when r.intent = 'fail' or r.outcome = 'failed' then 'The person was erased.' else r.dismissed_reason end
     from erasing_rows e where r.import_id = e.import_id and r.row_number = e.row_number and r.account_id = $1`,
    [accountId],
  );
  await query(
    tx,
    `update import_changes h set changes = '{}', undone = coalesce(h.undone, 'could_not')
     where h.account_id = $1 and (h.contact_id in (select contact_id from erasing_contacts)
       or (h.import_id, h.row_number) in (select import_id, row_number from erasing_rows))`,
    [accountId],
  );
  return { importRows: rows.length, files: await dropFiles(tx, accountId) };
}

async function refuseWhereUnderWay(tx: Connection, accountId: string): Promise<void> {
  const open = await query<{ id: string }>(
    tx,
    `select i.id::text from contact_imports i where i.account_id = $1 and i.state not in ${endedStates}
       and exists (select from erasing_rows e where e.import_id = i.id) order by i.id for share of i`,
    [accountId],
  );
  if (open.length > 0) throw new ImportUnderWay(open.map(({ id }) => id));
}

/** Samples of columns show cells too. An expired review is closed: without its file it cannot be mapped again. */
async function dropFiles(tx: Connection, accountId: string): Promise<number> {
  const dropped = await query(
    tx,
    `with dropped as (
       update contact_imports i set columns = coalesce((select jsonb_agg(jsonb_set(c, '{samples}', '[]')) from jsonb_array_elements(i.columns) c), '[]'),
         reading = jsonb_set(i.reading, '{encodings}', '[]'), updated_at = now(),
         state = case when i.state = 'expired' then 'closed' else i.state end
       where i.account_id = $1 and i.purged_at is null and exists (select from erasing_rows e where e.import_id = i.id)
       returning i.account_id, file_key, text_key
     ), keys as (
       insert into files_to_remove (key, account_id)
       select key, account_id from dropped, lateral (values (file_key), (text_key)) k (key) on conflict do nothing
     )
     select 1 from dropped`,
    [accountId],
  );
  if (dropped.length > 0)
    await enqueue(tx, {
      accountId,
      workflowId: filesWorkflow.id(accountId),
      workflowType: filesWorkflow.type,
      taskQueue: taskQueues.workflows,
      signal: stateChanged,
      args: filesWorkflow.args(accountId),
    });
  return dropped.length;
}

/**
 * Rows that made or changed one of them, that carry one of their addresses in any cell, or that name them with the same phone or
 * street: a row that failed has no contact yet and shows the person all the same.
 */
const findRowsSql = `
insert into erasing_rows
select r.import_id, r.row_number from contact_imports i join import_rows r on r.import_id = i.id
where i.account_id = $1 and i.purged_at is null and (
  r.contact_id in (select contact_id from erasing_contacts)
  or r.email_normalized in (select email_normalized from erasing_addresses)
  or lower(r.email2) in (select email_normalized from erasing_addresses)
  or lower(r.co_email) in (select email_normalized from erasing_addresses)
  or (r.last_name is not null and (lower(r.first_name), lower(r.last_name), r.phone) in (select first_name, last_name, phone from erasing_contacts where phone is not null))
  or (r.last_name is not null and (lower(r.first_name), lower(r.last_name), lower(r.street)) in (select first_name, last_name, street from erasing_contacts where street is not null))
  or (r.cells is not null and exists (select from addresses_in(r.cells::text || coalesce(r.edits::text, '')) found join erasing_addresses a on a.email_normalized = found)))
union select e.import_id, e.import_row from erasing_contacts e join contact_imports i on i.id = e.import_id
where i.account_id = $1 and i.purged_at is null and e.import_row is not null
returning 1`;
