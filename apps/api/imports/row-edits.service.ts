import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { ContactImport } from '../../../database/entities/imports.js';
import { query } from '../../../database/execute.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { type Fix, fixRow } from '../../../domain/imports/fixes.js';
import { WrongState } from '../../../domain/imports/states.js';
import type { RequestActor } from '../auth/access.js';
import { Invalid, NotFound, Problem } from '../problem.js';
import { lockImport } from './find-import.js';
import { ImportFiles } from './import-files.js';
import { keepCells } from './row-cells.js';
import { type EditableRow, lockRows, placeInPlan, planOf, storeEdits } from './row-edits.js';
import { conditionOf } from './rows.query.js';
import type { DismissMany, FixMany, RowEdit, RowFilter } from './rows.schemas.js';

/** Rows that are looked at and written in one go. */
const atOnce = 1_000;
/** More than this is quicker put right in the file. */
const mostFixed = 100_000;

/** What people do about single rows: correct, dismiss, choose a contact. Nothing is written to contacts here. */
@Injectable()
export class RowEdits {
  constructor(
    private readonly em: EntityManager,
    private readonly files: ImportFiles,
  ) {}

  /** @throws Problem `stale` when somebody has changed the row since `editVersion` was read */
  edit(importId: string, rowNumber: number, { values, editVersion }: RowEdit, actor: RequestActor): Promise<void> {
    return this.change('import.row_edited', importId, actor, async (tx, item) => {
      const row = await this.openRow(tx, item, rowNumber);
      if (row.edit_version !== editVersion) {
        throw new Problem(409, 'stale', 'Somebody has changed this row meanwhile: look at it again.');
      }
      for (const column of Object.keys(values)) {
        if (Number(column) >= item.columns.length)
          throw new Invalid({ values: `There is no column ${column} in this file.` });
      }
      await storeEdits(tx, item, [{ row, edits: { ...row.edits, ...values } }]);
      return { rows: 1 };
    });
  }

  /** One fix for all rows with an issue. */
  async fix(importId: string, { issue, action, column, find, replace }: FixMany, actor: RequestActor) {
    const fix = toFix({ issue, action, column, find, replace });
    const result = { changed: 0, stillFailed: 0 };
    await this.change('import.rows_fixed', importId, actor, async (tx, item) => {
      const filter: RowFilter = item.state === 'completed' ? { issue, open: true } : { issue };
      for await (const rows of this.openRows(tx, item, filter)) {
        const changed = rows.flatMap((row) => {
          const edits = fixRow({ ...row, issues: row.issues ?? [] }, fix);
          return edits ? [{ row, edits }] : [];
        });
        const failed = await storeEdits(tx, item, changed);
        result.changed += changed.length;
        result.stillFailed += failed.size;
      }
      return { issue, action, rows: result.changed };
    });
    return result;
  }

  dismiss(importId: string, { rowNumbers, filter, reason }: DismissMany, actor: RequestActor): Promise<void> {
    return this.change(
      'import.rows_dismissed',
      importId,
      actor,
      async (tx, item) => {
        const only = rowNumbers ? { only: rowNumbers } : {};
        const where = conditionOf(
          item.id,
          { ...(filter?.issue ? { issue: filter.issue } : {}), open: true, ...only },
          'ASC',
        );
        const dismissed = await query(
          tx,
          `update import_rows d set dismissed_reason = $${where.values.length + 1} where d.import_id = $1 and d.row_number in (
           select r.row_number from import_rows r
           left join import_batches b on b.import_id = r.import_id and b.kind = 'apply' and b.seq = r.part where ${where.sql})
         returning 1`,
          [...where.values, reason],
        );
        if (dismissed.length === 0) throw new Problem(422, 'nothing_open', 'None of these rows is open as failed.');
        return { rows: dismissed.length };
      },
      reason,
    );
  }

