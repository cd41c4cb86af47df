import type { Pool, PoolClient } from 'pg';
import { faultSentence } from '../../domain/campaigns/faults.js';
import { assertCampaignMove, type CampaignState, workingCampaignStates } from '../../domain/campaigns/states.js';
import { recordCampaignEvent } from '../../database/campaign-events.js';
import { recordAudit } from '../../database/record-audit.js';
import { inTransaction } from '../../database/transaction.js';
import { type CampaignLease, moveByWorker } from './lease.js';

interface Held {
  accountId: string;
  state: CampaignState;
  dueLater: boolean;
  busy: boolean;
}

/**
 * Moves a campaign on whose first mails are all out: to its reminders, or to its end when nothing can come any more. Looked at
 * again with its row locked, so that whoever was quicker wins.
 */
export async function settleCampaign(pool: Pool, { campaignId, fence }: CampaignLease, now: Date): Promise<void> {
  await inTransaction(pool, async (client) => {
    const held = await hold(client, { campaignId, fence });
    if (!held || held.busy) return;
    const { accountId, state: from, dueLater } = held;
    if (from !== 'sending' && from !== 'reminding') return;
    const to = dueLater ? 'reminding' : 'completed';
    if (to === from) return;
    const details = await countMails(client, campaignId);
    if (to === 'completed') await client.query('update campaigns set ended_at = $2 where id = $1', [campaignId, now]);
    const event = to === 'completed' ? 'completed' : 'state_changed';
    await moveByWorker(client, { campaignId, accountId, from, to, event, details });
  });
}

/** Firsts that are still to be sent, or a mail on the wire, keep it where it is. */
async function hold(client: PoolClient, { campaignId, fence }: CampaignLease): Promise<Held | null> {
  const { rows } = await client.query<Held>(
    `select account_id::text as "accountId", state,
       exists (select from recipients r where r.campaign_id = c.id and r.due_at is not null) as "dueLater",
       exists (select from campaign_parts p where p.campaign_id = c.id and p.open_attempts <> '{}')
         or exists (select from recipients r where r.campaign_id = c.id and r.state = 'planned' and r.due_at is not null)
         or exists (select from recipients r where r.campaign_id = c.id and r.state = 'deferred' and r.due_at is not null and r.wave = 0)
         as busy
     from campaigns c where id = $1 and fence = $2 for no key update`,
    [campaignId, fence],
  );
  return rows[0] ?? null;
}

async function countMails(client: PoolClient, campaignId: string) {
  const { rows } = await client.query<{ sent: number; mails: number; unknown: number }>(
    `select coalesce(sum(sent), 0)::int as sent, coalesce(sum(mails), 0)::int as mails, coalesce(sum(unknown), 0)::int as unknown
     from campaign_parts where campaign_id = $1`,
    [campaignId],
  );
  return { ...rows[0]! };
}

/** A fault that trying again does not cure stops the campaign where it is; resume goes back to that step. */
export async function failCampaign(pool: Pool, failed: CampaignLease & { code: string }): Promise<void> {
  const { campaignId, fence, code } = failed;
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ accountId: string; state: CampaignState }>(
      `select account_id::text as "accountId", state from campaigns where id = $1 and fence = $2 for no key update`,
      [campaignId, fence],
    );
    const [row] = rows;
    if (!row || !workingCampaignStates.some((state) => state === row.state)) return;
    const { accountId, state } = row;
    assertCampaignMove(state, 'failed', 'fail');
    await client.query(
      `update campaigns set state = 'failed', resume_state = $2, failure_code = $3, failure_sentence = $4, fence = fence + 1,
         version = version + 1, updated_at = now() where id = $1`,
      [campaignId, state, code, faultSentence(code)],
    );
    const details = { from: state, to: 'failed', code };
    await recordCampaignEvent(client, {
      accountId,
      campaignId,
      kind: 'failed',
      actor: { kind: 'worker', id: null },
      details,
    });
    await recordAudit(client, {
      accountId,
      actor: { kind: 'worker', id: null, role: null },
      action: 'campaign.failed',
      subject: { kind: 'campaign', id: campaignId },
      before: { state },
      after: { state: 'failed', code },
    });
  });
}
