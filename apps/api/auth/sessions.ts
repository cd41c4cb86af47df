import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { type Actor, roles } from '../../../domain/accounts/roles.js';
import type { Auth } from './auth.js';

export const AUTH = Symbol('better-auth');

/** Reads who asks from a session cookie or an API key. */
@Injectable()
export class Sessions {
  constructor(
    @Inject(AUTH) private readonly auth: Auth,
    private readonly pool: Pool,
  ) {}

  async findActor(headers: Headers): Promise<Actor | null> {
    const key = headers.get('x-api-key') ?? /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
    return key ? this.findByKey(key) : this.findBySession(headers);
  }

  private async findBySession(headers: Headers): Promise<Actor | null> {
    const session = await this.auth.api.getSession({ headers }).catch((error: unknown) => this.orDatabaseAway(error));
    if (!session || session.user.banned) return null;
    const role = roles.find((known) => known === session.user.role);
    if (!role) return null;
    const { id, accountId } = session.user;
    return { userId: id, role, accountId: accountId === null || accountId === undefined ? null : String(accountId) };
  }

  /**
   * better-auth takes a database that is away for a key that is not valid, or for a fault of its own without a cause.
   * @returns or throws what was found, when the database is there
   */
  private async orDatabaseAway(found: unknown): Promise<null> {
    await this.pool.query('select');
    if (found) throw found;
    return null;
  }

  /** A key acts as an agent of its maker's account, and ends with its maker. */
  private async findByKey(key: string): Promise<Actor | null> {
    const { valid, key: found } = await this.auth.api.verifyApiKey({ body: { key } });
    if (!valid || !found) return this.orDatabaseAway(null);
    const { rows } = await this.pool.query<{ accountId: string }>(
      'select "accountId" from auth."user" where id = $1 and "accountId" is not null and banned is not true',
      [found.referenceId],
    );
    return rows[0] ? { userId: found.referenceId, role: 'agent', accountId: rows[0].accountId, keyId: found.id } : null;
  }
}