  /** Says which of several matching contacts a row is about. */
  choose(importId: string, rowNumber: number, contactId: string, actor: RequestActor): Promise<void> {
    return this.change('import.match_chosen', importId, actor, async (tx, item) => {
      const row = await this.openRow(tx, item, rowNumber);
      const [contact] = await query(tx, 'select 1 from contacts where id = $1 and account_id = $2', [
        contactId,
        item.accountId,
      ]);
      if (!contact) throw new NotFound('contact');
      const before = await planOf(tx, item.id, [rowNumber]);
      await query(
        tx,
        `update import_rows r set contact_id = $3, match_reason = 'chosen', edit_version = edit_version + 1,
           outcome = case when $4 then r.outcome else coalesce(r.outcome, 'failed') end,
           issues = (select jsonb_agg(e) from jsonb_array_elements(r.issues) e where e ->> 'code' not in ('matches_several', 'email_taken_meanwhile'))
         where import_id = $1 and row_number = $2`,
        [item.id, rowNumber, contactId, row.is_waiting],
      );
      if (row.is_waiting) await placeInPlan(tx, item, [rowNumber], before);
      return { rows: 1, contactId };
    });
  }

  /** Rows are worked on while an import waits for its review and after it has completed; then each change is audited. */
  async change(
    action: `import.${string}`,
    importId: string,
    actor: RequestActor,
    work: (tx: EntityManager, item: ContactImport) => Promise<Record<string, unknown>>,
    reason?: string,
  ): Promise<void> {
    await this.em.transactional(async (tx) => {
      const item = await lockImport(tx, importId);
      if (item.state !== 'awaiting_review' && item.state !== 'completed')
        throw new WrongState(item.state, 'change its rows');
      const after = await work(tx, item);
      item.updatedAt = new Date();
      await tx.flush();
      const subject = { kind: 'import', id: importId };
      await recordAudit(
        tx,
        auditBy(actor, { accountId: item.accountId, action, subject, after, ...(reason ? { reason } : {}) }),
      );
    });
  }

  /** The rows named, with their texts, locked; those not open any more are left out. */
  async lockOpen(tx: EntityManager, item: ContactImport, rowNumbers: number[]): Promise<EditableRow[]> {
    await keepCells(tx, this.files, { item, rowNumbers });
    return (await lockRows(tx, item.id, rowNumbers)).filter(({ is_open }) => is_open);
  }

  private async openRow(tx: EntityManager, item: ContactImport, rowNumber: number): Promise<EditableRow> {
    const [row] = await this.lockOpen(tx, item, [rowNumber]);
    if (row) return row;
    const known = await query(tx, 'select 1 from import_rows where import_id = $1 and row_number = $2', [
      item.id,
      rowNumber,
    ]);
    if (known.length === 0) throw new NotFound('row in this import');
    throw new Problem(409, 'row_not_open', `Row ${rowNumber} is not open any more: it was imported or dismissed.`);
  }

  private async *openRows(tx: EntityManager, item: ContactImport, filter: RowFilter): AsyncGenerator<EditableRow[]> {
    let after = 0;
    for (let seen = 0; ; seen += atOnce) {
      if (seen >= mostFixed)
        throw new Problem(422, 'too_many_rows', 'More than 100,000 rows: put it right in the file and import that.');
      const where = conditionOf(item.id, { ...filter, ...(after > 0 ? { after } : {}) }, 'ASC');
      const found = await query<{ row_number: number }>(
        tx,
        `select r.row_number from import_rows r left join import_batches b on b.import_id = r.import_id and b.kind = 'apply' and b.seq = r.part
         where ${where.sql} order by r.row_number limit ${atOnce}`,
        where.values,
      );
      const last = found.at(-1);
      if (!last) return;
      after = last.row_number;
      yield await this.lockOpen(
        tx,
        item,
        found.map(({ row_number }) => row_number),
      );
    }
  }
}

function toFix({ issue, action, column, find, replace }: FixMany): Fix {
  if (action === 'accept_suggestions') return { action, issue, column: column ?? null };
  if (column === undefined) throw new Invalid({ column: 'Say which column is to be changed.' });
  if (action === 'clear') return { action, issue, column };
  if (find === undefined || replace === undefined)
    throw new Invalid({ find: 'Say what to find and what to put in its place.' });
  return { action, issue, column, find, replace };
}
