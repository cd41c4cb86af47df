import type { Pool } from 'pg';
import type { HubState, InvitationState } from '../../domain/hubs/states.js';

/** What an invitation needs next, as its row says. */
export interface NextInvitationStep {
  step: 'send' | 'wait' | 'expire' | 'end';
  wave: number;
  fence: number;
  /** Until the next date, in milliseconds; null: only a change goes on. */
  waitMs: number | null;
  /** Whose turn it is among accounts. */
  accountId: string;
}

interface Standing {
  accountId: string;
  state: InvitationState;
  hubState: HubState;
  /** A campaign sends, reminds and ends it, until somebody takes it in hand. */
  isOfCampaign: boolean;
  wave: number;
  fence: number;
  /** Milliseconds until then; negative once it is over. */
  actionMs: number | null;
  expireMs: number;
}

export async function nextInvitationStep(pool: Pool, invitationId: string): Promise<NextInvitationStep> {
  const { rows } = await pool.query<Standing>(
    `select i.account_id as "accountId", i.state, h.state as "hubState", i.campaign_id is not null as "isOfCampaign", i.wave, i.fence,
       extract(epoch from i.next_action_at - now())::float8 * 1000 as "actionMs",
       extract(epoch from i.expires_at - now())::float8 * 1000 as "expireMs"
     from invitations i join hubs h on h.id = i.hub_id where i.id = $1`,
    [invitationId],
  );
  const [standing] = rows;
  // Erased with its Hub.
  if (!standing) return { step: 'end', wave: 0, fence: 0, waitMs: null, accountId: '0' };
  const { wave, fence, accountId } = standing;
  return { ...nextOf(standing), wave, fence, accountId };
}

/** While a Hub is paused nothing is sent, but a link still ends on its day. */
function nextOf({
  state,
  hubState,
  isOfCampaign,
  actionMs,
  expireMs,
}: Standing): Pick<NextInvitationStep, 'step' | 'waitMs'> {
  if (state !== 'waiting') return { step: 'end', waitMs: null };
  if (isOfCampaign && actionMs === null) return { step: 'end', waitMs: null };
  if (expireMs <= 0) return { step: 'expire', waitMs: null };
  if (actionMs === null || hubState === 'paused') return { step: 'wait', waitMs: Math.ceil(expireMs) };
  if (actionMs <= 0) return { step: 'send', waitMs: null };
  return { step: 'wait', waitMs: Math.ceil(Math.min(actionMs, expireMs)) };
}
