import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { query } from '../../../database/execute.js';
import type { ContactImport } from '../../../database/entities/imports.js';
import { importWorkflow } from '../../../workflows/protocol.js';
import { findImport } from './find-import.js';
import { PendingWork } from './pending-work.js';
import { auditedEntries, mostEntries, type TimelineEntry, timelineOf, underWayEntries } from './timeline-entries.js';
import { actionText, activityText, batchText, errorText, type LedgerEntry } from './timeline.js';

/** A square of the strip: a batch that has committed, is being worked on, or waits. */
export interface BatchSquare {
  kind: string;
  seq: number;
  state: 'done' | 'running' | 'waiting';
  rows: number;
  committedAt: string | null;
  worker: string | null;
}

/** What ran, what runs and what is tried again, for the account and for support. */
@Injectable()
export class Timelines {
  constructor(
    private readonly em: EntityManager,
    private readonly pending: PendingWork,
  ) {}

  /** Newest first; what is under way stands on top. */
  async timeline(importId: string): Promise<TimelineEntry[]> {
    const item = await findImport(this.em, importId);
    const subject = { kind: 'import', id: item.id } as const;
    const [work, told, done] = await Promise.all([
      this.pending.of(importWorkflow.id(item.id)),
      auditedEntries(this.em, { accountId: item.accountId, subject, text: actionText }),
      this.committed(item),
    ]);
    return timelineOf(underWayEntries(work, { activityText, errorText }), [...told, ...done]);
  }

  async batches(importId: string): Promise<BatchSquare[]> {
    const item = await findImport(this.em, importId);
    const squares = await query<BatchSquare>(
      this.em,
      `select kind, seq, 'done' as state, rows, to_char(committed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "committedAt", worker from import_batches
       where import_id = $1 and not (kind = 'plan' and rows = 0) order by committed_at, seq`,
      [importId],
    );
    const isApplying = item.state === 'importing' || item.resumeState === 'importing';
    if (!isApplying) return squares;
    const [parts] = await query<{ count: number }>(
      this.em,
      'select cardinality(part_bounds) + 1 as count from contact_imports where id = $1',
      [importId],
    );
    const applied = new Set(squares.filter(({ kind }) => kind === 'apply').map(({ seq }) => seq));
    const left = Array.from({ length: parts?.count ?? 0 }, (_, seq) => seq).filter((seq) => !applied.has(seq));
    const running =
      (await this.pending.of(importWorkflow.id(importId)))?.filter(({ type }) => type === 'applyBatch').length ?? 0;
    return [...squares, ...left.map((seq, index) => waitingSquare(seq, index < running))];
  }

  private async committed({ id }: ContactImport): Promise<TimelineEntry[]> {
    const rows = await query<LedgerEntry & { committed_at: Date; worker: string | null }>(
      this.em,
      `select kind, seq, rows, first_row, last_row, committed_at, worker from import_batches
       where import_id = $1 order by committed_at desc limit ${mostEntries}`,
      [id],
    );
    return rows.map((row) => ({
      at: new Date(row.committed_at).toISOString(),
      actor: row.worker ?? 'Porchlight',
      kind: 'batch',
      text: batchText(row),
    }));
  }
}

const waitingSquare = (seq: number, isRunning: boolean): BatchSquare => ({
  kind: 'apply',
  seq,
  state: isRunning ? 'running' : 'waiting',
  rows: 0,
  committedAt: null,
  worker: null,
});
