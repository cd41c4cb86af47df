import { campaignWorkflow, stateChanged, taskQueues } from '../domain/engine.js';
import { type Connection, query } from './execute.js';
import { enqueue } from './outbox.js';

export interface NewCampaignEvent {
  accountId: string;
  campaignId: string;
  /** What happened: `approved`, `paused`, `state_changed`, `rate_changed`, … */
  kind: string;
  actor: { kind: 'user' | 'api_key' | 'worker' | 'system'; id: string | null };
  /** Ids, counts, states, reasons; no values of people. */
  details?: Record<string, string | number | boolean | null>;
}

/** Adds to a campaign's history, in the caller's transaction; every page that is open on it is told by the database. */
export async function recordCampaignEvent(tx: Connection, event: NewCampaignEvent): Promise<void> {
  await query(
    tx,
    `insert into campaign_events (account_id, campaign_id, kind, actor_kind, actor_id, details) values ($1, $2, $3, $4, $5, $6::jsonb)`,
    [
      event.accountId,
      event.campaignId,
      event.kind,
      event.actor.kind,
      event.actor.id,
      JSON.stringify(event.details ?? {}),
    ],
  );
}

/** Tells the workflow to look at the campaign again; one that does not run is started. */
export function wakeCampaign(tx: Connection, of: { accountId: string; campaignId: string }): Promise<void> {
  return enqueue(tx, {
    accountId: of.accountId,
    workflowId: campaignWorkflow.id(of.campaignId),
    workflowType: campaignWorkflow.type,
    taskQueue: taskQueues.workflows,
    signal: stateChanged,
    args: campaignWorkflow.args(of.campaignId),
  });
}
