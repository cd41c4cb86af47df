import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { ContactImport } from '../../../database/entities/imports.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { findImport } from './find-import.js';

/** How long support may read an import's personal data after giving a reason. */
const revealMinutes = 30;

/** Who may read personal data of which import: its own account always, support and operations after an audited reason. */
@Injectable()
export class Reveals {
  constructor(private readonly em: EntityManager) {}

  async grant(importId: string, reason: string, actor: RequestActor): Promise<{ until: string }> {
    const until = new Date(Date.now() + revealMinutes * 60_000);
    await this.em.transactional(async (tx) => {
      const item = await findImport(tx, importId);
      await tx.execute(
        `insert into import_reveals (import_id, user_id, expires_at) values (?, ?, ?)
         on conflict (import_id, user_id) do update set expires_at = excluded.expires_at`,
        [importId, actor.userId, until],
      );
      await recordAudit(
        tx,
        auditBy(actor, {
          accountId: item.accountId,
          action: 'import.revealed',
          subject: { kind: 'import', id: importId },
          reason,
          after: { until: until.toISOString() },
        }),
      );
    });
    return { until: until.toISOString() };
  }

  /** A question that is answered once per request: whether an import's personal data is hidden from this actor. */
  async maskFor(actor: RequestActor, items: Pick<ContactImport, 'id'>[]): Promise<(importId: string) => boolean> {
    if (actor.role === 'agent') return () => false;
    const granted: { import_id: string }[] = await this.em.execute(
      'select import_id from import_reveals where user_id = ? and expires_at > now() and import_id = any (?::bigint[])',
      [actor.userId, `{${items.map(({ id }) => id).join(',')}}`],
    );
    const open = new Set(granted.map(({ import_id }) => String(import_id)));
    return (importId) => !open.has(importId);
  }

  async isMasked(actor: RequestActor, item: Pick<ContactImport, 'id'>): Promise<boolean> {
    return (await this.maskFor(actor, [item]))(item.id);
  }
}
