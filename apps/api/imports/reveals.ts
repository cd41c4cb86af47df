import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { ContactImport } from '../../../database/entities/imports.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { grantReveal, maskFor } from '../reveals.js';
import { findImport } from './find-import.js';

/** Who may read personal data of which import: its own account always, support and operations after an audited reason. */
@Injectable()
export class Reveals {
  constructor(private readonly em: EntityManager) {}

  grant(importId: string, reason: string, actor: RequestActor): Promise<{ until: string }> {
    return this.em.transactional(async (tx) => {
      const item = await findImport(tx, importId);
      const until = await grantReveal(tx, actor, { of: 'import', id: importId });
      await recordAudit(
        tx,
        auditBy(actor, {
          accountId: item.accountId,
          action: 'import.revealed',
          subject: { kind: 'import', id: importId },
          reason,
          after: { until },
        }),
      );
      return { until };
    });
  }

  /** A question that is answered once per request: whether personal data of one of these is hidden from this actor. */
  maskFor(actor: RequestActor, items: Pick<ContactImport, 'id'>[]): Promise<(importId: string) => boolean> {
    return maskFor(this.em, actor, { of: 'import', ids: items.map(({ id }) => id) });
  }

  async isMasked(actor: RequestActor, item: Pick<ContactImport, 'id'>): Promise<boolean> {
    return (await this.maskFor(actor, [item]))(item.id);
  }
}
