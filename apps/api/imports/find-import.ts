import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { ContactImport } from '../../../database/entities/imports.js';
import { NotFound } from '../problem.js';

/** @throws NotFound also for another account's import */
export async function findImport(em: EntityManager, importId: string): Promise<ContactImport> {
  const item = await em.findOne(ContactImport, { id: importId });
  if (!item) throw new NotFound('import');
  return item;
}

/** The same, held until the transaction ends. */
export async function lockImport(tx: EntityManager, importId: string): Promise<ContactImport> {
  const item = await tx.findOne(ContactImport, { id: importId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!item) throw new NotFound('import');
  return item;
}
