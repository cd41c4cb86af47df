import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../../database/execute.js';
import type { HeldHub } from '../../../database/hubs.js';
import type { RequestActor } from '../auth/access.js';
import { Problem } from '../problem.js';
import type { InvitationRow } from './hub-rows.js';

interface Correction {
  hub: HeldHub;
  /** The invitation that had the old address. */
  row: InvitationRow;
  email: string;
  emailNormalized: string;
  actor: RequestActor;
}

/**
 * The address of an invitation was mistyped: the contact or the Hub's co-owner, whom it came from, is corrected with it, with the
 * change in the contact's history. One that had another address anyway stays as it is.
 */
export async function correctAddress(tx: EntityManager, { hub, row, email, emailNormalized, actor }: Correction) {
  if (row.role === 'co_owner') {
    const sql =
      'update hubs set co_email = $2, version = version + 1, updated_at = now() where id = $1 and co_email = $3';
    await query(tx, sql, [hub.hubId, email, row.email]);
    return;
  }
  const [taken] = await query<{ id: string }>(
    tx,
    'select id::text from contacts where account_id = $1 and email_normalized = $2 and id <> $3',
    [hub.accountId, emailNormalized, hub.contactId],
  );
  if (taken) {
    const sentence = 'Another contact has this e-mail address already. Invite that contact, or use another address.';
    throw new Problem(409, 'email_taken', sentence, { fields: { email: sentence }, contactId: taken.id });
  }
  const changes = JSON.stringify({ email: [row.email, email] });
  await query(
    tx,
    `with corrected as (
       update contacts set email = $2, email_normalized = $3, version = version + 1, updated_at = now()
       where id = $1 and lower(email) = lower($4) returning id, account_id)
     insert into contact_changes (account_id, contact_id, actor_kind, actor_id, changes)
     select account_id, id, $5, $6, $7::jsonb from corrected`,
    [
      hub.contactId,
      email,
      emailNormalized,
      row.email,
      actor.keyId ? 'api_key' : 'user',
      actor.keyId ?? actor.userId,
      changes,
    ],
  );
}
