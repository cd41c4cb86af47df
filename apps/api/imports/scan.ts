import type { EntityManager } from '@mikro-orm/postgresql';
import { type ContactImport, RememberedMapping } from '../../../database/entities/imports.js';
import { assertMapping } from '../../../domain/imports/check-mapping.js';
import { customKeysOf } from './custom-keys.js';

/**
 * Makes ready for a scan from the beginning, and remembers the mapping for the next file with the same header.
 * @throws MappingIncomplete, MappingInvalid
 */
export async function startScan(tx: EntityManager, item: ContactImport): Promise<void> {
  assertMapping(item.mapping, item.columns.length, await customKeysOf(tx, item.accountId));
  forgetScan(item);
  if (!item.headerSignature) return;
  await tx.upsert(RememberedMapping, {
    accountId: item.accountId,
    headerSignature: item.headerSignature,
    mapping: item.mapping,
    options: item.options,
    usedAt: new Date(),
  });
}

/** What an earlier scan has found holds no longer; its staged rows are dropped when the next one begins. */
export function forgetScan(item: ContactImport): void {
  item.resumeState = null;
  item.failureCode = null;
  item.failureSentence = null;
  item.rowCount = null;
  item.scannedAt = null;
  item.confirmedAt = null;
  item.trialRows = null;
  item.expiresAt = null;
  item.planDigest = null;
}
