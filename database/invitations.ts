import { createHash, randomBytes } from 'node:crypto';
import { invitationWorkflow, stateChanged, taskQueues } from '../domain/engine.js';
import { invitationDays } from '../domain/hubs/reminders.js';
import type { InvitationState } from '../domain/hubs/states.js';
import { type Connection, query } from './execute.js';
import { type HeldHub, settleHub } from './hubs.js';
import { enqueue } from './outbox.js';

/** What of the KeyRing tokens are made with. */
export interface TokenRing {
  readonly newest: number;
  token(
    purpose: 'claim' | 'take back' | 'unsubscribe' | 'landing',
    keyId: number,
    ...parts: (string | Buffer)[]
  ): string;
}

/** There is a live invitation to this address for this Hub already. */
export class AlreadyInvited extends Error {
  override readonly name = 'AlreadyInvited';
  readonly code = 'already_invited';
  constructor() {
    super('There is an invitation to this address already. Resend it, or revoke it first.');
  }
}

export interface NewInvitation {
  role: 'owner' | 'co_owner';
  email: string;
  emailNormalized: string;
  firstName?: string | null;
  lastName?: string | null;
  subject?: string | null;
  message?: string | null;
  reminders: number;
  via: 'mail' | 'link';
  /** The user who sends it; null when a homeowner invites a co-owner. */
  sentBy: string | null;
}

export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The token in the link of an invitation, made again from what is stored. */
export const claimTokenOf = (ring: TokenRing, of: { id: string; nonce: Uint8Array; keyId: number }): string =>
  ring.token('claim', of.keyId, of.id, Buffer.from(of.nonce));

/**
 * Makes an invitation for a Hub that the caller holds (`holdHub`) and wakes its workflow, which mails it. Whether the address may be
 * mailed is asked before.
 * @throws AlreadyInvited
 */
export async function createInvitation(tx: Connection, ring: TokenRing, hub: HeldHub, made: NewInvitation) {
  const [next] = await query<{ id: string }>(
    tx,
    `select nextval(pg_get_serial_sequence('invitations', 'id'))::text as id`,
    [],
  );
  const id = next!.id;
  const secret = freshSecret(ring, id);
  const rows = await query(
    tx,
    `insert into invitations (id, account_id, hub_id, contact_id, role, via, first_name, last_name, email, email_normalized, subject,
       message, token_hash, nonce, key_id, reminders, next_action_at, sent_by, expires_at)
     overriding system value
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, decode($13, 'hex'), decode($14, 'hex'), $15, $16,
       case when $6 = 'mail' then now() end, $17, now() + make_interval(days => $18))
     on conflict do nothing returning id`,
    [
      id,
      hub.accountId,
      hub.hubId,
      hub.contactId,
      made.role,
      made.via,
      made.firstName ?? null,
      made.lastName ?? null,
      made.email,
      made.emailNormalized,
      made.subject ?? null,
      made.message ?? null,
      secret.hash,
      secret.nonce,
      ring.newest,
      made.reminders,
      made.sentBy,
      invitationDays,
    ],
  );
  if (rows.length === 0) throw new AlreadyInvited();
  await settleHub(tx, hub);
  await wakeInvitation(tx, { accountId: hub.accountId, invitationId: id });
  return { invitationId: id, token: secret.token };
}

/**
 * A new link for a waiting or expired invitation: the old one is void at once, the 30 days begin again, and the mails with them.
 * The caller holds the Hub.
 * @returns null when it is claimed or revoked, or another one waits for the same address
 */
