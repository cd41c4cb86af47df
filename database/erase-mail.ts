import type { Erasing } from './erase.js';
import { type Connection, query } from './execute.js';

/**
 * What was mailed to the addresses being erased: the evidence keeps hash, times and codes, and loses the address and what servers
 * have answered (they like to repeat it). Whoever must not be mailed stays in the list as a hash.
 * @returns attempts that lost their address
 */
export async function eraseMail(tx: Connection, { accountId, addressKey }: Erasing): Promise<number> {
  await query(
    tx,
    `insert into suppressions (account_id, address_hash, reason, source)
     select $1, address_hash(email_normalized, decode($2, 'hex')), 'unsubscribed', 'erasure' from erasing_contacts
     where unsubscribed and email_normalized is not null order by 2
     on conflict (coalesce(account_id, 0), address_hash) where removed_at is null do nothing`,
    [accountId, addressKey.toString('hex')],
  );
  await query(
    tx,
    `update suppressions s set email = null, note = null, removed_reason = case when removed_at is not null then 'erased' end
     from erasing_addresses a where s.address_hash = a.address_hash and (s.account_id = $1 or s.account_id is null)`,
    [accountId],
  );
  const attempts = await query(
    tx,
    `update send_attempts s set email = null, reply_text = null
     where s.id in (
       select s.id from send_attempts s join erasing_addresses a using (address_hash) where s.account_id in ($1, 0)
       union select s.id from send_attempts s join erasing_contacts e using (contact_id) where s.account_id = $1
       union select s.id from send_attempts s join hubs h on h.id = s.hub_id join erasing_contacts e on e.contact_id = h.contact_id
         where s.account_id = $1 and s.campaign_id is null)
     returning 1`,
    [accountId],
  );
  await eraseInbound(tx, accountId);
  await query(
    tx,
    `delete from notices n using erasing_addresses a where lower(n.email) = a.email_normalized and n.account_id in ($1, 0)`,
    [accountId],
  );
  await query(
    tx,
    `delete from mailed_codes c using erasing_addresses a where c.address_hash = a.address_hash and coalesce(c.account_id, 0) in ($1, 0)`,
    [accountId],
  );
  return attempts.length;
}

/**
 * What came back about them: the fact stays with the mail, its bytes, address and words go. Of what no mail was found for the bytes are
 * looked through as well.
 */
async function eraseInbound(tx: Connection, accountId: string): Promise<void> {
  await query(
    tx,
    `with about as (
       update inbound_events e set email = null, reply_text = null
       where e.address_hash in (select address_hash from erasing_addresses) and (e.account_id is null or e.account_id in ($1, 0))
         or e.attempt_id in (
           select s.id from send_attempts s join erasing_addresses a using (address_hash) where s.account_id in ($1, 0)
           union select s.id from send_attempts s join erasing_contacts c using (contact_id) where s.account_id = $1)
       returning e.message_id)
     update inbound_messages m set raw = null, envelope_from = null, purged_at = clock_timestamp()
     where raw is not null and (m.id in (select message_id from about)
       or not exists (select from inbound_events e where e.message_id = m.id and e.attempt_id is not null) and exists (
         select from erasing_addresses a where position(convert_to(a.email_normalized, 'UTF8') in m.raw) > 0))`,
    [accountId],
  );
}
