import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { User } from '../../../database/entities/accounts.js';
import { AuditEventRow } from '../../../database/entities/audit.js';
import type { RequestActor } from '../auth/access.js';
import { listPage } from '../list.js';
import type { AuditQuery } from './audit.schemas.js';

/** Who did what, newest first. Names are looked up when shown; the events themselves hold ids. */
@Injectable()
export class AuditService {
  constructor(private readonly em: EntityManager) {}

  async list(actor: RequestActor, { page, perPage, order, filter }: AuditQuery) {
    const events = await this.em.find(AuditEventRow, filter, {
      orderBy: [{ at: order }, { accountId: 'ASC' }, { seq: order }],
      limit: perPage + 1,
      offset: (page - 1) * perPage,
    });
    const names = await this.namesOf(actor, events);
    return listPage(
      events.map((event) => present(event, names)),
      { perPage },
    );
  }

  /** An agent sees colleagues by name and staff as "Porchlight support". */
  private async namesOf(actor: RequestActor, events: AuditEventRow[]): Promise<Map<string, string>> {
    const ids = [
      ...new Set(events.flatMap(({ actorKind, actorId }) => (actorKind === 'user' && actorId ? [actorId] : []))),
    ];
    const users = await this.em.find(User, { id: { $in: ids } }, { filters: { account: false } });
    return new Map(
      users.map((user) => [user.id, actor.accountId && user.role !== 'agent' ? `Porchlight ${user.role}` : user.name]),
    );
  }
}

function present(event: AuditEventRow, names: Map<string, string>) {
  const { accountId, seq, at, actorKind, actorId, role, action, subjectKind, subjectId, reason, before, after } = event;
  return {
    id: `${accountId}-${seq}`,
    accountId,
    seq,
    at,
    actor: { kind: actorKind, id: actorId, name: actorId ? (names.get(actorId) ?? null) : null },
    role,
    action,
    subject: subjectKind ? { kind: subjectKind, id: subjectId } : null,
    reason,
    before,
    after,
  };
}
