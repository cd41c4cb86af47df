import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { ContactImport } from '../../../database/entities/imports.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { checkMapping, MappingInvalid } from '../../../domain/imports/check-mapping.js';
import { stateAfter } from '../../../domain/imports/commands.js';
import type { ColumnMapping, ImportOptions } from '../../../domain/imports/mapping.js';
import type { FileFormat } from '../../../integrations/reader/format.js';
import type { RequestActor } from '../auth/access.js';
import { carriedMapping, columnsOf, signatureOf } from './columns.js';
import { moveTo } from './commands.service.js';
import { customKeysOf } from './custom-keys.js';
import { lockImport } from './find-import.js';
import { ImportFiles } from './import-files.js';
import type { MappingChange } from './imports.schemas.js';
import { standingOf } from './present.js';
import { forgetScan } from './scan.js';

/** What a person says about the file, its columns and the rules of the import. */
@Injectable()
export class Mappings {
  constructor(
    private readonly em: EntityManager,
    private readonly files: ImportFiles,
  ) {}

  /**
   * Takes the change in any state in which nothing has been written yet; a scan under way or waiting for review is dropped
   * and the import goes back to mapping.
   * @throws WrongState, MappingInvalid (two columns on one field…), UnreadableFile (what was said of the file cannot be)
   */
  async change(importId: string, { file, columns, options }: MappingChange, actor: RequestActor): Promise<void> {
    await this.em.transactional(async (tx) => {
      const item = await lockImport(tx, importId);
      const before = item.state;
      if (item.state !== 'mapping') await reopen(tx, item);
      if (file) await this.readAs(item, file);
      item.mapping = { ...item.mapping, ...(columns as ColumnMapping | undefined) };
      item.options = { ...item.options, ...(options as Partial<ImportOptions> | undefined) };
      await refuseInvalid(tx, item);
      await tx.flush();
      await recordAudit(
        tx,
        auditBy(actor, {
          accountId: item.accountId,
          action: 'import.mapping_changed',
          subject: { kind: 'import', id: importId },
          before: { state: before },
          after: { state: item.state, ...whatChanged({ file, columns, options }) },
        }),
      );
    });
  }

  private async readAs(item: ContactImport, told: NonNullable<MappingChange['file']>): Promise<void> {
    const reading = await this.files.readAgain(item.textKey, overridesOf(item.fileFormat, told));
    const after = columnsOf(reading);
    item.mapping = carriedMapping(item.mapping, item.columns, after);
    item.columns = after;
    item.fileFormat = reading.format;
    item.reading = { ...item.reading, confidence: reading.confidence };
    item.headerSignature = signatureOf(reading);
    item.estimatedRows = reading.estimatedRows;
  }
}

/** Back to mapping from a scan or a review: the fence keeps a batch under way from committing. */
async function reopen(tx: EntityManager, item: ContactImport): Promise<void> {
  const next = stateAfter('remap', await standingOf(tx, item), new Date());
  forgetScan(item);
  await moveTo(tx, item, next);
}

/** What was said before stays said; a new encoding or delimiter lets the rest be found out again. */
function overridesOf(format: FileFormat, told: NonNullable<MappingChange['file']>): Partial<FileFormat> {
  if (told.encoding !== undefined || told.delimiter !== undefined || told.quote !== undefined) {
    const { encoding, delimiter } = format;
    return { encoding, ...(told.encoding === undefined ? { delimiter } : {}), ...told } as Partial<FileFormat>;
  }
  return { ...format, ...told } as Partial<FileFormat>;
}

/** A name that is not mapped yet is no fault while mapping; a contradiction is. */
async function refuseInvalid(tx: EntityManager, item: ContactImport): Promise<void> {
  const problems = checkMapping(item.mapping, item.columns.length, await customKeysOf(tx, item.accountId));
  const invalid = problems.filter(({ problem }) => problem !== 'name_missing');
  if (invalid.length > 0) throw new MappingInvalid(invalid);
}

/** For the audit: which parts were changed, never what cells hold. */
function whatChanged(change: MappingChange) {
  return {
    file: Object.keys(change.file ?? {}),
    columns: Object.keys(change.columns ?? {}).length,
    options: Object.keys(change.options ?? {}),
  };
}
