import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../../database/execute.js';
import { type HeldHub, holdHub } from '../../../database/hubs.js';
import { NotFound } from '../problem.js';

/** Locks a Hub of this account until the transaction ends. @throws NotFound also for another account's */
export async function holdHubOf(tx: EntityManager, accountId: string, hubId: string): Promise<HeldHub> {
  const hub = await holdHub(tx, hubId);
  if (hub?.accountId !== accountId) throw new NotFound('Hub');
  return hub;
}

/** The same by one of the rows that belong to it. */
export async function holdHubBy(
  tx: EntityManager,
  accountId: string,
  of: { table: 'invitations' | 'hub_questions' | 'hub_corrections'; id: string; word: string },
): Promise<HeldHub> {
  const [row] = await query<{ hub_id: string }>(
    tx,
    `select hub_id::text from ${of.table} where id = $1 and account_id = $2`,
    [of.id, accountId],
  );
  if (!row) throw new NotFound(of.word);
  return holdHubOf(tx, accountId, row.hub_id);
}
