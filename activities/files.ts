import type { Pool } from 'pg';
import type { Storage } from '../integrations/storage.js';
import { guarded } from './imports/faults.js';

/** Files that are owed their removal: one after the other, each taken off the list once storage has let go of it. */
export function createFileActivities({ pool, storage }: { pool: Pool; storage: Storage }) {
  return guarded({
    async removeFiles({ accountId }: { accountId: string }): Promise<number> {
      const { rows } = await pool.query<{ key: string }>('select key from files_to_remove where account_id = $1', [
        accountId,
      ]);
      for (const { key } of rows) {
        await storage.remove(key);
        await pool.query('delete from files_to_remove where key = $1', [key]);
      }
      return rows.length;
    },
  });
}
export type FileActivities = ReturnType<typeof createFileActivities>;
