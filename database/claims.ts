import { recordAudit } from './record-audit.js';
import { type Connection, query } from './execute.js';
import { recordHubEvent } from './hub-events.js';
import { type HeldHub, holdHub, moveHub, settleHub } from './hubs.js';
import { hashOfToken, wakeInvitation } from './invitations.js';

export interface Claimed {
  hubId: string;
  accountId: string;
  contactId: string;
  agentId: string;
  invitationId: string;
  memberId: string;
  role: 'owner' | 'co_owner';
  email: string;
  emailNormalized: string;
}

type Request = { requestId?: string | undefined };

/**
 * Claims the Hub of this link. One conditional update decides: of fifty at once exactly one wins, the others get null, as does
 * whoever comes with an unknown, expired, revoked or used link.
 */
export async function claimInvitation(tx: Connection, token: string, request: Request = {}): Promise<Claimed | null> {
  const hash = hashOfToken(token).toString('hex');
  const [known] = await query<{ hubId: string }>(
    tx,
    `select hub_id::text as "hubId" from invitations where token_hash = decode($1, 'hex')`,
    [hash],
  );
  const hub = known ? await holdHub(tx, known.hubId) : null;
  if (!hub || hub.state === 'archived') return null;
  const [won] = await query<Invited>(
    tx,
    `update invitations set state = 'claimed', claimed_at = now(), next_action_at = null, fence = fence + 1, updated_at = now(),
       blocked_code = null, blocked_sentence = null
     where token_hash = decode($1, 'hex') and state = 'waiting' and expires_at > now()
     returning id::text as "invitationId", role, email, email_normalized as "emailNormalized", first_name as "firstName", last_name as "lastName"`,
    [hash],
  );
  if (!won) return null;
  const { memberId, role } = await joinHub(tx, hub, won);
  await wakeInvitation(tx, { accountId: hub.accountId, invitationId: won.invitationId });
  await recordAudit(tx, {
    accountId: hub.accountId,
    actor: { kind: 'system', id: null, role: null },
    action: 'invitation.claimed',
    subject: { kind: 'invitation', id: won.invitationId },
    ...(request.requestId && { requestId: request.requestId }),
    before: { state: 'waiting' },
    after: { state: 'claimed', by: 'homeowner', hubId: hub.hubId, memberId },
  });
  const { hubId, accountId, contactId, agentId } = hub;
  const { invitationId, email, emailNormalized } = won;
  return { hubId, accountId, contactId, agentId, invitationId, memberId, role, email, emailNormalized };
}

interface Invited extends Joining {
  invitationId: string;
}

export interface Joining {
  role: 'owner' | 'co_owner';
  email: string;
  emailNormalized: string;
  firstName: string | null;
  lastName: string | null;
  invitationId?: string | null;
}

/**
 * Makes a member of a Hub that the caller holds; also for a landing link, after the proof by code. Whoever comes second is a co-owner;
 * who has joined already stays who they are.
 */
export async function joinHub(
  tx: Connection,
  hub: HeldHub,
  joining: Joining,
): Promise<{ memberId: string; role: 'owner' | 'co_owner' }> {
  const [member] = await query<{ memberId: string; role: 'owner' | 'co_owner' }>(
    tx,
    `insert into hub_members (account_id, hub_id, role, first_name, last_name, email, email_normalized, invitation_id)
     select account_id, id, case when exists (select from hub_members m where m.hub_id = h.id and m.left_at is null and m.role = 'owner')
         then 'co_owner' else $2 end, $3, $4, $5, $6, $7 from hubs h where id = $1
     on conflict (hub_id, email_normalized) where left_at is null
       do update set first_name = coalesce(hub_members.first_name, excluded.first_name), invitation_id = coalesce(hub_members.invitation_id, excluded.invitation_id)
     returning id::text as "memberId", role`,
    [
      hub.hubId,
      joining.role,
      joining.firstName,
      joining.lastName,
      joining.email,
      joining.emailNormalized,
      joining.invitationId ?? null,
    ],
  );
  if (!member) throw new Error('The Hub that was held is gone');
  if (member.role === 'owner') await moveHub(tx, hub, 'claimed', 'claim');
  await recordHubEvent(tx, {
    accountId: hub.accountId,
    hubId: hub.hubId,
    contactId: hub.contactId,
    kind: member.role === 'owner' ? 'claimed' : 'co_owner_joined',
    byKind: 'homeowner',
    byId: member.memberId,
    invitationId: joining.invitationId ?? null,
  });
  return member;
}

/**
 * "This wasn't me", within 72 hours of the claim: the member is out, the link stays void, the Hub is to be claimed again, and whoever
 * signed in with that address is signed out.
 * @returns null when there is nothing to take back (any more)
 */
export async function takeBack(
  tx: Connection,
  { invitationId, requestId }: { invitationId: string; requestId?: string | undefined },
): Promise<{ hubId: string; accountId: string; contactId: string; agentId: string } | null> {
  const [known] = await query<{ hubId: string }>(tx, 'select hub_id::text as "hubId" from invitations where id = $1', [
    invitationId,
  ]);
  const hub = known ? await holdHub(tx, known.hubId) : null;
  if (!hub) return null;
  const [left] = await query<{ memberId: string; role: string; emailNormalized: string }>(
    tx,
    `update hub_members set left_at = now(), left_reason = 'taken_back'
     where invitation_id = $1 and left_at is null and settled_at > now()
     returning id::text as "memberId", role, email_normalized as "emailNormalized"`,
    [invitationId],
  );
  if (!left) return null;
  await query(
    tx,
    `update invitations set state = 'revoked', revoked_at = now(), revoked_reason = 'taken_back', next_action_at = null,
       fence = fence + 1, updated_at = now() where id = $1 and state = 'claimed'`,
    [invitationId],
  );
  await query(tx, 'delete from hub_sessions where email_normalized = $1', [left.emailNormalized]);
  await settleHub(tx, hub);
  const { hubId, accountId, contactId, agentId } = hub;
  await recordHubEvent(tx, { accountId, hubId, contactId, kind: 'claim_taken_back', byKind: 'homeowner', byId: left.memberId, invitationId }); // prettier-ignore
  await wakeInvitation(tx, { accountId, invitationId });
  await recordAudit(tx, {
    accountId,
    actor: { kind: 'system', id: null, role: null },
    action: 'invitation.taken_back',
    subject: { kind: 'invitation', id: invitationId },
    ...(requestId && { requestId }),
    before: { state: 'claimed' },
    after: { state: 'revoked', by: 'homeowner', hubId, memberId: left.memberId },
  });
  return { hubId, accountId, contactId, agentId };
}
