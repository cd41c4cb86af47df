import type { PoolClient } from 'pg';
import { holdHub } from '../../database/hubs.js';
import type { InvitedRole } from '../../database/mail-values.js';
import type { WhichMail } from './invitation.js';

export interface HeldInvitation {
  id: string;
  accountId: string;
  hubId: string;
  contactId: string;
  role: InvitedRole;
  wave: number;
  firstName: string | null;
  lastName: string | null;
  email: string;
  emailNormalized: string;
  subject: string | null;
  message: string | null;
  nonce: Uint8Array;
  keyId: number;
  expiresAt: Date;
  /** Since when its link is the present one. */
  rotatedAt: Date;
}

/** Locks the Hub and an invitation whose wave is due. @returns null when anything has moved since that was decided */
export async function holdInvitation(
  tx: PoolClient,
  { invitationId, wave, fence }: WhichMail,
): Promise<HeldInvitation | null> {
  const { rows: known } = await tx.query<{ hub_id: string }>('select hub_id::text from invitations where id = $1', [
    invitationId,
  ]);
  const hub = known[0] ? await holdHub(tx, known[0].hub_id) : null;
  if (!hub || hub.state === 'paused' || hub.state === 'archived') return null;
  const { rows } = await tx.query<HeldInvitation>(
    `select id::text, account_id::text as "accountId", hub_id::text as "hubId", contact_id::text as "contactId", role, wave,
       first_name as "firstName", last_name as "lastName", email, email_normalized as "emailNormalized", subject, message, nonce,
       key_id as "keyId", expires_at as "expiresAt", coalesce(rotated_at, created_at) as "rotatedAt"
     from invitations where id = $1 and wave = $2 and fence = $3 and state = 'waiting' and via = 'mail'
       and next_action_at <= now() and expires_at > now() for no key update`,
    [invitationId, wave, fence],
  );
  return rows[0] ?? null;
}

/** Whether the link that a mail was written with is still the present one. */
export async function hasLink(tx: PoolClient, { id, nonce }: HeldInvitation): Promise<boolean> {
  const { rowCount } = await tx.query('select from invitations where id = $1 and nonce = $2', [id, Buffer.from(nonce)]);
  return rowCount === 1;
}
