import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Account, User } from '../../../database/entities/accounts.js';
import { Agent } from '../../../database/entities/agents.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { readPhone } from '../../../domain/contacts/phone.js';
import { photoKeyOf, photoUrl } from '../../../domain/mail/sender.js';
import type { Config } from '../../../integrations/config.js';
import { PhotoRefused, readPhoto } from '../../../integrations/photo.js';
import { Storage } from '../../../integrations/storage.js';
import { accountOf } from '../auth/actor.js';
import type { RequestActor } from '../auth/access.js';
import { CONFIG } from '../config.js';
import { receiveFile } from '../imports/multipart.js';
import { Invalid, Problem } from '../problem.js';
import { readWhole } from './read-whole.js';
import type { AgentProfile, ChangeProfile } from './sender.schemas.js';

const photoLimit = 4 * 1024 * 1024;

/** What homeowners see of an agent. Everybody changes their own card only. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly em: EntityManager,
    private readonly storage: Storage,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async get({ userId }: RequestActor): Promise<AgentProfile> {
    const [user, agent] = await Promise.all([
      this.em.findOneOrFail(User, userId),
      this.em.findOne(Agent, userId, { refresh: true }),
    ]);
    return this.present(user, agent);
  }

  async change(actor: RequestActor, change: ChangeProfile): Promise<AgentProfile> {
    if (change.phone) await this.assertPhone(actor, change.phone);
    await this.em.transactional(async (tx) => {
      await save(tx, actor, change);
      const after = { fields: Object.keys(change).toSorted() };
      await recordAudit(tx, auditBy(actor, { action: 'agent.card_changed', subject: subjectOf(actor), after }));
    });
    return this.get(actor);
  }

  /** The new photo is in storage before the card names it, and the old one goes after: a kill leaves a card that works. */
  async changePhoto(actor: RequestActor, request: IncomingMessage): Promise<AgentProfile> {
    const bytes = await receiveFile(request, (file) => readWhole(file, photoLimit));
    if (!bytes) throw new Problem(413, 'photo_too_large', 'The picture is larger than 4 MB. Send a smaller one.');
    const photo = readPhotoOf(bytes);
    const photoKey = photoKeyOf(`${randomBytes(16).toString('hex')}.${photo.extension}`);
    await this.storage.write(photoKey, Readable.from([photo.bytes]));
    await this.replacePhoto(actor, photoKey, 'agent.photo_changed');
    return this.get(actor);
  }

  async removePhoto(actor: RequestActor): Promise<AgentProfile> {
    await this.replacePhoto(actor, null, 'agent.photo_removed');
    return this.get(actor);
  }

  private async replacePhoto(actor: RequestActor, photoKey: string | null, action: string): Promise<void> {
    const before = await this.em.transactional(async (tx) => {
      const old = (await tx.findOne(Agent, actor.userId))?.photoKey;
      await save(tx, actor, { photoKey });
      await recordAudit(tx, auditBy(actor, { action, subject: subjectOf(actor) }));
      return old;
    });
    if (before) await this.storage.remove(before);
  }

  private async assertPhone(actor: RequestActor, phone: string): Promise<void> {
    const account = await this.em.findOneOrFail(Account, accountOf(actor));
    if (readPhone(phone, account.country).verdict !== 'number')
      throw new Invalid({ phone: 'This is not a whole phone number, as in (303) 555-0110.' });
  }

  private present({ name, email }: User, agent: Agent | null): AgentProfile {
    return {
      name,
      email,
      title: agent?.title ?? null,
      phone: agent?.phone ?? null,
      license: agent?.license ?? null,
      about: agent?.about ?? null,
      replyTo: agent?.replyTo ?? null,
      photoUrl: photoUrl(this.config.publicUrl, agent?.photoKey ?? null),
    };
  }
}

const subjectOf = ({ userId }: RequestActor) => ({ kind: 'user', id: userId });

async function save(tx: EntityManager, actor: RequestActor, change: Partial<Agent>): Promise<void> {
  const agent =
    (await tx.findOne(Agent, actor.userId)) ??
    tx.create(Agent, { userId: actor.userId, accountId: accountOf(actor), updatedAt: new Date() });
  tx.assign(agent, change);
  await tx.flush();
}

function readPhotoOf(bytes: Buffer) {
  try {
    return readPhoto(bytes);
  } catch (error) {
    if (error instanceof PhotoRefused) throw new Problem(422, 'photo_refused', error.message);
    throw error;
  }
}
