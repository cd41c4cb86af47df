import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { type Erased, eraseContacts } from '../../../database/erase.js';
import { ImportUnderWay } from '../../../database/erase-imports.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { filesWorkflow } from '../../../domain/engine.js';
import type { Config } from '../../../integrations/config.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { CONFIG } from '../config.js';
import { ImportFiles } from '../imports/import-files.js';
import { keepOpenRows } from '../imports/open-rows.js';
import { Relay } from '../outbox/relay.js';
import { Problem } from '../problem.js';
import type { RemoveContact } from './contacts.schemas.js';
import { ContactsService, versionIn } from './contacts.service.js';

/** Deleting a contact is erasing the person: nothing of theirs stays but what the law and the figures need. */
@Injectable()
export class EraseService {
  constructor(
    private readonly em: EntityManager,
    private readonly contacts: ContactsService,
    private readonly relay: Relay,
    private readonly files: ImportFiles,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async remove(actor: RequestActor, contactId: string, body: RemoveContact, ifMatch?: string): Promise<void> {
    await this.erase(actor, 'contact.deleted', async (tx) => {
      await this.contacts.lock(tx, contactId, body?.version ?? versionIn(ifMatch));
      return [contactId];
    });
  }

  /** @param choose which contacts, in the transaction that erases them; may refuse */
  async erase(
    actor: RequestActor,
    action: 'contact.deleted' | 'contacts.changed',
    choose: (tx: EntityManager) => Promise<string[]>,
  ): Promise<Erased> {
    const accountId = accountOf(actor);
    const erased = await this.em.transactional(async (tx) => {
      const contactIds = await choose(tx);
      const { addressKey } = this.config;
      const gone = await eraseContacts(tx, { accountId, addressKey, contactIds }).catch(inWords);
      if (gone.files > 0) await keepOpenRows(tx, this.files);
      const one = action === 'contact.deleted';
      const subject = one ? { kind: 'contact', id: contactIds[0]! } : { kind: 'contacts', id: accountId };
      const after = one ? { ...gone } : { operation: 'delete', count: gone.contacts, ...gone };
      await recordAudit(tx, auditBy(actor, { action, subject, after }));
      return gone;
    });
    if (erased.files > 0) await this.relay.deliver(filesWorkflow.id(accountId));
    return erased;
  }
}

function inWords(error: unknown): never {
  if (!(error instanceof ImportUnderWay)) throw error;
  const [importId] = error.importIds;
  throw new Problem(
    409,
    error.code,
    `Import ${importId} holds this person and has not ended: it would bring them back. Let it end or cancel it, then delete.`,
    { importIds: error.importIds },
  );
}
