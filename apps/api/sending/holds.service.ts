import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import { query } from '../../../database/execute.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { placeHold, releaseHold } from '../../../database/holds.js';
import { campaignsAtWork, type SendingScope } from '../../../database/wake-campaigns.js';
import { platformChain } from '../../../domain/audit/events.js';
import type { Config } from '../../../integrations/config.js';
import { sendingDomains } from '../../../integrations/mail/settings.js';
import type { RequestActor } from '../auth/access.js';
import { CONFIG } from '../config.js';
import { listPage } from '../list.js';
import { Relay } from '../outbox/relay.js';
import { NotFound, Problem } from '../problem.js';
import { findHolds, isLive } from './hold-rows.js';
import type { HoldsQuery, NewHold, ReleaseHold, ShownHold } from './sending.schemas.js';

/** So many are told within the request; the relay wakes the others within a second. */
const atOnce = 20;

/** Operations' brake: what is held does not send, from the next half second on, until somebody releases it. */
@Injectable()
export class SendingHolds {
  constructor(
    private readonly em: EntityManager,
    private readonly relay: Relay,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list({ page, perPage, order, filter }: HoldsQuery) {
    const { live, scope, scopeId } = filter;
    const rows = await findHolds(
      this.em,
      `($1::boolean is null or ${isLive} = $1) and ($2::text is null or h.scope = $2) and ($3::text is null or h.scope_id = $3)`,
      [live ?? null, scope ?? null, scopeId ?? null, perPage + 1, (page - 1) * perPage],
      `order by h.id ${order === 'ASC' ? 'asc' : 'desc'} limit $4 offset $5`,
    );
    return listPage(rows, { perPage });
  }

  async place(actor: RequestActor, { scope, scopeId, reason }: NewHold): Promise<ShownHold> {
    const { id, woken } = await this.em.transactional(async (tx) => {
      const accountId = await chainOf(tx, { scope, scopeId });
      const hold = { scope, scopeId, kind: 'operator', reason, placedBy: actor.userId, now: new Date() } as const;
      const sendsFrom = sendingDomains(this.config);
      const holdId = await placeHold(tx, hold, sendsFrom);
      if (!holdId)
        throw new Problem(409, 'already_held', 'This is held already. Release that hold before you place another.');
      const told = await campaignsAtWork(tx, { scope, scopeId }, sendsFrom);
      await recordAudit(
        tx,
        auditBy(actor, {
          accountId,
          action: 'sending_hold.placed',
          subject: { kind: 'sending_hold', id: holdId },
          reason,
          after: { scope, ...(scopeId && { scopeId }), campaigns: told.length },
        }),
      );
      return { id: holdId, woken: told };
    });
    await this.tell(woken);
    return this.get(id);
  }

  async release(actor: RequestActor, holdId: string, { reason }: ReleaseHold): Promise<ShownHold> {
    const woken = await this.em.transactional(async (tx) => {
      const known = await query(tx, 'select from sending_holds where id = $1', [holdId]);
      if (known.length === 0) throw new NotFound('hold');
      const sendsFrom = sendingDomains(this.config);
      const hold = await releaseHold(tx, { holdId, by: actor.userId, reason, now: new Date() }, sendsFrom);
      if (!hold) throw new Problem(409, 'already_released', 'This hold was released before.');
      const { scope, scopeId, kind } = hold;
      const told = await campaignsAtWork(tx, { scope, scopeId }, sendsFrom);
      await recordAudit(
        tx,
        auditBy(actor, {
          accountId: await chainOf(tx, { scope, scopeId }).catch(() => platformChain),
          action: 'sending_hold.released',
          subject: { kind: 'sending_hold', id: holdId },
          reason,
          before: { kind, scope, ...(scopeId && { scopeId }) },
          after: { campaigns: told.length },
        }),
      );
      return told;
    });
    await this.tell(woken);
    return this.get(holdId);
  }

  private async get(holdId: string): Promise<ShownHold> {
    const [hold] = await findHolds(this.em, 'h.id = $1', [holdId]);
    if (!hold) throw new NotFound('hold');
    return hold;
  }

  private async tell(workflowIds: string[]): Promise<void> {
    await Promise.all(workflowIds.slice(0, atOnce).map((workflowId) => this.relay.deliver(workflowId)));
  }
}

/** Whose chain tells of it: the account's whose sending it is, else the platform's. @throws NotFound where there is no such thing */
export async function chainOf(tx: EntityManager, { scope, scopeId }: SendingScope): Promise<string> {
  if (scope !== 'account' && scope !== 'campaign') return platformChain;
  const sql =
    scope === 'account'
      ? 'select id::text as id from accounts where id = $1'
      : 'select account_id::text as id from campaigns where id = $1';
  const [found] = await query<{ id: string }>(tx, sql, [scopeId]);
  if (!found) throw new NotFound(scope);
  return found.id;
}
