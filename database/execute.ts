import { EntityManager } from '@mikro-orm/postgresql';
import type { ClientBase, Pool } from 'pg';

/** Where one statement can run: inside the API's entity manager, or on a plain client of bulk work. */
export type Connection = EntityManager | ClientBase | Pool;

/** Runs a statement with exactly one parameter, written `$1`, in whatever transaction `connection` is in. */
export async function execute<Row>(connection: Connection, sql: string, parameter: unknown): Promise<Row[]> {
  if (connection instanceof EntityManager) return connection.execute(sql.replace('$1', '?'), [parameter]);
  return (await connection.query(sql, [parameter])).rows as Row[];
}
