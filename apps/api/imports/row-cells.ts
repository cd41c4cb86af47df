import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../../database/execute.js';
import type { ContactImport } from '../../../database/entities/imports.js';
import { readRecords } from '../../../integrations/reader/read-records.js';
import type { ImportFiles } from './import-files.js';

/**
 * Puts the original texts beside rows that the scan found nothing wrong with and that failed later, or that a person wants
 * to change: reads them from the file once more.
 * @throws FileMissing when the file was purged or lost
 */
export async function keepCells(
  em: EntityManager,
  files: ImportFiles,
  { item, rowNumbers }: { item: ContactImport; rowNumbers: number[] },
): Promise<void> {
  const missing = await query<{ row_number: number }>(
    em,
    `select row_number from import_rows where import_id = $1 and row_number = any ($2::int[]) and cells is null order by 1`,
    [item.id, `{${rowNumbers.join(',')}}`],
  );
  if (missing.length === 0) return;
  const found = await cellsOf(item, files, new Set(missing.map(({ row_number }) => row_number)));
  await query(
    em,
    `update import_rows r set cells = f.cells from jsonb_to_recordset($2::jsonb) as f (row_number int, cells jsonb)
     where r.import_id = $1 and r.row_number = f.row_number`,
    [item.id, JSON.stringify(found)],
  );
}

async function cellsOf(item: ContactImport, files: ImportFiles, wanted: Set<number>) {
  const found: { row_number: number; cells: string[] }[] = [];
  for await (const { records } of readRecords(await files.open(item), item.fileFormat)) {
    for (const { number, cells } of records) {
      if (!wanted.delete(number)) continue;
      found.push({ row_number: number, cells: cells.map((cell) => cell.toWellFormed().replaceAll('\0', '\uFFFD')) });
    }
    if (wanted.size === 0) break;
  }
  return found;
}
