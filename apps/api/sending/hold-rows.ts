import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../../database/execute.js';
import type { HoldKind, HoldScope, ShownHold } from './sending.schemas.js';

type Stamp = Date | string;

interface HoldRow {
  id: string;
  scope: HoldScope;
  scope_id: string;
  kind: HoldKind;
  reason: string;
  facts: Record<string, unknown>;
  placed_at: Stamp;
  placed_by: string | null;
  until: Stamp | null;
  released_at: Stamp | null;
  released_by: string | null;
  released_reason: string | null;
  account_name: string | null;
  campaign_name: string | null;
}

/** A hold that a busy provider earned is over when its time is, also before anybody writes that down. */
export const isLive = `(h.released_at is null and (h.until is null or h.until > now()))`;

/** @param where a condition on `h` @param tail order and limit */
export async function findHolds(
  em: EntityManager,
  where: string,
  parameters: unknown[],
  tail = 'order by h.id desc limit 200',
): Promise<ShownHold[]> {
  const rows = await query<HoldRow>(
    em,
    `select h.id::text, h.scope, h.scope_id, h.kind, h.reason, h.facts, h.placed_at, p.name as placed_by, h.until,
       coalesce(h.released_at, case when h.until <= now() then h.until end) as released_at, r.name as released_by, h.released_reason,
       a.name as account_name, c.name as campaign_name
     from sending_holds h left join auth."user" p on p.id = h.placed_by left join auth."user" r on r.id = h.released_by
     left join accounts a on h.scope = 'account' and a.id::text = h.scope_id
     left join campaigns c on h.scope = 'campaign' and c.id::text = h.scope_id
     where ${where} ${tail}`,
    parameters,
  );
  return rows.map(present);
}

function present(row: HoldRow): ShownHold {
  return {
    id: row.id,
    scope: row.scope,
    scopeId: row.scope_id,
    label: labelOf(row.scope, row.scope_id, row.account_name ?? row.campaign_name),
    kind: row.kind,
    reason: row.reason,
    facts: row.facts,
    placedAt: new Date(row.placed_at).toISOString(),
    placedBy: row.placed_by,
    until: row.until && new Date(row.until).toISOString(),
    released:
      row.released_at === null
        ? null
        : { at: new Date(row.released_at).toISOString(), by: row.released_by, reason: row.released_reason },
  };
}

/** What a scope is called on screen. */
export function labelOf(scope: HoldScope, scopeId: string, name: string | null): string {
  if (scope === 'platform') return 'Everybody';
  return name ?? (scope === 'domain' || scope === 'provider' ? scopeId : `${scope} ${scopeId}`);
}
