import type { DeletionRule } from '../domain/syncs/settings.js';
import { type Connection, query } from './execute.js';

interface Where {
  connectionId: string;
  accountId: string;
  runId: string;
  rule: DeletionRule;
  /** "Deleted in Follow Up Boss". */
  tag: string;
}

/**
 * Records that were deleted at the CRM. Their contacts stay in any case; by the setting they get a tag, or a person is asked.
 * Telling it twice changes nothing.
 * @returns how many of them had a contact
 */
export async function markGone(tx: Connection, where: Where, recordIds: string[]): Promise<number> {
  if (recordIds.length === 0) return 0;
  const { connectionId, accountId, runId, rule, tag } = where;
  const marked = await query<{ record_id: string; contact_id: string | null }>(
    tx,
    `update contact_links set state = 'gone', last_run = $3
     where connection_id = $1 and record_id in (select jsonb_array_elements_text($2::jsonb)) and state <> 'gone'
     returning record_id, contact_id::text`,
    [connectionId, JSON.stringify(recordIds), runId],
  );
  await endProblems(tx, connectionId, recordIds);
  const ofContacts = marked.filter(({ contact_id }) => contact_id !== null);
  if (ofContacts.length === 0) return 0;
  if (rule === 'tag')
    await query(
      tx,
      `update contacts set tags = array_append(tags, $3::text), version = version + 1, updated_at = now()
       where account_id = $1 and id = any ($2::bigint[]) and not tags @> array[$3::text]`,
      [accountId, `{${ofContacts.map(({ contact_id }) => contact_id).join(',')}}`, tag],
    );
  if (rule === 'ask')
    await query(
      tx,
      `insert into sync_issues (connection_id, account_id, run_id, record_id, kind, contact_id, cells)
       select connection_id, account_id, $3, record_id, 'gone', contact_id, cells -> 'cells' from contact_links
       where connection_id = $1 and record_id in (select jsonb_array_elements_text($2::jsonb))
       on conflict (connection_id, record_id) where state in ('open', 'retrying') and record_id is not null do nothing`,
      [connectionId, JSON.stringify(ofContacts.map(({ record_id }) => record_id)), runId],
    );
  return ofContacts.length;
}

/** Problems of records that have gone or are left out now: there is nothing more to put right. */
export async function endProblems(tx: Connection, connectionId: string, recordIds: string[]): Promise<void> {
  if (recordIds.length === 0) return;
  await query(
    tx,
    `update sync_issues set state = 'resolved', updated_at = now()
     where connection_id = $1 and record_id in (select jsonb_array_elements_text($2::jsonb)) and state in ('open', 'retrying') and kind <> 'gone'`,
    [connectionId, JSON.stringify(recordIds)],
  );
}
