import type { Pool, PoolClient } from 'pg';
import { recordCampaignEvent } from '../../database/campaign-events.js';
import { settleHubs } from '../../database/settle-hubs.js';
import { inTransaction } from '../../database/transaction.js';

/** Recipients of one transaction. */
const batchSize = 2_000;

/** Whom a cancelled campaign would still have mailed, as a condition on `recipients`. */
export const isLeftOver = `part is not null and (state in ('planned', 'deferred') or due_at is not null)`;

interface Left {
  contact_id: string;
  part: number;
  state: string;
  wave: number;
  hub_id: string | null;
  invitation_id: string | null;
}

/**
 * What a cancelled campaign leaves undone: whoever has had no mail becomes `cancelled` and their invitation is revoked, its Hub goes
 * back; whoever has had one keeps the link and gets no reminder. Nothing of it is on the wire any more.
 */
export async function settleCancelled(pool: Pool, campaignId: string, now: Date): Promise<'more' | 'done'> {
  return inTransaction(pool, async (tx) => {
    await tx.query(`set local porchlight.bulk = 'on'`);
    const { rows: campaigns } = await tx.query<{ account_id: string }>(
      `select account_id::text from campaigns where id = $1 and state = 'cancelled' for no key update`,
      [campaignId],
    );
    const accountId = campaigns[0]?.account_id;
    if (!accountId) return 'done';
    const left = await findLeft(tx, campaignId);
    if (left.length === 0) return 'done';
    const unmailed = left.filter(({ state, wave }) => state !== 'sent' && wave === 0);
    const hubIds = listOf(unmailed.map(({ hub_id }) => hub_id));
    await tx.query('select from hubs where id = any ($1::bigint[]) order by id for no key update', [hubIds]);
    const { rows: revoked } = await tx.query<{ id: string }>(
      `update invitations set state = 'revoked', revoked_at = $2, revoked_reason = 'campaign_cancelled', fence = fence + 1, updated_at = now()
       where id = any ($1::bigint[]) and state = 'waiting' and next_action_at is null and wave = 0 returning id::text`,
      [listOf(unmailed.map(({ invitation_id }) => invitation_id)), now],
    );
    await settleHubs(tx, hubIds);
    await tx.query(
      `insert into hub_events (account_id, hub_id, contact_id, kind, by_kind, invitation_id, details)
       select account_id, hub_id, contact_id, 'invitation_revoked', 'system', id, '{"reason": "campaign_cancelled"}'
       from invitations where id = any ($1::bigint[]) order by id`,
      [listOf(revoked.map(({ id }) => id))],
    );
    await writeCancelled(tx, { campaignId, left, now });
    if (revoked.length > 0)
      await recordCampaignEvent(tx, {
        accountId,
        campaignId,
        kind: 'cancel_settled',
        actor: { kind: 'worker', id: null },
        details: { revoked: revoked.length },
      });
    return 'more';
  });
}

const listOf = (ids: (string | null)[]) => `{${ids.filter((id) => id !== null).join(',')}}`;

async function findLeft(tx: PoolClient, campaignId: string): Promise<Left[]> {
  const { rows } = await tx.query<Left>(
    `select contact_id::text, part, state, wave, hub_id::text, invitation_id::text from recipients
     where campaign_id = $1 and ${isLeftOver} order by contact_id limit $2`,
    [campaignId, batchSize],
  );
  return rows;
}

/** The state of each, and the counts of their shares with it. Who was put off with a reminder has had the first mail. */
async function writeCancelled(
  tx: PoolClient,
  { campaignId, left, now }: { campaignId: string; left: Left[]; now: Date },
): Promise<void> {
  await tx.query(
    `with moved as (
       update recipients r set due_at = null,
         state = case when r.state in ('planned', 'deferred') and r.wave = 0 then 'cancelled' when r.state = 'deferred' then 'sent' else r.state end
       where r.campaign_id = $1 and r.contact_id = any ($2::bigint[]) returning r.part, old.state as was, new.state as is_now
     ), counted as (
       select part, count(*) filter (where was = 'planned' and is_now <> 'planned') as planned,
         count(*) filter (where was = 'deferred' and is_now <> 'deferred') as deferred,
         count(*) filter (where is_now = 'cancelled') as cancelled,
         count(*) filter (where is_now = 'sent' and was <> 'sent') as sent
       from moved group by part
     )
     update campaign_parts p set planned = p.planned - c.planned, deferred = p.deferred - c.deferred, cancelled = p.cancelled + c.cancelled,
       sent = p.sent + c.sent, wait_reason = null, wait_until = null, next_due_at = null, updated_at = $3
     from counted c where p.campaign_id = $1 and p.part = c.part`,
    [campaignId, listOf(left.map(({ contact_id }) => contact_id)), now],
  );
}
