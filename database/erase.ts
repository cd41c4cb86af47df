import { type Connection, query } from './execute.js';
import { eraseRecipients, holdCampaignsOf } from './erase-campaigns.js';
import { eraseHubs } from './erase-hubs.js';
import { eraseImportRows } from './erase-imports.js';
import { eraseMail } from './erase-mail.js';
import { eraseSyncRecords } from './erase-syncs.js';

export interface Erasing {
  accountId: string;
  /** `config.addressKey` */
  addressKey: Buffer;
}

/** What went, for the audit and for the person who asked; nothing of whom. */
export interface Erased {
  contacts: number;
  hubs: number;
  importRows: number;
  /** Imports whose uploaded file goes, because somebody erased stands in it. */
  files: number;
  /** Hand-overs whose evidence stays without an address. */
  attempts: number;
}

/**
 * Everything that was kept of people, from every table: in the caller's transaction, all or nothing. The files that held them are
 * noted in `files_to_remove` and a workflow is woken that removes them (`filesWorkflow`). Addresses that must not be mailed stay as
 * hashes; the figures of imports and the evidence of what was mailed stay without values.
 * @throws ImportUnderWay when an import holds one of them and has not ended
 */
export async function eraseContacts(
  tx: Connection,
  erasing: Erasing & { contactIds: readonly string[] },
): Promise<Erased> {
  const contacts = await gather(tx, erasing);
  if (contacts === 0) return { contacts, hubs: 0, importRows: 0, files: 0, attempts: 0 };
  const { importRows, files } = await eraseImportRows(tx, erasing);
  await eraseSyncRecords(tx, erasing);
  const attempts = await eraseMail(tx, erasing);
  await eraseRecipients(tx, erasing);
  const hubs = await eraseHubs(tx, erasing);
  await eraseOwnRows(tx, erasing);
  return { contacts, hubs, importRows, files, attempts };
}

/** Who they are, and which addresses of mail are or were theirs; an address that another contact has by now is not. */
async function gather(
  tx: Connection,
  { accountId, addressKey, contactIds }: Erasing & { contactIds: readonly string[] },
): Promise<number> {
  await holdCampaignsOf(tx, contactIds);
  await query(tx, 'select begin_erasure()', []);
  await query(tx, 'delete from erasing_contacts', []);
  await query(tx, 'delete from erasing_addresses', []);
  await query(tx, 'delete from erasing_rows', []);
  const found = await query(
    tx,
    `with locked as (select * from contacts where account_id = $1 and id = any ($2::bigint[]) order by id for update)
     insert into erasing_contacts select id, import_id, import_row, email_normalized, lower(email2), lower(first_name), lower(last_name),
       phone, lower(street), unsubscribed from locked returning 1`,
    [accountId, `{${contactIds.join(',')}}`],
  );
  await query(tx, addressesSql, [accountId, addressKey.toString('hex')]);
  await query(tx, 'analyze erasing_contacts, erasing_addresses', []);
  return found.length;
}

const addressesSql = `
with known as (
  select email_normalized as address from erasing_contacts
  union select email2 from erasing_contacts
  union select i.email_normalized from invitations i join erasing_contacts e using (contact_id) where i.role = 'owner'
  union select m.email_normalized from hub_members m join hubs h on h.id = m.hub_id join erasing_contacts e on e.contact_id = h.contact_id
    where m.role = 'owner'
  union select lower(v ->> 0) from contact_changes c join erasing_contacts e using (contact_id), jsonb_path_query_array(c.changes, '$.email[*]') a,
    lateral (select jsonb_build_array(x) as v from jsonb_array_elements(a) x) l
  union select lower(v ->> 0) from import_changes c join erasing_contacts e using (contact_id), jsonb_path_query_array(c.changes, '$.email[*]') a,
    lateral (select jsonb_build_array(x) as v from jsonb_array_elements(a) x) l
)
insert into erasing_addresses
select address, address_hash(address, decode($2, 'hex')) from known k
where address like '%@%' and not exists (
  select from contacts c where c.account_id = $1 and c.email_normalized = k.address and c.id not in (select contact_id from erasing_contacts))
on conflict do nothing`;

async function eraseOwnRows(tx: Connection, { accountId }: Erasing): Promise<void> {
  await query(
    tx,
    `update contacts c set co_first_name = null, co_last_name = null, co_email = null, co_phone = null, co_birthday = null,
       version = version + 1, updated_at = now()
     from erasing_addresses a
     where c.account_id = $1 and c.co_email is not null and lower(c.co_email) = a.email_normalized`,
    [accountId],
  );
  await query(
    tx,
    `delete from contact_changes h using erasing_contacts e where h.contact_id = e.contact_id and h.account_id = $1`,
    [accountId],
  );
  await query(tx, `delete from contacts c using erasing_contacts e where c.id = e.contact_id and c.account_id = $1`, [
    accountId,
  ]);
}
