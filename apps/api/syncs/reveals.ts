import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Connection } from '../../../database/entities/syncs.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { grantReveal, maskFor } from '../reveals.js';
import { findConnection } from './find-connection.js';

/** Who may read personal data of which connection: its own account always, support and operations after an audited reason. */
@Injectable()
export class ConnectionReveals {
  constructor(private readonly em: EntityManager) {}

  grant(connectionId: string, reason: string, actor: RequestActor): Promise<{ until: string }> {
    return this.em.transactional(async (tx) => {
      const item = await findConnection(tx, connectionId);
      const until = await grantReveal(tx, actor, { of: 'connection', id: connectionId });
      await recordAudit(
        tx,
        auditBy(actor, {
          accountId: item.accountId,
          action: 'connection.revealed',
          subject: { kind: 'connection', id: connectionId },
          reason,
          after: { until },
        }),
      );
      return { until };
    });
  }

  /** A question that is answered once per request: whether personal data of one of these is hidden from this actor. */
  maskFor(actor: RequestActor, items: Pick<Connection, 'id'>[]): Promise<(connectionId: string) => boolean> {
    return maskFor(this.em, actor, { of: 'connection', ids: items.map(({ id }) => id) });
  }

  async isMasked(actor: RequestActor, item: Pick<Connection, 'id'>): Promise<boolean> {
    return (await this.maskFor(actor, [item]))(item.id);
  }
}
