import { invitationWorkflow, stateChanged, taskQueues } from '../domain/engine.js';
import { type Connection, query } from './execute.js';
import { holdHub, settleHub } from './hubs.js';

export interface Voided {
  hubId?: string;
  contactId?: string;
  /** To this address alone; without it to any. */
  emailNormalized?: string;
  /** A word for the history: `address_changed`, `hub_archived`. */
  reason: string;
}

/**
 * Voids the links of waiting invitations that nobody shall use any more, and wakes their workflows, which end. The caller holds the
 * Hub and settles it afterwards.
 * @returns the workflows' ids, for the relay
 */
export async function voidInvitations(
  tx: Connection,
  { hubId, contactId, emailNormalized, reason }: Voided,
): Promise<string[]> {
  const rows = await query<{ id: string }>(
    tx,
    `with voided as (
       update invitations set state = 'revoked', revoked_at = now(), revoked_reason = $4, next_action_at = null, fence = fence + 1,
         updated_at = now()
       where state = 'waiting' and (hub_id = $1 or contact_id = $2) and ($3::text is null or email_normalized = $3)
       returning id, account_id, hub_id, contact_id
     ), told as (
       insert into hub_events (account_id, hub_id, contact_id, kind, by_kind, invitation_id, details)
       select account_id, hub_id, contact_id, 'invitation_revoked', 'system', id, jsonb_build_object('reason', $4::text) from voided
     )
     select id::text, account_id::text from voided`,
    [hubId ?? null, contactId ?? null, emailNormalized ?? null, reason],
  );
  return wake(
    tx,
    rows.map(({ id }) => id),
  );
}

/**
 * A contact's address has changed: what was mailed to the old one opens nothing any more, in any of the contact's Hubs.
 * @returns the workflows' ids
 */
export async function voidInvitationsOf(
  tx: Connection,
  { contactId, emailNormalized }: { contactId: string; emailNormalized: string },
): Promise<string[]> {
  const hubs = await query<{ id: string }>(
    tx,
    `select distinct hub_id as id from invitations
     where contact_id = $1 and email_normalized = $2 and state = 'waiting' order by id`,
    [contactId, emailNormalized],
  );
  const woken: string[] = [];
  for (const { id } of hubs) {
    const hub = await holdHub(tx, String(id));
    if (!hub) continue;
    woken.push(...(await voidInvitations(tx, { hubId: hub.hubId, emailNormalized, reason: 'address_changed' })));
    await settleHub(tx, hub);
  }
  return woken;
}

/** Has the workflows of a Hub's waiting invitations look again, as after a pause. @returns their ids, for the relay */
export async function wakeInvitations(tx: Connection, hubId: string): Promise<string[]> {
  const rows = await query<{ id: string }>(
    tx,
    `select id::text from invitations where hub_id = $1 and state = 'waiting'`,
    [hubId],
  );
  return wake(
    tx,
    rows.map(({ id }) => id),
  );
}

async function wake(tx: Connection, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await query<{ workflow_id: string }>(
    tx,
    `insert into outbox (account_id, workflow_id, workflow_type, task_queue, signal, args)
     select account_id, 'invitation/' || id, $2, $3, $4, jsonb_build_array(jsonb_build_object('invitationId', id::text))
     from invitations where id = any ($1::bigint[]) returning workflow_id`,
    [`{${ids.join(',')}}`, invitationWorkflow.type, taskQueues.workflows, stateChanged],
  );
  return rows.map(({ workflow_id }) => workflow_id);
}
