import type { Pool } from 'pg';
import { findCampaignPlan } from '../../database/campaign-settings.js';
import { mailsOfDays } from '../../domain/campaigns/reminders.js';
import { nextOpening } from '../../domain/campaigns/windows.js';

interface Crowded {
  contact_id: string;
  zone: string | null;
  /** When the oldest of the mails that fill its days is old enough. */
  free_at: Date;
}

/**
 * Puts reminders off that would be one mail too many for their address: so many mails of all campaigns and invitations of the
 * account in so many days, whatever their own plan says. Looked at an hour ahead, so that none comes due meanwhile.
 */
export async function spaceReminders(pool: Pool, campaignId: string, addressKey: Buffer, now: Date): Promise<number> {
  const plan = await findCampaignPlan(pool, campaignId);
  if (!plan) return 0;
  const { rows } = await pool.query<Crowded>(
    `select r.contact_id::text, r.zone, m.oldest + make_interval(days => $5) as free_at
     from recipients r cross join lateral (
       select min(started_at) as oldest, count(*) as mails from (
         select s.started_at from send_attempts s
         where s.address_hash = address_hash(r.email_normalized, $3) and s.account_id = r.account_id and s.state in ('accepted', 'unknown')
           and s.purpose in ('invitation', 'reminder') and s.started_at > $2::timestamptz - make_interval(days => $5)
         order by s.id desc limit $4) latest) m
     where r.campaign_id = $1 and r.due_at <= $2::timestamptz + interval '1 hour' and r.wave > 0 and r.email_normalized is not null
       and m.mails >= $4`,
    [campaignId, now, addressKey, mailsOfDays.mails, mailsOfDays.days],
  );
  const moved = rows.map(({ contact_id, zone, free_at }) => ({
    contact_id,
    due_at: nextOpening(plan.settings.window, zone ?? plan.timeZone, free_at),
  }));
  if (moved.length === 0) return 0;
  await pool.query(
    `with g as materialized (
       select $1::bigint as campaign_id, g.* from jsonb_to_recordset($2::jsonb) as g (contact_id bigint, due_at timestamptz))
     update recipients r set due_at = g.due_at from g
     where r.campaign_id = g.campaign_id and r.contact_id = g.contact_id and r.due_at is not null and r.wave > 0`,
    [campaignId, JSON.stringify(moved)],
  );
  return moved.length;
}
