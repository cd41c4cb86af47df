import { type EntityManager, MikroORM, UnderscoreNamingStrategy, type Options } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { entities } from './entities/index.js';
import { migrations } from './migrations/list.js';

/** Bound instead of an account id where a route declares that it reads across accounts. */
export const everyAccount = 'every account';

/**
 * The wall between accounts, one for all tables: each read, update and delete through an entity manager is narrowed to the
 * account bound by `bindAccount`, for every entity that has an `accountId`. An entity manager that nothing was bound to
 * refuses to query such an entity at all. Statements in plain SQL are outside of it and name the account themselves.
 */
const account = {
  name: 'account',
  default: true,
  cond: (bound: { accountId: string }, _type: unknown, em: EntityManager, _options: unknown, entityName: string) =>
    bound.accountId === everyAccount || !em.getMetadata().getByClassName(entityName).properties.accountId
      ? {}
      : { accountId: bound.accountId },
};

/** @param accountId an account, or `everyAccount` */
export function bindAccount(em: EntityManager, accountId: string): void {
  em.setFilterParams(account.name, { accountId });
}

export function ormOptions(databaseUrl: string): Options {
  return {
    clientUrl: databaseUrl,
    entities,
    namingStrategy: UnderscoreNamingStrategy,
    filters: { account },
    // The entity manager of a request is a fork made for it; using the global one would leak between requests.
    allowGlobalContext: false,
    pool: { min: 0, max: 10 },
    extensions: [Migrator],
    migrations: { migrationsList: migrations, tableName: 'migrations', snapshot: false, silent: true },
    debug: false,
  };
}

export function openOrm(databaseUrl: string): Promise<MikroORM> {
  return MikroORM.init(ormOptions(databaseUrl));
}
