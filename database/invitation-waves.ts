import { nextWaveAt } from '../domain/hubs/reminders.js';
import { type Connection, query } from './execute.js';
import { recordHubEvent } from './hub-events.js';

interface SentInvitation {
  accountId: string;
  hubId: string;
  contactId: string;
  wave: number;
  reminders: number;
  expiresAt: Date | string;
}

/**
 * A mail of an invitation was taken over by the mail server: the next wave is planned from then. Call it in the transaction that
 * writes the result; called again for the same wave it does nothing.
 */
export async function recordSent(
  tx: Connection,
  { invitationId, wave, sentAt }: { invitationId: string; wave: number; sentAt: Date },
): Promise<void> {
  const [sent] = await query<SentInvitation>(
    tx,
    `update invitations set wave = wave + 1, first_sent_at = coalesce(first_sent_at, $3), next_action_at = null,
       blocked_code = null, blocked_sentence = null, updated_at = now()
     where id = $1 and wave = $2
     returning account_id::text as "accountId", hub_id::text as "hubId", contact_id::text as "contactId", wave, reminders, expires_at as "expiresAt"`,
    [invitationId, wave, sentAt],
  );
  if (!sent) return;
  const { accountId, hubId, contactId, reminders } = sent;
  const next = nextWaveAt({ sentWave: wave, reminders, expiresAt: new Date(sent.expiresAt) }, sentAt);
  await query(tx, `update invitations set next_action_at = $2 where id = $1 and state = 'waiting'`, [
    invitationId,
    next,
  ]);
  const kind = wave === 0 ? 'invitation_sent' : 'reminder_sent';
  await recordHubEvent(tx, { accountId, hubId, contactId, kind, byKind: 'system', invitationId, details: { wave } });
}

/** The mail server asked to try again later: then, and not before. */
export async function postponeWave(
  tx: Connection,
  { invitationId, wave, until }: { invitationId: string; wave: number; until: Date },
): Promise<void> {
  await query(
    tx,
    `update invitations set next_action_at = $3, updated_at = now() where id = $1 and wave = $2 and state = 'waiting'`,
    [invitationId, wave, until],
  );
}

/**
 * It does not go on by itself any more: the address was refused, nobody knows what became of the mail, the person unsubscribed.
 * A person resends, corrects the address or settles the attempt. Without `wave` whatever wave is next.
 */
export async function blockInvitation(
  tx: Connection,
  blocked: { invitationId: string; wave?: number; code: string; sentence: string },
): Promise<void> {
  const [stopped] = await query<{ accountId: string; hubId: string; contactId: string }>(
    tx,
    `update invitations set next_action_at = null, blocked_code = $3, blocked_sentence = $4, updated_at = now()
     where id = $1 and state = 'waiting' and wave = coalesce($2, wave) and blocked_code is distinct from $3
     returning account_id::text as "accountId", hub_id::text as "hubId", contact_id::text as "contactId"`,
    [blocked.invitationId, blocked.wave ?? null, blocked.code, blocked.sentence],
  );
  if (!stopped) return;
  const { invitationId, code } = blocked;
  await recordHubEvent(tx, {
    ...stopped,
    kind: 'invitation_blocked',
    byKind: 'system',
    invitationId,
    details: { code },
  });
}

/** The way back from a block, or from a campaign that is over: the wave that is next is due now. */
export async function unblockInvitation(tx: Connection, invitationId: string, wave: number): Promise<void> {
  await query(
    tx,
    `update invitations set next_action_at = now(), blocked_code = null, blocked_sentence = null, fence = fence + 1, updated_at = now()
     where id = $1 and state = 'waiting' and (blocked_code is not null or campaign_id is not null and next_action_at is null and wave = $2)`,
    [invitationId, wave],
  );
}

/** The next reminder is due now, also when fewer were planned. The caller wakes the workflow. */
export async function remindNow(tx: Connection, invitationId: string): Promise<void> {
  await query(
    tx,
    `update invitations set next_action_at = now(), reminders = greatest(reminders, wave), fence = fence + 1, blocked_code = null,
       blocked_sentence = null, updated_at = now()
     where id = $1 and state = 'waiting'`,
    [invitationId],
  );
}
