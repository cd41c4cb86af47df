import { primaryDomain } from '../domain/campaigns/primary-domain.js';
import { type Connection, query } from './execute.js';
import { wakeCampaigns } from './wake-campaigns.js';

export type HoldScope = 'platform' | 'account' | 'campaign' | 'domain' | 'provider';
export type HoldKind = 'operator' | 'bounces' | 'complaints' | 'authentication' | 'provider_busy';

export interface Hold {
  id: string;
  scope: HoldScope;
  scopeId: string;
  kind: HoldKind;
  reason: string;
  placedAt: Date;
  /** Tried again by itself then; null: only a person releases it. */
  until: Date | null;
}

const columns = `id::text, scope, scope_id as "scopeId", kind, reason, placed_at as "placedAt", until`;
const dated = (hold: Hold): Hold => ({
  ...hold,
  placedAt: new Date(hold.placedAt),
  until: hold.until ? new Date(hold.until) : null,
});

export interface AskedOfHolds {
  accountId: string;
  campaignId: string;
  domain: string;
  now: Date;
}

/** Holds that keep a campaign from sending, of a statement whose first parameters are `heldParameters`. */
export const keepsFromSending = `released_at is null and (until is null or until > $5)
  and (scope = 'platform' or (scope = 'account' and scope_id = $1) or (scope = 'campaign' and scope_id = $2)
    or (scope = 'domain' and scope_id in ($3, $4)))`;
export const heldParameters = ({ accountId, campaignId, domain, now }: AskedOfHolds) => [
  accountId,
  campaignId,
  domain,
  primaryDomain(domain),
  now,
];

/** What keeps a campaign from sending at `now`: the widest hold first. Those of providers concern some of its mails only. */
export async function findHold(conn: Connection, asked: AskedOfHolds): Promise<Hold | null> {
  const [hold] = await query<Hold>(
    conn,
    `select ${columns} from sending_holds where ${keepsFromSending}
     order by array_position(array['platform', 'account', 'domain', 'campaign'], scope), sending_holds.id limit 1`,
    heldParameters(asked),
    'find_hold',
  );
  return hold ? dated(hold) : null;
}

/** Families of mailbox providers that get nothing at `now`. */
export async function listHeldProviders(conn: Connection, now: Date): Promise<Hold[]> {
  const holds = await query<Hold>(
    conn,
    `select ${columns} from sending_holds
     where released_at is null and scope = 'provider' and (until is null or until > $1) order by sending_holds.id`,
    [now],
  );
  return holds.map(dated);
}

export interface NewHold {
  scope: HoldScope;
  /** Account, campaign, primary domain or provider; empty for the platform. */
  scopeId: string;
  kind: HoldKind;
  reason: string;
  /** The figures that led to it. */
  facts?: Record<string, number | string>;
  /** Null: a brake. */
  placedBy: string | null;
  until?: Date | null;
  now: Date;
}

/**
 * Places a hold; one of the same kind that is in force stays as it is, and one whose time is over is renewed. The caller records
 * the audit event.
 * @param sendsFrom as `sendingDomains` gives it
 * @returns its id; null: there was one already
 */
export async function placeHold(tx: Connection, hold: NewHold, sendsFrom: readonly string[]): Promise<string | null> {
  const [placed] = await query<{ id: string }>(
    tx,
    `insert into sending_holds (scope, scope_id, kind, reason, facts, placed_by, placed_at, until)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)
     on conflict (scope, scope_id, kind) where released_at is null do update
       set reason = excluded.reason, facts = excluded.facts, placed_by = excluded.placed_by, placed_at = excluded.placed_at,
         until = excluded.until
       where sending_holds.until is not null and (sending_holds.until <= excluded.placed_at or excluded.until is null)
     returning id::text`,
    [
      hold.scope,
      hold.scopeId,
      hold.kind,
      hold.reason,
      JSON.stringify(hold.facts ?? {}),
      hold.placedBy,
      hold.now,
      hold.until ?? null,
    ],
  );
  if (!placed) return null;
  const { scope, scopeId, reason, placedBy: by } = hold;
  const details = { holdId: placed.id, scope, reason };
  await wakeCampaigns(tx, { scope, scopeId, kind: 'held', by, details }, sendsFrom);
  return placed.id;
}

/**
 * Lifts a hold and has the campaigns that waited for it look again. The caller records the audit event.
 * @param sendsFrom as `sendingDomains` gives it
 * @returns what was lifted; null: it was lifted before
 */
export async function releaseHold(
  tx: Connection,
  given: { holdId: string; by: string | null; reason: string; now: Date },
  sendsFrom: readonly string[],
): Promise<Hold | null> {
  const [hold] = await query<Hold>(
    tx,
    `update sending_holds set released_at = $4, released_by = $2, released_reason = $3
     where id = $1 and released_at is null returning ${columns}`,
    [given.holdId, given.by, given.reason, given.now],
  );
  if (!hold) return null;
  const { scope, scopeId } = hold;
  const { holdId, reason, by } = given;
  const details = { holdId, scope, reason };
  await wakeCampaigns(tx, { scope, scopeId, kind: 'released', by, details }, sendsFrom);
  return dated(hold);
}
