import type { Erasing } from './erase.js';
import { type Connection, query } from './execute.js';

/**
 * What was kept of their records in a CRM. The link stays without a contact and without values: by it the sync knows that this record
 * does not come back. Records that only carry one of their addresses and wait for a person are closed.
 */
export async function eraseSyncRecords(tx: Connection, { accountId }: Erasing): Promise<void> {
  await query(
    tx,
    `update hook_deliveries d set body = null where d.account_id = $1 and exists (
       select from hook_events v join contact_links l on l.connection_id = v.connection_id and l.record_id = v.record_id
       join erasing_contacts e on e.contact_id = l.contact_id where v.delivery_id = d.id)`,
    [accountId],
  );
  await query(
    tx,
    `update sync_issues s set state = 'dismissed', issues = '[]', cells = null, edits = null, contact_id = null,
       dismissed_reason = 'The person was erased.', edit_version = edit_version + 1, updated_at = now()
     where s.account_id = $1 and (
       s.contact_id in (select contact_id from erasing_contacts)
       or exists (select from contact_links l join erasing_contacts e on e.contact_id = l.contact_id
         where l.connection_id = s.connection_id and l.record_id = s.record_id)
       or exists (select from addresses_in(coalesce(s.cells::text, '') || coalesce(s.edits::text, '') || s.issues::text) found
         join erasing_addresses a on a.email_normalized = found))`,
    [accountId],
  );
  await query(
    tx,
    `update contact_links l set contact_id = null, raw = null, cells = null, edits = null, seen = '{}'
     where l.account_id = $1 and (l.contact_id in (select contact_id from erasing_contacts)
       or (l.contact_id is null and exists (select from addresses_in(coalesce(l.cells::text, '') || coalesce(l.raw::text, '')) found
         join erasing_addresses a on a.email_normalized = found)))`,
    [accountId],
  );
}
