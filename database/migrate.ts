import { openOrm } from './orm.js';

/** Applies what is pending, once even when several copies start together. @returns the names that were applied */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const orm = await openOrm(databaseUrl);
  try {
    return await orm.em.fork().transactional(async (em) => {
      await em.execute("select pg_advisory_xact_lock(hashtext('porchlight migrations'))");
      const applied = await orm.migrator.up();
      return applied.map(({ name }) => name);
    });
  } finally {
    await orm.close();
  }
}
