import type { EntityManager } from '@mikro-orm/postgresql';

/** Keys of the fields an account has made for itself, without `custom:`. */
export async function customKeysOf(em: EntityManager, accountId: string): Promise<string[]> {
  const rows: { key: string }[] = await em.execute('select key from custom_fields where account_id = ? order by key', [
    accountId,
  ]);
  return rows.map(({ key }) => key);
}
