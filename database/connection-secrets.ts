import type { Pool } from 'pg';
import { type Connection, query } from './execute.js';
import { inTransaction } from './transaction.js';

/** What a key ring does (`KeyRing` of the integrations): secrets stand in the database sealed, each under its connection's name. */
export interface Seals {
  seal(secret: string, about: string): { keyId: number; sealed: Buffer };
  open(kept: { keyId: number; sealed: Buffer }, about: string): string;
  readonly newest: number;
}

/** A connection that holds no secret: disconnected, or never connected. */
export class NoSecret extends Error {
  override readonly name = 'NoSecret';
}

const about = (connectionId: string) => `connection ${connectionId}`;

/** Replaces whatever stood there, in the caller's transaction. */
export async function keepSecret(
  tx: Connection,
  seals: Seals,
  { connectionId, secret }: { connectionId: string; secret: object },
): Promise<void> {
  const { keyId, sealed } = seals.seal(JSON.stringify(secret), about(connectionId));
  await query(
    tx,
    `update connections set secret = decode($2, 'hex'), secret_key_id = $3, secret_version = secret_version + 1 where id = $1`,
    [connectionId, sealed.toString('hex'), keyId],
  );
}

export async function forgetSecret(tx: Connection, connectionId: string): Promise<void> {
  await query(
    tx,
    'update connections set secret = null, secret_key_id = null, secret_version = secret_version + 1 where id = $1',
    [connectionId],
  );
}

/** @throws NoSecret */
export async function openSecret<Secret extends object>(
  connection: Connection,
  seals: Seals,
  { connectionId, lock = '' }: { connectionId: string; lock?: '' | 'for no key update' },
): Promise<Secret> {
  const [row] = await query<{ secret: Buffer | null; secret_key_id: number }>(
    connection,
    `select secret, secret_key_id from connections where id = $1 ${lock}`,
    [connectionId],
  );
  if (!row?.secret) throw new NoSecret('this connection holds no secret');
  return JSON.parse(
    seals.open({ keyId: row.secret_key_id, sealed: Buffer.from(row.secret) }, about(connectionId)),
  ) as Secret;
}

/** What stands open in a process for the time of one call: one at a time asks for a connection's renewal. */
const renewing = new Map<string, Promise<unknown>>();

/** The secret of a stored connection, as the CRM engine asks for it. */
export class StoredSecrets<Secret extends object> {
  constructor(
    private readonly pool: Pool,
    private readonly seals: Seals,
    private readonly connectionId: string,
  ) {}

  /** @throws NoSecret */
  read(): Promise<Secret> {
    return openSecret<Secret>(this.pool, this.seals, { connectionId: this.connectionId });
  }

  /**
   * Exchanges a secret that ran out, under the lock of its row: one caller alone asks the CRM, whatever process it runs in; what it
   * gets is committed before anybody uses it, and the others get the same. Callers of one process queue here, so that they do not
   * hold a connection of the pool each while they wait.
   */
  async renew(stale: Secret, exchange: (current: Secret) => Promise<Secret>): Promise<Secret> {
    const { connectionId, pool, seals } = this;
    const before = renewing.get(connectionId) ?? Promise.resolve();
    const mine = before
      .catch(() => undefined)
      .then(() =>
        inTransaction(pool, async (client) => {
          const current = await openSecret<Secret>(client, seals, { connectionId, lock: 'for no key update' });
          if (JSON.stringify(current) !== JSON.stringify(stale)) return current;
          const next = await exchange(current);
          await keepSecret(client, seals, { connectionId, secret: next });
          return next;
        }),
      );
    renewing.set(connectionId, mine);
    try {
      return await mine;
    } finally {
      if (renewing.get(connectionId) === mine) renewing.delete(connectionId);
    }
  }
}

/** Seals anew what an older key of the ring has sealed, so that the older key can be taken out of SECRET_KEYS. */
export async function resealOld(pool: Pool, seals: Seals): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(
    'select id from connections where secret is not null and secret_key_id <> $1 order by id',
    [seals.newest],
  );
  for (const { id } of rows)
    await inTransaction(pool, async (client) => {
      await keepSecret(client, seals, {
        connectionId: id,
        secret: await openSecret<object>(client, seals, { connectionId: id, lock: 'for no key update' }),
      });
    });
  return rows.length;
}
