import { Injectable } from '@nestjs/common';
import { EntityManager, type FilterQuery, raw, type RawQueryFragment } from '@mikro-orm/postgresql';
import { tagLimit } from '../../../domain/contacts/lengths.js';
import { Contact } from '../../../database/entities/contacts.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { EraseService } from './erase.service.js';
import { contactsWhere } from './contact-filter.js';
import type { BulkContacts } from './contacts.schemas.js';

/** The same done to many contacts, in one statement and one audit event. */
@Injectable()
export class BulkService {
  constructor(
    private readonly em: EntityManager,
    private readonly eraser: EraseService,
  ) {}

  /** @returns how many contacts it changed; those that had the tag already, or never had it, are left as they are */
  async change(actor: RequestActor, body: BulkContacts): Promise<{ count: number }> {
    const accountId = accountOf(actor);
    if (body.action === 'delete') return this.erase(actor, body);
    return this.em.transactional(async (tx) => {
      const count = await this.apply(tx, body);
      const after = { operation: body.action, chosen: 'ids' in body ? 'ids' : 'filter', count };
      await recordAudit(
        tx,
        auditBy(actor, { action: 'contacts.changed', subject: { kind: 'contacts', id: accountId }, after }),
      );
      return { count };
    });
  }

  private async erase(actor: RequestActor, body: BulkContacts): Promise<{ count: number }> {
    const { contacts } = await this.eraser.erase(actor, 'contacts.changed', async (tx) => {
      const found = await tx.find(Contact, chosen(body), { fields: ['id'], disableIdentityMap: true });
      return found.map(({ id }) => id);
    });
    return { count: contacts };
  }

  private async apply(tx: EntityManager, body: Exclude<BulkContacts, { action: 'delete' }>): Promise<number> {
    const which = chosen(body);
    switch (body.action) {
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

  private retag(tx: EntityManager, which: FilterQuery<Contact>, tags: RawQueryFragment): Promise<number> {
    return tx.nativeUpdate(Contact, which, { tags, version: raw('version + 1'), updatedAt: new Date() });
  }
}

const chosen = (body: BulkContacts): FilterQuery<Contact> =>
  'ids' in body ? { id: { $in: body.ids } } : contactsWhere(body.filter);
