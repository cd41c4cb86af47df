import { type Connection, query } from './execute.js';

/**
 * For a transaction of bulk work on campaigns: it tells of its campaign instead of each Hub, and reaches its some hundred rows by their
 * keys. The tables grow from nothing to a million rows while their statistics still say that they are empty, and a planner that
 * believes those reads them as a whole for each chunk.
 */
export async function beginBulk(tx: Connection): Promise<void> {
  await query(
    tx,
    `select set_config('porchlight.bulk', 'on', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
       set_config('enable_seqscan', 'off', true)`,
    [],
  );
}
