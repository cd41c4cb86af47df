import { Injectable } from '@nestjs/common';
import { EntityManager, type FilterQuery, raw, type RawQueryFragment } from '@mikro-orm/postgresql';
import { tagLimit } from '../../../domain/contacts/lengths.js';
import { Contact } from '../../../database/entities/contacts.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { contactsWhere } from './contact-filter.js';
import type { BulkContacts } from './contacts.schemas.js';

/** The same done to many contacts, in one statement and one audit event. */
@Injectable()
export class BulkService {
  constructor(private readonly em: EntityManager) {}

  /** @returns how many contacts it changed; those that had the tag already, or never had it, are left as they are */
  async change(actor: RequestActor, body: BulkContacts): Promise<{ count: number }> {
    const accountId = accountOf(actor);
    return this.em.transactional(async (tx) => {
      const count = await this.apply(tx, accountId, body);
      const chosen = 'ids' in body ? 'ids' : 'filter';
      const after = { operation: body.action, chosen, count };
      await recordAudit(
        tx,
        auditBy(actor, { action: 'contacts.changed', subject: { kind: 'contacts', id: accountId }, after }),
      );
      return { count };
    });
  }

  private async apply(tx: EntityManager, accountId: string, body: BulkContacts): Promise<number> {
    const which = 'ids' in body ? { id: { $in: body.ids } } : contactsWhere(body.filter);
    switch (body.action) {
      case 'delete':
        return this.remove(tx, accountId, which);
      case 'addTag':
        return this.retag(
          tx,
          {
            $and: [
              which,
              { [raw(`not (tags @> array[?]::text[]) and cardinality(tags) < ${tagLimit}`, [body.tag])]: [] },
            ],
          },
          raw('array_append(tags, ?)', [body.tag]),
        );
      case 'removeTag':
        return this.retag(
          tx,
          { $and: [which, { tags: { $contains: [body.tag] } }] },
          raw('array_remove(tags, ?)', [body.tag]),
        );
    }
  }

  private async remove(tx: EntityManager, accountId: string, which: FilterQuery<Contact>): Promise<number> {
    const count = await tx.nativeDelete(Contact, which);
    await tx.execute(
      'delete from contact_changes h where account_id = ? and not exists (select from contacts c where c.id = h.contact_id)',
      [accountId],
    );
    return count;
  }

  private retag(tx: EntityManager, which: FilterQuery<Contact>, tags: RawQueryFragment): Promise<number> {
    return tx.nativeUpdate(Contact, which, { tags, version: raw('version + 1'), updatedAt: new Date() });
  }
}
