import type { Readable } from 'node:stream';
import { EntityManager, type FilterQuery } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Account } from '../../../database/entities/accounts.js';
import { query } from '../../../database/execute.js';
import { ContactImport, RememberedMapping } from '../../../database/entities/imports.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { defaultOptions } from '../../../domain/imports/mapping.js';
import { Engine } from '../outbox/engine.js';
import type { RequestActor } from '../auth/access.js';
import { type ListPage, listPage } from '../list.js';
import { columnsOf, signatureOf, suggestedMapping } from './columns.js';
import { fieldList } from './field-list.js';
import { findImport } from './find-import.js';
import { ImportFiles } from './import-files.js';
import type { Import, ImportsQuery } from './imports.schemas.js';
import { presentImports } from './present.js';
import { Reveals } from './reveals.js';

/** What `needs` means in a list: somebody has to do something before it goes on. */
const needsPerson = `(state in ('awaiting_review', 'failed') or (state = 'completed' and import_open_failed(id) > 0))`;

/** Imports of files: taking one in, showing them. */
@Injectable()
export class Imports {
  constructor(
    private readonly em: EntityManager,
    private readonly files: ImportFiles,
    private readonly engine: Engine,
    private readonly reveals: Reveals,
  ) {}

  /** Keeps the file, reads its first part and suggests a mapping; the same for a form, a program and a resumed upload. */
  async create(file: Readable, fileName: string, actor: RequestActor): Promise<Import> {
    const accountId = actor.accountId!;
    const kept = await this.files.keep(file);
    try {
      const account = await this.em.findOneOrFail(Account, { id: accountId });
      const signature = signatureOf(kept.reading);
      const remembered = await this.em.findOne(RememberedMapping, {
        accountId,
        headerSignature: signature ?? Buffer.alloc(0),
      });
      const columns = columnsOf(kept.reading, remembered?.mapping);
      const item = this.em.create(ContactImport, {
        accountId,
        fileName,
        fileKey: kept.fileKey,
        textKey: kept.textKey,
        fileSize: kept.size,
        fileSha256: kept.sha256,
        fileFormat: kept.reading.format,
        reading: { confidence: kept.reading.confidence, encodings: kept.reading.encodings, sheet: kept.sheet },
        headerSignature: signature,
        columns,
        mapping: suggestedMapping(columns),
        options: remembered?.options ?? { ...defaultOptions, country: account.country },
        estimatedRows: kept.reading.estimatedRows,
        startedBy: actor.userId,
      });
      await this.em.transactional(async (tx) => {
        await tx.persist(item).flush();
        const subject = { kind: 'import', id: item.id };
        await recordAudit(tx, auditBy(actor, { action: 'import.created', subject, after: { state: 'mapping' } }));
      });
      return await this.get(item.id, actor);
    } catch (error) {
      await this.files.remove(kept.fileKey);
      throw error;
    }
  }

  async get(importId: string, actor: RequestActor): Promise<Import> {
    const [shown] = await this.present([await findImport(this.em, importId)], actor);
    return shown!;
  }

  async list({ page, perPage, sort, order, filter }: ImportsQuery, actor: RequestActor): Promise<ListPage<Import>> {
    const where: FilterQuery<ContactImport> = {
      ...(filter.state ? { state: filter.state } : {}),
      ...(filter.accountId ? { accountId: filter.accountId } : {}),
      ...(filter.q ? { fileName: { $ilike: `%${filter.q.replaceAll(/[\\%_]/g, '\\$&')}%` } } : {}),
    };
    const needing: { id: string }[] = filter.needs
      ? await this.em.execute(
          `select id from contact_imports where (?::bigint is null or account_id = ?) and ${needsPerson}`,
          [actor.accountId, actor.accountId],
        )
      : [];
    if (filter.needs) where.id = needing.map(({ id }) => String(id));
    const items = await this.em.find(ContactImport, where, {
      orderBy: [{ [sort]: order }, { id: order }],
      offset: (page - 1) * perPage,
      limit: perPage + 1,
    });
    const total = await this.em.count(ContactImport, where);
    return listPage(await this.present(items, actor), { perPage }, total);
  }

  /** What an undo would do now. */
  async undoPreview(importId: string) {
    await findImport(this.em, importId);
    const [preview] = await query<{ reversed: number; kept: number; couldNot: number }>(
      this.em,
      'select reversed, kept, could_not as "couldNot" from import_undo_preview($1)',
      [importId],
    );
    return preview ?? { reversed: 0, kept: 0, couldNot: 0 };
  }

  /** What a column can be mapped to in this account. */
  async fields({ accountId }: RequestActor) {
    const custom: { key: string; label: string }[] = await this.em.execute(
      'select key, label from custom_fields where account_id = ? order by label',
      [accountId],
    );
    return fieldList(custom);
  }

  async present(items: ContactImport[], actor: RequestActor): Promise<Import[]> {
    const isMasked = await this.reveals.maskFor(actor, items);
    const viewer = {
      engine: this.engine.state.value.state,
      now: new Date(),
      isStaff: actor.role !== 'agent',
      isMasked,
    };
    return presentImports(this.em, items, viewer);
  }
}
