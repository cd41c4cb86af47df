import type { Pool } from 'pg';

/** Of fewer contacts than that the planner takes any index for as good as the one that tells them apart. */
const few = 50;

/**
 * A first sync fills an account faster than the database notices by itself. A planner that still knows of hardly anybody there would
 * read all of them for each record, rather than look them up by address. Once it knows of some, it reckons with the size of the table.
 */
export async function learnContacts(pool: Pool, accountId: string): Promise<void> {
  const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    `explain (format json) select from contacts where account_id = $1`,
    [accountId],
  );
  if (rows[0]!['QUERY PLAN'][0].Plan['Plan Rows'] >= few) return;
  await pool.query('analyze (skip_locked) contacts (id, account_id, email_normalized)');
}
