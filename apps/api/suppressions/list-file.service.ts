import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { Suppression } from '../../../database/entities/suppressions.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { type Refusal, suppressAll } from '../../../database/suppressions.js';
import { readAddresses } from '../../../domain/contacts/email.js';
import { neutralizeCell, restoreCell } from '../../../domain/imports/formula-cells.js';
import type { Config } from '../../../integrations/config.js';
import type { FileRecord } from '../../../integrations/reader/format.js';
import { readRecords } from '../../../integrations/reader/read-records.js';
import type { RequestActor } from '../auth/access.js';
import { CONFIG } from '../config.js';
import { ImportFiles } from '../imports/import-files.js';
import { maskText } from '../imports/mask.js';
import { Problem } from '../problem.js';
import type { SuppressionFilter, SuppressionsImported } from './suppressions.schemas.js';
import { isStaff, Suppressions } from './suppressions.service.js';

const atOnce = 1_000;
const mostRefusals = 1_000;
const titles = ['E-mail', 'Reason', 'Source', 'Since', 'Note'];

/** The list as a file: brought along from another system, or taken away. */
@Injectable()
export class SuppressionFiles {
  constructor(
    private readonly em: EntityManager,
    private readonly files: ImportFiles,
    private readonly suppressions: Suppressions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Every line with an address is taken, whatever else is wrong with others: nobody is mailed because a list had a bad line. */
  async take(actor: RequestActor, file: Readable): Promise<SuppressionsImported> {
    const key = `suppressions/${randomUUID()}`;
    const report: SuppressionsImported = { lines: 0, added: 0, already: 0, stopped: 0, refused: [], refusedCount: 0 };
    try {
      const format = await this.files.keepApart(key, file);
      const column = await this.columnOf(key, format);
      await this.em.transactional(async (tx) => {
        const source = await this.files.open({ textKey: key });
        for await (const { records } of readRecords(source, format, { batchSize: atOnce }))
          await this.takeSome(
            tx,
            { actor, column, report },
            records.filter(({ number }) => number > column.headerRow),
          );
        const { lines, added, already, stopped, refusedCount: refused } = report;
        const subject = { kind: 'suppressions', id: actor.accountId ?? '0' };
        const after = { lines, added, already, stopped, refused };
        await recordAudit(tx, auditBy(actor, { action: 'suppressions.imported', subject, after }));
      });
      return report;
    } finally {
      await this.files.drop(key);
    }
  }

  async csv(actor: RequestActor, filter: SuppressionFilter): Promise<StreamableFile> {
    const subject = { kind: 'suppressions', id: actor.accountId ?? '0' };
    const where = this.suppressions.where(filter);
    await this.em.transactional((tx) =>
      recordAudit(
        tx,
        auditBy(actor, { action: 'suppressions.exported', subject, after: { filtered: Object.keys(filter) } }),
      ),
    );
    const rows = this.em.stream(Suppression, { where, orderBy: { id: 'DESC' } });
    const shown = (text: string | null | undefined) =>
      neutralizeCell(text && isStaff(actor) ? maskText(text) : (text ?? ''));
    return new StreamableFile(Readable.from(csvLines(rows, shown), { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="suppressions.csv"',
    });
  }

  /** The column whose cells are addresses: by its header where there is one, else the one that begins with an address. */
  private async columnOf(key: string, format: { headerRow: number | null }): Promise<Column> {
    const { headers, records } = await this.files.readAgain(key);
    const headerRow = format.headerRow ?? 0;
    const titled = headers.findIndex((header) =>
      /^(e-?mail|email address|e-?mail-?adresse|address)$/i.test(header.trim()),
    );
    if (titled >= 0) return { index: titled, headerRow };
    const first = records.flatMap(({ cells }) => cells.map((cell, index) => ({ cell, index })));
    const found = first.find(({ cell }) => cell.includes('@'));
    if (found) return { index: found.index, headerRow: readAddresses(headers[found.index] ?? '') ? 0 : headerRow };
    throw new Problem(
      422,
      'no_addresses',
      'No column of this file holds e-mail addresses. Give the column with the addresses the header "E-mail".',
    );
  }

  private async takeSome(tx: EntityManager, { actor, column, report }: Taking, records: FileRecord[]): Promise<void> {
    const refusals = new Map<string, Refusal>();
    for (const { cells, line } of records) {
      report.lines += 1;
      const cell = restoreCell(cells[column.index] ?? '').trim();
      const addresses = cell === '' ? null : readAddresses(cell);
      if (!addresses)
        refuse(report, line, cell === '' ? 'There is no address in this line.' : 'This is not an e-mail address.');
      for (const { address, normalized } of addresses ?? [])
        refusals.set(normalized, { email: address, emailNormalized: normalized });
    }
    if (refusals.size === 0) return;
    const { written, stopped } = await suppressAll(
      tx,
      {
        accountId: actor.accountId,
        addressKey: this.config.addressKey,
        reason: 'imported',
        source: 'import',
        actorId: actor.userId,
      },
      [...refusals.values()],
    );
    report.added += written.filter(({ isNew }) => isNew).length;
    report.already += written.filter(({ isNew }) => !isNew).length;
    report.stopped += stopped.length;
  }
}

interface Column {
  index: number;
  headerRow: number;
}

interface Taking {
  actor: RequestActor;
  column: Column;
  report: SuppressionsImported;
}

function refuse(report: SuppressionsImported, line: number, problem: string): void {
  report.refusedCount += 1;
  if (report.refused.length < mostRefusals) report.refused.push({ line, problem });
}

/** Erased people are left out: of them nothing is kept that would mean anything elsewhere. */
async function* csvLines(rows: AsyncIterable<Suppression>, shown: (text: string | null | undefined) => string) {
  yield `\ufeff${stringify([titles], { record_delimiter: '\r\n' })}`;
  for await (const { email, reason, source, createdAt, note } of rows) {
    if (!email) continue;
    yield stringify([[shown(email), reason, source, createdAt.toISOString(), shown(note)]], {
      record_delimiter: '\r\n',
    });
  }
}
