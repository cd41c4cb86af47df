import { campaignWorkflow, stateChanged, taskQueues } from '../domain/engine.js';
import { type Connection, query } from './execute.js';

/** What a hold or a limit is about. */
export interface SendingScope {
  scope: 'platform' | 'account' | 'campaign' | 'domain' | 'provider';
  scopeId: string;
}

interface Told extends SendingScope {
  /** The kind of event in the campaigns' timelines, with ids and figures. */
  kind: string;
  details: Record<string, unknown>;
  by: string | null;
}

/** A family of providers concerns who has something to send to it, or may have: recipients get their parts when they are prepared. */
const concerned = `c.state in ('preparing', 'sending', 'reminding')
  and ($1::text <> 'account' or c.account_id::text = $2) and ($1::text <> 'campaign' or c.id::text = $2)
  and ($1::text <> 'provider' or c.state = 'preparing' or exists (
    select from generate_series(0, c.partitions - 1) as p (part) cross join lateral (
      select from recipients r where r.campaign_id = c.id and r.part = p.part and r.provider = $2 and r.due_at is not null limit 1) waits))`;

/** All campaigns are sent from one domain: others concern none of them. */
const concernsNone = ({ scope, scopeId }: SendingScope, sendsFrom: readonly string[]) =>
  scope === 'domain' && !sendsFrom.includes(scopeId.toLowerCase());

/**
 * The workflows of the campaigns at work that a hold or a limit concerns.
 * @param sendsFrom as `sendingDomains` gives it
 */
export async function campaignsAtWork(
  tx: Connection,
  { scope, scopeId }: SendingScope,
  sendsFrom: readonly string[],
): Promise<string[]> {
  if (concernsNone({ scope, scopeId }, sendsFrom)) return [];
  const rows = await query<{ id: string }>(tx, `select c.id::text from campaigns c where ${concerned} order by c.id`, [
    scope,
    scopeId,
  ]);
  return rows.map(({ id }) => campaignWorkflow.id(id));
}

/**
 * Tells every campaign at work that it concerns that what may be sent has changed: an event in its timeline and a signal to its
 * workflow, in the caller's transaction.
 * @param sendsFrom as `sendingDomains` gives it
 * @returns the workflows that are woken when it commits
 */
export async function wakeCampaigns(tx: Connection, told: Told, sendsFrom: readonly string[]): Promise<string[]> {
  if (concernsNone(told, sendsFrom)) return [];
  const rows = await query<{ workflow_id: string }>(
    tx,
    `with told as (
       insert into campaign_events (account_id, campaign_id, kind, actor_kind, actor_id, details)
       select c.account_id, c.id, $3::text, case when $4::text is null then 'system' else 'user' end, $4, $5::jsonb
       from campaigns c where ${concerned} returning account_id, campaign_id)
     insert into outbox (account_id, workflow_id, workflow_type, task_queue, signal, args)
     select account_id, $6::text || campaign_id, $7, $8, $9, jsonb_build_array(jsonb_build_object('campaignId', campaign_id::text))
     from told returning workflow_id`,
    [
      told.scope,
      told.scopeId,
      told.kind,
      told.by,
      JSON.stringify(told.details),
      campaignWorkflow.id(''),
      campaignWorkflow.type,
      taskQueues.workflows,
      stateChanged,
    ],
  );
  return rows.map(({ workflow_id }) => workflow_id);
}
