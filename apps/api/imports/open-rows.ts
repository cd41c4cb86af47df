import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../../database/execute.js';
import { ContactImport } from '../../../database/entities/imports.js';
import { FileMissing } from '../../../integrations/storage.js';
import type { ImportFiles } from './import-files.js';
import { keepCells } from './row-cells.js';

/**
 * Before the files go in which an erased person stands: the texts of other people's rows that still wait to be corrected are taken
 * over, for they could not be read later. In the transaction that erases.
 */
export async function keepOpenRows(tx: EntityManager, files: ImportFiles): Promise<void> {
  const open = await query<{ import_id: string; numbers: number[] }>(
    tx,
    `select r.import_id::text, array_agg(r.row_number) as numbers from import_rows r
     where r.import_id in (select import_id from erasing_rows) and (r.intent = 'fail' or r.outcome = 'failed')
       and r.cells is null and r.dismissed_reason is null and $1::boolean
     group by 1`,
    [true],
  );
  for (const { import_id, numbers } of open) {
    const item = await tx.findOneOrFail(ContactImport, import_id);
    await keepCells(tx, files, { item, rowNumbers: numbers }).catch((error: unknown) => {
      if (!(error instanceof FileMissing)) throw error;
    });
  }
}
