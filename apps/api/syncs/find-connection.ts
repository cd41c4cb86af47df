import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Connection } from '../../../database/entities/syncs.js';
import { NotFound } from '../problem.js';

/** @throws NotFound also for another account's connection */
export async function findConnection(em: EntityManager, connectionId: string): Promise<Connection> {
  const item = await em.findOne(Connection, { id: connectionId });
  if (!item) throw new NotFound('connection');
  return item;
}

/** The same, held until the transaction ends. */
export async function lockConnection(tx: EntityManager, connectionId: string): Promise<Connection> {
  const item = await tx.findOne(Connection, { id: connectionId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!item) throw new NotFound('connection');
  return item;
}
