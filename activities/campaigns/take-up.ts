import type { PoolClient } from 'pg';
import { closeAttempts, listOpenAttempts, withdrawAttempts } from '../../database/campaign-attempts.js';
import { query } from '../../database/execute.js';
import { heldParameters, keepsFromSending } from '../../database/holds.js';
import { type AttemptResult, takeWire } from '../../database/sending-wire.js';
import { inTransaction } from '../../database/transaction.js';
import { domainOf } from '../../integrations/mail/settings.js';
import { conclude } from './conclude.js';
import type { HeldShare, SendingDependencies } from './sending.js';

const nobodyKnows = {
  outcome: 'unknown', failure: 'worker_gone', replyCode: null, enhancedCode: null, replyText: null, remoteHost: null, remoteAddress: null,
  tls: null, queueId: null, connectedAt: null, handedAt: null,
} as const; // prettier-ignore

/**
 * Takes a share up: whoever was at it before begins nothing more, and what they left open is settled. What was answered is written;
 * what never began is as due as before; what was on the wire is unknown, and never sent again by itself.
 * @returns null when the campaign or its share is not there
 */
export async function takeUpShare(
  deps: Pick<SendingDependencies, 'pool' | 'settings' | 'clock' | 'worker'>,
  { campaignId, part, fence: campaignFence }: { campaignId: string; part: number; fence: number },
): Promise<HeldShare | null> {
  const { pool, worker } = deps;
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ fence: number; account_id: string }>(
      `update campaign_parts p set fence = p.fence + 1, worker = $3 from campaigns c
       where c.id = p.campaign_id and p.campaign_id = $1 and p.part = $2 returning p.fence, c.account_id::text`,
      [campaignId, part, worker],
    );
    const taken = rows[0];
    if (!taken) return null;
    const share: HeldShare = { campaignId, part, campaignFence, fence: taken.fence, accountId: taken.account_id };
    await settleLeft(deps, tx, share);
    return share;
  });
}

async function settleLeft(
  deps: Pick<SendingDependencies, 'settings' | 'clock'>,
  tx: PoolClient,
  share: HeldShare,
): Promise<void> {
  const { never, results } = await takeWire(tx, share);
  const open = new Set(await listOpenAttempts(tx, share));
  if (open.size === 0) return closeAttempts(tx, share, 'all');
  await withdrawAttempts(tx, never);
  for (const id of never) open.delete(id);
  const answered = results.filter(({ attemptId }) => open.delete(attemptId));
  const unknown = [...open].map((attemptId): AttemptResult => ({ attemptId, ...nobodyKnows }));
  await conclude(deps, tx, share, [...answered, ...unknown]);
  await closeAttempts(tx, share, 'all');
}

/**
 * Whether the share is still as it was taken up: no command, no change of state, nobody else at it. For the transaction that commits
 * intents: the share is held, so that whoever takes it up next finds them.
 */
export async function holdShare(tx: PoolClient, share: HeldShare): Promise<boolean> {
  const held = await query(
    tx,
    `select from campaigns c join campaign_parts p on p.campaign_id = c.id and p.part = $2
     where c.id = $1 and c.fence = $3 and p.fence = $4 and c.state in ('sending', 'reminding') for no key update of p`,
    [share.campaignId, share.part, share.campaignFence, share.fence],
    'hold_share',
  );
  return held.length === 1;
}

/** Whether a share that is sending may go on: as `holdShare`, and no hold that has been placed since. */
export async function mayStillSend(
  { pool, settings, clock }: Pick<SendingDependencies, 'pool' | 'settings' | 'clock'>,
  share: HeldShare,
): Promise<boolean> {
  const asked = { ...share, domain: domainOf(settings.hubMailFrom), now: clock() };
  const rows = await query(
    pool,
    `select from campaigns c join campaign_parts p on p.campaign_id = c.id and p.part = $6
     where c.id = ($2::text)::bigint and c.fence = $7 and p.fence = $8 and c.state in ('sending', 'reminding')
       and not exists (select from sending_holds where ${keepsFromSending})`,
    [...heldParameters(asked), share.part, share.campaignFence, share.fence],
    'may_still_send',
  );
  return rows.length === 1;
}
