import { randomBytes } from 'node:crypto';
import { type Connection, query } from './execute.js';
import { hashOfToken, type TokenRing } from './invitations.js';

export interface LandingPlace {
  accountId: string;
  agentId: string;
  /** Null: the agent's own link, for anybody. */
  contactId: string | null;
}

export interface FoundLandingLink extends LandingPlace {
  landingLinkId: string;
}

/** The token of a landing link, made again from what is stored. */
export const landingTokenOf = (ring: TokenRing, of: { id: string; nonce: Uint8Array; keyId: number }): string =>
  ring.token('landing', of.keyId, of.id, Buffer.from(of.nonce));

/** One live link for one agent and contact: asked again, the one there is. @returns its id, and whether it was made now */
export async function ensureLandingLink(
  tx: Connection,
  ring: TokenRing,
  { accountId, agentId, contactId, createdBy }: LandingPlace & { createdBy: string },
): Promise<{ id: string; isNew: boolean }> {
  const [next] = await query<{ id: string }>(
    tx,
    `select nextval(pg_get_serial_sequence('landing_links', 'id'))::text as id`,
    [],
  );
  const nonce = randomBytes(16);
  const hash = hashOfToken(landingTokenOf(ring, { id: next!.id, nonce, keyId: ring.newest }));
  const [made] = await query<{ id: string }>(
    tx,
    `insert into landing_links (id, account_id, agent_id, contact_id, token_hash, nonce, key_id, created_by) overriding system value
     values ($1, $2, $3, $4, decode($5, 'hex'), decode($6, 'hex'), $7, $8) on conflict do nothing returning id::text`,
    [next!.id, accountId, agentId, contactId, hash.toString('hex'), nonce.toString('hex'), ring.newest, createdBy],
  );
  if (made) return { id: made.id, isNew: true };
  const [there] = await query<{ id: string }>(
    tx,
    `select id::text from landing_links where account_id = $1 and agent_id = $2 and coalesce(contact_id, 0) = coalesce($3, 0)
       and revoked_at is null`,
    [accountId, agentId, contactId],
  );
  if (!there) throw new Error('The landing link is neither new nor there');
  return { id: there.id, isNew: false };
}

/** The living link of this token; null for whatever else. Looking counts nothing. */
export async function findLandingLinkByToken(tx: Connection, token: string): Promise<FoundLandingLink | null> {
  const [found] = await query<FoundLandingLink>(
    tx,
    `select id::text as "landingLinkId", account_id::text as "accountId", agent_id as "agentId", contact_id::text as "contactId"
     from landing_links where token_hash = decode($1, 'hex') and revoked_at is null`,
    [hashOfToken(token).toString('hex')],
  );
  return found ?? null;
}

/** Somebody looked at the page behind it. */
export async function countLandingVisit(tx: Connection, landingLinkId: string): Promise<void> {
  await query(tx, 'update landing_links set visits = visits + 1, last_visit_at = now() where id = $1', [landingLinkId]);
}
