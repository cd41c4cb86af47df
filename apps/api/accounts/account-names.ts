import type { EntityManager } from '@mikro-orm/postgresql';
import { Account } from '../../../database/entities/accounts.js';

/** Names of the accounts that some rows belong to, by id, in one query. */
export async function namesOf(
  em: EntityManager,
  rows: readonly { accountId?: string | null }[],
): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ accountId }) => (accountId ? [accountId] : [])))];
  if (ids.length === 0) return new Map();
  const accounts = await em.find(Account, { id: { $in: ids } });
  return new Map(accounts.map(({ id, name }) => [id, name]));
}
