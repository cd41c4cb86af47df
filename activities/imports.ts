import { Context } from '@temporalio/activity';
import type { Pool } from 'pg';
import type { Config } from '../integrations/config.js';
import type { Storage } from '../integrations/storage.js';
import { applyBatch } from './imports/apply.js';
import { applyTrial, retryBatch } from './imports/apply-some.js';
import { guarded } from './imports/faults.js';
import type { Lease } from './imports/ledger.js';
import { expireImport, finishImport, parkImport, readStanding } from './imports/life.js';
import { planImport } from './imports/plan.js';
import { purgeImport } from './imports/purge.js';
import { scanFile } from './imports/scan.js';
import { undoBatch } from './imports/undo.js';

export interface ImportDependencies {
  pool: Pool;
  storage: Storage;
  settings: Pick<
    Config,
    'storageUrl' | 'undoDays' | 'purgeDays' | 'reviewExpiresDays' | 'importBatchRows' | 'importPartRows'
  >;
}

/** After so long a scan or a plan hands its slot back, so that others get their turn and a stop is quick. */
const segmentMs = 12_000;

/** The steps of an import: one transaction a batch, safe to repeat, ids and counts only. */
export function createImportActivities({ pool, storage, settings }: ImportDependencies) {
  const segment = () => {
    const { cancellationSignal } = Context.current();
    return { pool, segmentMs, isStopping: () => cancellationSignal.aborted };
  };
  return guarded({
    nextStep: ({ importId }: { importId: string }) => readStanding(pool, importId, settings.purgeDays),
    scanFile: (lease: Lease) =>
      scanFile(
        {
          ...segment(),
          storage,
          storageUrl: settings.storageUrl,
          batchRows: settings.importBatchRows,
          rowsPerPart: settings.importPartRows,
        },
        lease,
      ),
    planImport: (lease: Lease) => planImport({ ...segment(), reviewExpiresDays: settings.reviewExpiresDays }, lease),
    applyTrial: (lease: Lease) => applyTrial(pool, lease),
    applyBatch: (lease: Lease & { part: number }) => applyBatch(pool, lease),
    retryBatch: (lease: Lease) => retryBatch(pool, lease),
    finishImport: (lease: Lease) => finishImport(pool, lease, settings),
    undoBatch: (lease: Lease) => undoBatch(pool, lease),
    expireImport: (lease: Lease) => expireImport(pool, lease),
    purgeImport: ({ importId }: Lease) => purgeImport(pool, storage, importId),
    parkImport: (lease: Lease & { code: string; sentence: string }) => parkImport(pool, lease),
  });
}
export type ImportActivities = ReturnType<typeof createImportActivities>;
