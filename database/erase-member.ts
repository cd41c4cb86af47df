import { type Connection, query } from './execute.js';

export interface MemberToErase {
  accountId: string;
  hubId: string;
  contactId: string;
  emailNormalized: string;
  /** `hashAddress` of it, in hex. */
  addressHash: string;
}

/**
 * A co-owner's part in somebody else's Hub: membership, questions, corrections, invitation, name. The Hub stays with its owner; the
 * evidence of what was mailed to them stays without the address.
 */
export async function eraseMember(
  tx: Connection,
  { accountId, hubId, contactId, emailNormalized, addressHash }: MemberToErase,
): Promise<void> {
  const here = [hubId, emailNormalized];
  await query(tx, 'delete from hub_members where hub_id = $1 and email_normalized = $2', here);
  await query(tx, `delete from invitations where hub_id = $1 and email_normalized = $2 and role = 'co_owner'`, here);
  await query(tx, `update hubs set co_first_name = null, co_last_name = null, co_email = null, version = version + 1, updated_at = now() where id = $1 and lower(co_email) = $2`, here); // prettier-ignore
  await query(
    tx,
    `update contacts set co_first_name = null, co_last_name = null, co_email = null, co_phone = null, co_birthday = null,
       version = version + 1, updated_at = now() where id = $1 and lower(co_email) = $2`,
    [contactId, emailNormalized],
  );
  await query(tx, 'delete from notices where account_id in ($1, 0) and lower(email) = $2', [
    accountId,
    emailNormalized,
  ]);
  const hash = [accountId, addressHash];
  await query(tx, `update send_attempts set email = null, reply_text = null where account_id in ($1, 0) and address_hash = decode($2, 'hex')`, hash); // prettier-ignore
  await query(
    tx,
    `delete from mailed_codes where coalesce(account_id, 0) in ($1, 0) and address_hash = decode($2, 'hex')`,
    hash,
  );
  await query(tx, `update suppressions set email = null, note = null where (account_id = $1 or account_id is null) and address_hash = decode($2, 'hex')`, hash); // prettier-ignore
}
