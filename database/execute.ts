import { EntityManager } from '@mikro-orm/postgresql';
import type { ClientBase, Pool } from 'pg';

/** Where one statement can run: inside the API's entity manager, or on a plain client of bulk work. */
export type Connection = EntityManager | ClientBase | Pool;

/** Runs a statement with exactly one parameter, written `$1`, in whatever transaction `connection` is in. */
export async function execute<Row>(connection: Connection, sql: string, parameter: unknown): Promise<Row[]> {
  if (connection instanceof EntityManager) return connection.execute(sql.replace('$1', '?'), [parameter]);
  return (await connection.query(sql, [parameter])).rows as Row[];
}

/**
 * The same with parameters `$1` to `$n`, each used as often as needed. An array goes as text: `'{1,2}'` for `$1::int[]`.
 * @param name for a statement of bulk work whose text is always the same: a connection parses and plans it once
 */
export async function query<Row>(
  connection: Connection,
  sql: string,
  parameters: unknown[],
  name?: string,
): Promise<Row[]> {
  if (!(connection instanceof EntityManager)) {
    const asked = name ? connection.query({ name, text: sql, values: parameters }) : connection.query(sql, parameters);
    return (await asked).rows as Row[];
  }
  const repeated: unknown[] = [];
  // A question mark of the statement's own (jsonpath has them) is no place for a parameter.
  const marked = sql.replaceAll('?', '\\?').replace(/\$(\d+)/g, (_, index: string) => {
    repeated.push(parameters[Number(index) - 1]);
    return '?';
  });
  return connection.execute(marked, repeated);
}
