import type { Pool } from 'pg';
import { isLeftOver } from './cancel.js';
import { providerNames } from '../../database/sending-limits.js';
import type { CampaignState } from '../../domain/campaigns/states.js';

/** What a campaign needs next, as its rows say. */
export interface NextCampaignStep {
  step: 'freeze' | 'prepare' | 'send' | 'settle' | 'cancel' | 'wait' | 'end';
  fence: number;
  /** Whose turn it is among accounts. */
  accountId: string;
  /** Shares that have something to send now or later. */
  parts: number[];
  /** Until the next date, in milliseconds; null: only a change goes on. */
  waitMs: number | null;
}

interface Standing {
  accountId: string;
  state: CampaignState;
  fence: number;
  /** Mails that are on the wire, or were when their process ended, by share. */
  open: number[];
  /** Whether somebody waits for the first mail. */
  firstsLeft: boolean;
  /** Whether a cancelled campaign has somebody left whom it would have mailed. */
  hasLeft: boolean;
  /** Shares with their next date. */
  due: { part: number; at: string }[];
}

export async function nextCampaignStep(pool: Pool, campaignId: string, now: Date): Promise<NextCampaignStep> {
  const standing = await findStanding(pool, campaignId);
  if (!standing) return { step: 'end', fence: 0, accountId: '0', parts: [], waitMs: null };
  const { accountId, fence } = standing;
  return { parts: [], waitMs: null, ...nextOf(standing, now), accountId, fence };
}

type Next = Pick<NextCampaignStep, 'step'> & Partial<NextCampaignStep>;

function nextOf({ state, open, firstsLeft, hasLeft, due }: Standing, now: Date): Next {
  switch (state) {
    case 'freezing':
      return { step: 'freeze' };
    case 'preparing':
      return { step: 'prepare' };
    case 'sending':
    case 'reminding': {
      if (due.length === 0 && open.length === 0) return { step: 'settle' };
      if (state === 'sending' && !firstsLeft && open.length === 0) return { step: 'settle' };
      const parts = [...new Set([...open, ...due.map(({ part }) => part)])];
      const waitMs = Math.min(...due.map(({ at }) => new Date(at).getTime() - now.getTime()));
      if (state === 'reminding' && open.length === 0 && waitMs > 0) return { step: 'wait', waitMs: Math.ceil(waitMs) };
      return { step: 'send', parts };
    }
    // Whoever approves, resumes or refreezes says so; what nobody does, the sweep sees.
    case 'awaiting_review':
    case 'paused':
    case 'failed':
      return { step: 'wait' };
    case 'cancelled':
      // A mail that a process left on the wire is written down first.
      if (open.length > 0) return { step: 'send', parts: open };
      return { step: hasLeft ? 'cancel' : 'end' };
    case 'completed':
    case 'expired':
      return { step: 'end' };
  }
}

/** The earliest date of each share is looked up by family of providers, as the index has it; a scan of a million rows is none. */
async function findStanding(pool: Pool, campaignId: string): Promise<Standing | null> {
  const { rows } = await pool.query<Standing>(
    `select c.account_id::text as "accountId", c.state, c.fence,
       array(select part::int from campaign_parts where campaign_id = c.id and open_attempts <> '{}') as open,
       exists (select from recipients r where r.campaign_id = c.id and r.state = 'planned' and r.due_at is not null)
         or exists (select from recipients r where r.campaign_id = c.id and r.state = 'deferred' and r.due_at is not null and r.wave = 0)
         as "firstsLeft",
       c.state = 'cancelled' and exists (select from recipients where campaign_id = c.id and ${isLeftOver}) as "hasLeft",
       coalesce((select json_agg(json_build_object('part', part, 'at', at)) from (
         select p.part, min(first.due_at) as at from generate_series(0, c.partitions - 1) as p (part)
           cross join unnest($2::text[]) as f (provider)
           cross join lateral (select due_at from recipients r where r.campaign_id = c.id and r.part = p.part and r.provider = f.provider
             and r.due_at is not null order by due_at limit 1) first
         group by p.part) dates), '[]') as due
     from campaigns c where c.id = $1`,
    [campaignId, providerNames],
  );
  return rows[0] ?? null;
}
