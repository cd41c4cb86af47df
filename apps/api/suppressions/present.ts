import type { EntityManager } from '@mikro-orm/postgresql';
import { Account, User } from '../../../database/entities/accounts.js';
import type { Suppression } from '../../../database/entities/suppressions.js';
import { isOwnWord } from '../../../domain/suppressions/reasons.js';
import type { RequestActor } from '../auth/access.js';
import { maskText } from '../imports/mask.js';
import type { ShownSuppression } from './suppressions.schemas.js';

/** Suppressions as the API answers them: names are looked up when shown, people of the platform see masks. */
export async function presentSuppressions(
  em: EntityManager,
  rows: Suppression[],
  { actor, isMasked }: { actor: RequestActor; isMasked: boolean },
): Promise<ShownSuppression[]> {
  const { accounts, people } = await namesOf(em, rows, actor);
  const shown = (text: string | null | undefined) => (text && isMasked ? maskText(text) : (text ?? null));
  return rows.map((row) => ({
    id: row.id,
    scope: row.accountId ? 'account' : 'platform',
    accountId: row.accountId ?? null,
    ...(actor.accountId === null && { accountName: row.accountId ? (accounts.get(row.accountId) ?? null) : null }),
    email: shown(row.email),
    reason: row.reason,
    source: row.source,
    note: shown(row.note),
    since: row.createdAt.toISOString(),
    by: row.actorId ? (people.get(row.actorId) ?? null) : null,
    isOwnWord: isOwnWord(row),
    removed: row.removedAt
      ? {
          at: row.removedAt.toISOString(),
          by: row.removedBy ? (people.get(row.removedBy) ?? null) : null,
          reason: row.removedReason ?? null,
        }
      : null,
  }));
}

/** An agent sees colleagues by name and staff as "Porchlight operations". */
async function namesOf(em: EntityManager, rows: Suppression[], actor: RequestActor) {
  const ids = rows.flatMap(({ actorId, removedBy }) => [actorId, removedBy]).filter((id) => typeof id === 'string');
  const accountIds = rows.flatMap(({ accountId }) => (accountId ? [accountId] : []));
  const users = await em.find(User, { id: { $in: [...new Set(ids)] } }, { filters: { account: false } });
  const accounts = actor.accountId === null ? await em.find(Account, { id: { $in: [...new Set(accountIds)] } }) : [];
  return {
    accounts: new Map(accounts.map(({ id, name }) => [id, name])),
    people: new Map(
      users.map((user) => [user.id, actor.accountId && user.role !== 'agent' ? `Porchlight ${user.role}` : user.name]),
    ),
  };
}
