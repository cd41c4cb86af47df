import { invitationWorkflow, stateChanged, taskQueues } from '../domain/engine.js';
import type { Erasing } from './erase.js';
import { type Connection, query } from './execute.js';

/**
 * The Hubs of the contacts being erased, with everybody and everything in them, and those people's part in other people's Hubs of the
 * account. Workflows of invitations that were under way are woken: they find nothing and end.
 * @returns how many Hubs went
 */
export async function eraseHubs(tx: Connection, { accountId }: Erasing): Promise<number> {
  await query(
    tx,
    `insert into outbox (account_id, workflow_id, workflow_type, task_queue, signal, args)
     select i.account_id, $4 || i.id, $5, $2, $3, jsonb_build_array(jsonb_build_object('invitationId', i.id::text))
     from invitations i
     where i.account_id = $1 and i.state = 'waiting' and (i.hub_id in (select h.id from hubs h join erasing_contacts e using (contact_id))
       or i.email_normalized in (select email_normalized from erasing_addresses))`,
    [accountId, taskQueues.workflows, stateChanged, invitationWorkflow.id(''), invitationWorkflow.type],
  );
  await eraseAnswers(tx, accountId);
  const hubs = await query<{ id: string }>(
    tx,
    `delete from hubs h using erasing_contacts e where h.contact_id = e.contact_id and h.account_id = $1 returning h.id::text`,
    [accountId],
  );
  for (const table of ['invitations', 'hub_members']) {
    await query(
      tx,
      `delete from ${table} t using erasing_addresses a where t.email_normalized = a.email_normalized and t.account_id = $1`,
      [accountId],
    );
  }
  await query(
    tx,
    `update hubs h set co_first_name = null, co_last_name = null, co_email = null, version = version + 1, updated_at = now()
     from erasing_addresses a where h.account_id = $1 and h.co_email is not null and lower(h.co_email) = a.email_normalized`,
    [accountId],
  );
  await query(
    tx,
    `delete from hub_sessions s using erasing_addresses a
     where s.email_normalized = a.email_normalized and $1::bigint is not null
       and not exists (select from hub_members m where m.email_normalized = s.email_normalized and m.left_at is null)`,
    [accountId],
  );
  return hubs.length;
}

/** Answers kept for a repeated request may show a person: those about them, their Hubs and the files they stand in. */
async function eraseAnswers(tx: Connection, accountId: string): Promise<void> {
  await query(
    tx,
    `delete from idempotency_keys k where k.account_id = $1 and k.response is not null and (
       exists (select from addresses_in(k.response::text) found join erasing_addresses a on a.email_normalized = found)
       or exists (select from erasing_contacts e
         where jsonb_path_exists(k.response, '$.**.contactId ? (@ == $id)', jsonb_build_object('id', e.contact_id::text)))
       or exists (select from hubs h join erasing_contacts e using (contact_id)
         where jsonb_path_exists(k.response, '$.**.hubId ? (@ == $id)', jsonb_build_object('id', h.id::text))
           or (k.route ~ '^POST /api/hubs' and k.response ->> 'id' = h.id::text)))`,
    [accountId],
  );
  await query(
    tx,
    `update idempotency_keys k set response = jsonb_set(k.response, '{columns}', '[]')
     where k.account_id = $1 and k.route ~ '^POST /api/imports' and jsonb_exists(k.response, 'columns')
       and k.response ->> 'id' in (select import_id::text from erasing_rows)`,
    [accountId],
  );
}
