import { invitationWorkflow, noticeWorkflow } from '../domain/engine.js';
import { holdHub } from './hubs.js';
import { blockInvitation, recordSent, unblockInvitation } from './invitation-waves.js';
import { wakeInvitation } from './invitations.js';
import type { Settlement } from './entities/mail.js';
import { type Connection, query } from './execute.js';
import { wakeNotice } from './notices.js';
import { settleRecipient } from './settle-recipient.js';
import { countSettled } from './settled-days.js';

interface Settled {
  account_id: string;
  invitation_id: string | null;
  notice_id: string | null;
  hub_id: string | null;
  campaign_id: string | null;
  contact_id: string | null;
  wave: number;
  started_at: Date | string;
  /** Whether the link that it brought is still the present one of its invitation. */
  is_current: boolean | null;
}

/** Who settles where no person does: a report that came back, or the account's own rule about mails without a sign. */
export const settlers = { evidence: 'evidence', rule: 'rule' } as const;

/**
 * Writes down what a person, or a report, says of a mail of which nobody knows, in the caller's transaction, and goes on accordingly: with the
 * reminders, not at all, or by sending it again.
 * @returns null when it is not unknown or has been settled; the workflow that was woken
 */
export async function settleAttempt(
  tx: Connection,
  { attemptId, as, reason, by, now = new Date() }: SettleGiven,
): Promise<{ workflowId: string | null } | null> {
  const [about] = await query<{ hub_id: string | null }>(tx, 'select hub_id::text from send_attempts where id = $1', [
    attemptId,
  ]);
  // The order of locks of all who change a Hub and its invitations.
  if (about?.hub_id) await holdHub(tx, about.hub_id);
  const [settled] = await query<Settled>(
    tx,
    `update send_attempts a set settled_as = $2, settled_by = $3, settled_reason = $4, settled_at = now()
     where id = $1 and state = 'unknown' and settled_at is null
     returning account_id::text, invitation_id::text, notice_id::text, hub_id::text, campaign_id::text, contact_id::text, wave, started_at,
       (select i.state = 'waiting' and a.started_at >= coalesce(i.rotated_at, i.created_at) and i.wave = a.wave
        from invitations i where i.id = a.invitation_id) as is_current`,
    [attemptId, as, by, reason],
  );
  if (!settled) return null;
  if (settled.notice_id) return { workflowId: await goOnWithNotice(tx, settled.notice_id, settled.account_id, as) };
  const workflowId = await goOnWithRecipient(tx, settled, as, now);
  // After the counts of the share: the order in which those who send hold both.
  if (settled.campaign_id) await countSettled(tx, attemptId, as);
  if (workflowId) return { workflowId };
  if (settled.invitation_id && settled.is_current)
    return { workflowId: await goOnWithInvitation(tx, settled.invitation_id, settled, as) };
  return { workflowId: null };
}

export interface SettleGiven {
  attemptId: string;
  as: Settlement;
  reason: string;
  /** A user's id, or one of `settlers`. */
  by: string;
  now?: Date;
}

/** A mail of a campaign goes on with it, unless its invitation has left the campaign meanwhile. */
async function goOnWithRecipient(tx: Connection, settled: Settled, as: Settlement, now: Date): Promise<string | null> {
  const { campaign_id: campaignId, contact_id: contactId, invitation_id: invitationId, wave } = settled;
  if (!campaignId || !contactId) return null;
  const mail = { campaignId, contactId, wave, startedAt: new Date(settled.started_at) };
  const workflowId = await settleRecipient(tx, mail, as, now);
  if (workflowId && as === 'rejected' && invitationId)
    await blockInvitation(tx, { invitationId, wave, code: 'rejected', sentence: refused });
  return workflowId;
}

const refused = 'The mail did not arrive. Resend it, or correct the address first.';

async function goOnWithInvitation(
  tx: Connection,
  invitationId: string,
  settled: Settled,
  as: Settlement,
): Promise<string> {
  const { wave, account_id: accountId } = settled;
  if (as === 'accepted') await recordSent(tx, { invitationId, wave, sentAt: new Date(settled.started_at) });
  if (as === 'send_again') await unblockInvitation(tx, invitationId, wave);
  if (as === 'rejected')
    await blockInvitation(tx, {
      invitationId,
      wave,
      code: 'rejected',
      sentence: refused,
    });
  await wakeInvitation(tx, { accountId, invitationId });
  return invitationWorkflow.id(invitationId);
}

async function goOnWithNotice(
  tx: Connection,
  noticeId: string,
  accountId: string,
  as: Settlement,
): Promise<string | null> {
  const state = { accepted: 'sent', rejected: 'failed', send_again: 'waiting' }[as];
  await query(
    tx,
    `update notices set state = $2, next_action_at = case when $2 = 'waiting' then now() end,
       ended_at = case when $2 = 'waiting' then null else now() end, failure_code = null, failure_sentence = null
     where id = $1 and state = 'unknown'`,
    [noticeId, state],
  );
  if (as !== 'send_again') return null;
  await wakeNotice(tx, { noticeId, accountId });
  return noticeWorkflow.id(noticeId);
}
