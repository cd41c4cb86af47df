import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { defaultKeyHasher } from '@better-auth/api-key';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf, assertPerson } from '../auth/actor.js';
import { apiKeyPrefix } from '../auth/auth.js';
import { NotFound } from '../problem.js';
import type { NewApiKey } from './users.schemas.js';

interface ApiKeyRow {
  id: string;
  name: string;
  start: string;
  createdAt: string;
  lastUsedAt: string | null;
}

/**
 * Keys with which programs act in an account. Checked by better-auth's plugin; written here, in its table and with its hash,
 * so that a key and the event about it commit together.
 */
@Injectable()
export class ApiKeysService {
  constructor(private readonly em: EntityManager) {}

  async list(actor: RequestActor) {
    const data = await this.em.execute<ApiKeyRow[]>(
      `select k.id, k.name, k.start, k."createdAt", k."lastRequest" as "lastUsedAt"
       from auth."apikey" k join auth."user" u on u.id = k."referenceId"
       where u."accountId" = ? and u.banned is not true order by k."createdAt" desc`,
      [accountOf(actor)],
    );
    return { data: data.map(withIsoTimes), total: data.length, hasNextPage: false };
  }

  /** The key itself is in this answer and nowhere else; only its hash and its first characters are kept. */
  async create(actor: RequestActor, { name }: NewApiKey) {
    assertPerson(actor);
    const key = `${apiKeyPrefix}${randomBytes(48).toString('base64url')}`;
    const [id, start, createdAt] = [randomUUID(), key.slice(0, 8), new Date()];
    const hash = await defaultKeyHasher(key);
    await this.em.transactional(async (tx) => {
      await tx.execute(
        `insert into auth."apikey" (id, "configId", name, start, prefix, key, "referenceId", enabled, "rateLimitEnabled", "requestCount", "createdAt", "updatedAt")
         values (?, 'default', ?, ?, ?, ?, ?, true, false, 0, ?, ?)`,
        [id, name, start, apiKeyPrefix, hash, actor.userId, createdAt, createdAt],
      );
      await recordAudit(tx, auditBy(actor, { action: 'api_key.created', subject: { kind: 'api_key', id } }));
    });
    return { id, name, start, createdAt, lastUsedAt: null, key };
  }

  async remove(actor: RequestActor, keyId: string): Promise<void> {
    assertPerson(actor);
    await this.em.transactional(async (tx) => {
      const gone = await tx.execute<unknown[]>(
        `delete from auth."apikey" k using auth."user" u
         where k.id = ? and u.id = k."referenceId" and u."accountId" = ? returning k.id`,
        [keyId, accountOf(actor)],
      );
      if (gone.length === 0) throw new NotFound('API key');
      await recordAudit(tx, auditBy(actor, { action: 'api_key.removed', subject: { kind: 'api_key', id: keyId } }));
    });
  }
}

/** Plain statements give the database's own writing of a time. */
function withIsoTimes({ createdAt, lastUsedAt, ...key }: ApiKeyRow): ApiKeyRow {
  return {
    ...key,
    createdAt: new Date(createdAt).toISOString(),
    lastUsedAt: lastUsedAt && new Date(lastUsedAt).toISOString(),
  };
}
