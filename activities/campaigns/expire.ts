import type { Pool } from 'pg';
import { settleHubs } from '../../database/settle-hubs.js';
import { recordAudit } from '../../database/record-audit.js';
import { inTransaction } from '../../database/transaction.js';
import { moveByWorker } from './lease.js';

/** Invitations of one transaction. */
const batchSize = 2_000;
/** A review that nobody approves ends after so long. */
export const reviewDays = 7;

interface Over {
  id: string;
  hub_id: string;
  account_id: string;
  campaign_id: string;
}

/** The days of a link begin with its first mail; who still waits for that keeps it, however slow the campaign is. */
const isBegun = `not exists (select from recipients r where r.invitation_id = invitations.id and r.state in ('planned', 'deferred') and r.first_sent_at is null)`;

/**
 * Ends the links of campaigns that nobody used in their days: many invitations at a time, their Hubs with them. A newer link, or a
 * claim a moment before, wins.
 */
export async function expireLinks(pool: Pool, now: Date): Promise<'more' | 'done'> {
  return inTransaction(pool, async (tx) => {
    await tx.query(`set local porchlight.bulk = 'on'`);
    // Hubs before their invitations, in one order, as everywhere.
    const { rows: hubs } = await tx.query<{ id: string }>(
      `select id::text from hubs where id in (select hub_id from invitations
         where campaign_id is not null and state = 'waiting' and next_action_at is null and expires_at <= $1 and ${isBegun}
         order by expires_at limit $2) order by hubs.id for no key update`,
      [now, batchSize],
    );
    const hubIds = `{${hubs.map(({ id }) => id).join(',')}}`;
    const { rows: over } = await tx.query<Over>(
      `update invitations set state = 'expired', fence = fence + 1, updated_at = now()
       where hub_id = any ($1::bigint[]) and campaign_id is not null and state = 'waiting' and next_action_at is null and expires_at <= $2
         and ${isBegun}
       returning id::text, hub_id::text, account_id::text, campaign_id::text`,
      [hubIds, now],
    );
    if (over.length === 0) return 'done';
    const ids = `{${over.map(({ id }) => id).join(',')}}`;
    await tx.query(
      'update recipients set due_at = null where invitation_id = any ($1::bigint[]) and due_at is not null and wave > 0',
      [ids],
    );
    await settleHubs(tx, hubIds);
    await tx.query(
      `insert into hub_events (account_id, hub_id, contact_id, kind, by_kind, invitation_id)
       select account_id, hub_id, contact_id, 'invitation_expired', 'system', id from invitations where id = any ($1::bigint[]) order by id`,
      [ids],
    );
    const campaigns = Map.groupBy(over, ({ account_id, campaign_id }) => `${account_id}/${campaign_id}`);
    await tx.query(
      `insert into campaign_events (account_id, campaign_id, kind, actor_kind, details)
       select account_id, campaign_id, 'links_expired', 'worker', jsonb_build_object('count', count(*))
       from invitations where id = any ($1::bigint[]) group by account_id, campaign_id order by campaign_id`,
      [ids],
    );
    for (const key of [...campaigns.keys()].toSorted()) {
      const [accountId = '', campaignId = ''] = key.split('/');
      await recordAudit(tx, {
        accountId,
        actor: { kind: 'worker', id: null, role: null },
        action: 'campaign.links_expired',
        subject: { kind: 'campaign', id: campaignId },
        after: { count: campaigns.get(key)!.length },
      });
    }
    return 'more';
  });
}

/** Reviews that nobody has approved in their days. A person who comes later looks at the audience again. */
export async function expireReviews(pool: Pool, now: Date): Promise<number> {
  const { rows } = await pool.query<{ id: string; accountId: string }>(
    `select id::text, account_id::text as "accountId" from campaigns
     where state = 'awaiting_review' and coalesce(frozen_at, created_at) <= $1::timestamptz - make_interval(days => $2) order by campaigns.id`,
    [now, reviewDays],
  );
  for (const { id: campaignId, accountId } of rows) {
    await inTransaction(pool, async (tx) => {
      const { rowCount } = await tx.query(
        `select from campaigns where id = $1 and state = 'awaiting_review'
           and coalesce(frozen_at, created_at) <= $2::timestamptz - make_interval(days => $3) for no key update`,
        [campaignId, now, reviewDays],
      );
      if (rowCount === 0) return;
      await tx.query('update campaigns set ended_at = $2 where id = $1', [campaignId, now]);
      const details = { days: reviewDays };
      await moveByWorker(tx, {
        campaignId,
        accountId,
        from: 'awaiting_review',
        to: 'expired',
        event: 'expired',
        details,
      });
    });
  }
  return rows.length;
}