export async function rotateInvitation(
  tx: Connection,
  ring: TokenRing,
  { hub, invitationId, to }: { hub: HeldHub; invitationId: string; to?: { email: string; emailNormalized: string } },
): Promise<{ token: string } | null> {
  const secret = freshSecret(ring, invitationId);
  const rows = await query(
    tx,
    `update invitations i set state = 'waiting', via = 'mail', token_hash = decode($2, 'hex'), nonce = decode($3, 'hex'), key_id = $4,
       wave = 0, next_action_at = now(), fence = fence + 1, blocked_code = null, blocked_sentence = null, updated_at = now(),
       rotated_at = now(), expires_at = now() + make_interval(days => $5),
       email = coalesce($6, email), email_normalized = coalesce($7, email_normalized)
     where id = $1 and state in ('waiting', 'expired') and not exists (
       select from invitations o where o.hub_id = i.hub_id and o.state = 'waiting' and o.id <> i.id
         and o.email_normalized = coalesce($7, i.email_normalized))
     returning id`,
    [
      invitationId,
      secret.hash,
      secret.nonce,
      ring.newest,
      invitationDays,
      to?.email ?? null,
      to?.emailNormalized ?? null,
    ],
  );
  if (rows.length === 0) return null;
  await settleHub(tx, hub);
  await wakeInvitation(tx, { accountId: hub.accountId, invitationId });
  return { token: secret.token };
}

/** The link is void from now on. The caller holds the Hub. @returns false when it does not wait any more */
export async function revokeInvitation(
  tx: Connection,
  { hub, invitationId, reason }: { hub: HeldHub; invitationId: string; reason: string },
): Promise<boolean> {
  const rows = await query(
    tx,
    `update invitations set state = 'revoked', revoked_at = now(), revoked_reason = $2, next_action_at = null, fence = fence + 1,
       updated_at = now() where id = $1 and state = 'waiting' returning id`,
    [invitationId, reason],
  );
  if (rows.length === 0) return false;
  await settleHub(tx, hub);
  await wakeInvitation(tx, { accountId: hub.accountId, invitationId });
  return true;
}

export interface FoundInvitation {
  invitationId: string;
  accountId: string;
  hubId: string;
  contactId: string;
  role: 'owner' | 'co_owner';
  state: InvitationState;
  isExpired: boolean;
  email: string;
  emailNormalized: string;
  firstName: string | null;
  lastName: string | null;
  sentBy: string | null;
  /** When the latest mail of it was handed over. */
  lastSentAt: Date | null;
  claimedAt: Date | null;
}

/** The invitation whose link this is, in whatever state; null when no link ever had this token or another has replaced it. */
export async function findInvitationByToken(tx: Connection, token: string): Promise<FoundInvitation | null> {
  const [found] = await query<FoundInvitation & { lastSentAt: string | null; claimedAt: string | null }>(
    tx,
    `select id::text as "invitationId", account_id::text as "accountId", hub_id::text as "hubId", contact_id::text as "contactId", role,
       state, expires_at <= now() as "isExpired", email, email_normalized as "emailNormalized", first_name as "firstName",
       last_name as "lastName", sent_by as "sentBy", claimed_at as "claimedAt",
       (select max(coalesce(a.ended_at, a.handed_at, a.started_at)) from send_attempts a where a.invitation_id = i.id) as "lastSentAt"
     from invitations i where token_hash = decode($1, 'hex')`,
    [hashOfToken(token).toString('hex')],
  );
  if (!found) return null;
  return { ...found, lastSentAt: dateOf(found.lastSentAt), claimedAt: dateOf(found.claimedAt) };
}

/** Tells the workflow to look at the invitation again; one that does not run is started. */
export function wakeInvitation(tx: Connection, of: { accountId: string; invitationId: string }): Promise<void> {
  return enqueue(tx, {
    accountId: of.accountId,
    workflowId: invitationWorkflow.id(of.invitationId),
    workflowType: invitationWorkflow.type,
    taskQueue: taskQueues.workflows,
    signal: stateChanged,
    args: invitationWorkflow.args(of.invitationId),
  });
}

function freshSecret(ring: TokenRing, id: string) {
  const nonce = randomBytes(16);
  const token = claimTokenOf(ring, { id, nonce, keyId: ring.newest });
  return { token, nonce: nonce.toString('hex'), hash: hashOfToken(token).toString('hex') };
}

/** The entity manager gives times as text or Date, a plain client as Date. */
const dateOf = (at: Date | string | null) => (at === null ? null : new Date(at));
