import type { Pool } from 'pg';
import { wakeCampaign } from '../../database/campaign-events.js';
import { providerNames } from '../../database/sending-limits.js';
import { inTransaction } from '../../database/transaction.js';

/** A campaign at work of whose shares nobody has heard for so long is taken for forgotten. */
const forgottenMinutes = 15;

/**
 * Wakes campaigns that have something due, or an end to come to, and whose workflow does nothing about it: reminders whose day has
 * come, and whatever an engine has lost. A workflow that is gone is started.
 */
export async function wakeCampaigns(pool: Pool, now: Date): Promise<number> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ accountId: string; campaignId: string }>(
      `select c.account_id::text as "accountId", c.id::text as "campaignId" from campaigns c
       where (c.state = 'reminding' and (not exists (select from recipients r where r.campaign_id = c.id and r.due_at is not null)
           or exists (select from generate_series(0, c.partitions - 1) as p (part) cross join unnest($3::text[]) as f (provider)
             where exists (select from recipients r where r.campaign_id = c.id and r.part = p.part and r.provider = f.provider and r.due_at <= $1))))
         or (c.state in ('freezing', 'preparing', 'sending') and c.updated_at < $1::timestamptz - make_interval(mins => $2)
           and not exists (select from campaign_parts p where p.campaign_id = c.id and p.updated_at > $1::timestamptz - make_interval(mins => $2)))
         or (c.state = 'expired' and c.ended_at > $1::timestamptz - interval '1 day')
       order by c.id`,
      [now, forgottenMinutes, providerNames],
    );
    for (const campaign of rows) await wakeCampaign(tx, campaign);
    return rows.length;
  });
}
