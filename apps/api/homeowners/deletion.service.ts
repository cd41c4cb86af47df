import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { filesWorkflow } from '../../../domain/engine.js';
import { eraseContacts } from '../../../database/erase.js';
import { ImportUnderWay } from '../../../database/erase-imports.js';
import { eraseMember } from '../../../database/erase-member.js';
import { query } from '../../../database/execute.js';
import { bindAccount } from '../../../database/orm.js';
import { recordAudit } from '../../../database/record-audit.js';
import { suppressHash } from '../../../database/suppress-hash.js';
import { hashAddress } from '../../../database/suppressions.js';
import type { Config } from '../../../integrations/config.js';
import type { ActorRequest } from '../auth/access.js';
import { CONFIG } from '../config.js';
import { ImportFiles } from '../imports/import-files.js';
import { keepOpenRows } from '../imports/open-rows.js';
import { Problem } from '../problem.js';
import type { Answer } from './answer.js';
import { MyData } from './data.service.js';
import { News } from './news.js';
import { type Place, Places } from './places.js';
import { HomeSessions } from './sessions.service.js';
import { deletePage } from './views/data.js';

const nobody = { kind: 'system', id: null, role: null } as const;

/** "Delete my data": the person and everything of theirs goes, from every office whose Hub they have joined. */
@Injectable()
export class Deletion {
  constructor(
    private readonly em: EntityManager,
    private readonly data: MyData,
    private readonly places: Places,
    private readonly sessions: HomeSessions,
    private readonly news: News,
    private readonly files: ImportFiles,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  show(request: ActorRequest): Promise<Answer> {
    return this.data.proved(request, async (places, { key }) => deletePage(places, key));
  }

  act(request: ActorRequest, body: Record<string, unknown>): Promise<Answer> {
    return this.data.proved(request, async (places, here) => {
      if (!this.places.isOwnForm(here, body)) return deletePage(places, here.key);
      const { emailNormalized } = here.session;
      const accounts = [...new Set(places.map(({ accountId }) => accountId))];
      const cookie = await this.em.transactional(async (tx) => {
        for (const accountId of accounts)
          await this.erase(tx, request, {
            accountId,
            emailNormalized,
            places: places.filter((place) => place.accountId === accountId),
          });
        return this.sessions.endAll(tx, emailNormalized);
      });
      this.news.deliverTo(accounts.map(filesWorkflow.id));
      return { to: '/h/sign-in?why=deleted', cookies: [cookie] };
    });
  }

  /** One office after the other, in one transaction: all or nothing. */
  private async erase(
    tx: EntityManager,
    { id: requestId }: ActorRequest,
    { accountId, emailNormalized, places }: { accountId: string; emailNormalized: string; places: Place[] },
  ): Promise<void> {
    const { addressKey } = this.config;
    const addressHash = hashAddress(emailNormalized, addressKey).toString('hex');
    const contactIds = await findOwnContacts(tx, accountId, emailNormalized, places);
    const erased = await eraseContacts(tx, { accountId, addressKey, contactIds }).catch(inWords);
    bindAccount(tx, accountId);
    if (erased.files > 0) await keepOpenRows(tx, this.files);
    const shared = places.filter(({ member }) => member.role === 'co_owner');
    for (const { hubId, contactId } of shared)
      await eraseMember(tx, { accountId, hubId, contactId, emailNormalized, addressHash });
    const by = { actor: nobody, requestId };
    await suppressHash(tx, { accountId, addressHash, reason: 'asked', source: 'erasure', by });
    await recordAudit(tx, {
      accountId,
      ...by,
      action: contactIds.length > 0 ? 'contact.deleted' : 'hub.member_deleted',
      subject: contactIds[0] ? { kind: 'contact', id: contactIds[0] } : { kind: 'hub', id: shared[0]!.hubId },
      reason: 'The homeowner asked for it on the page.',
      after: { by: 'homeowner', ...erased },
    });
  }
}

/** The contacts of the Hubs they own, and one with the very address that they have proved to read. */
async function findOwnContacts(
  tx: EntityManager,
  accountId: string,
  emailNormalized: string,
  places: Place[],
): Promise<string[]> {
  const owned = places.filter(({ member }) => member.role === 'owner').map(({ contactId }) => contactId);
  const same = await query<{ id: string }>(
    tx,
    'select id::text from contacts where account_id = $1 and email_normalized = $2',
    [accountId, emailNormalized],
  );
  return [...new Set([...owned, ...same.map(({ id }) => id)])];
}

function inWords(error: unknown): never {
  if (!(error instanceof ImportUnderWay)) throw error;
  throw new Problem(
    409,
    error.code,
    'Your agent’s office is just reading a file in which you stand; it would bring you back. Nothing was deleted yet: try again in an hour.',
  );
}
