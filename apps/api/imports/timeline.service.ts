import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { query } from '../../../database/execute.js';
import type { ContactImport } from '../../../database/entities/imports.js';
import { findImport } from './find-import.js';
import { PendingWork } from './pending-work.js';
import { actionText, activityText, batchText, errorText, type LedgerEntry } from './timeline.js';

export interface TimelineEntry {
  at: string | null;
  actor: string | null;
  kind: 'audit' | 'batch' | 'activity';
  text: string;
  reason?: string | null;
  attempt?: number;
  nextAttemptAt?: string | null;
  lastError?: string | null;
  activityId?: string;
}

/** A square of the strip: a batch that has committed, is being worked on, or waits. */
export interface BatchSquare {
  kind: string;
  seq: number;
  state: 'done' | 'running' | 'waiting';
  rows: number;
  committedAt: string | null;
  worker: string | null;
}

const mostEntries = 200;
const awayText =
  'The workflow engine is away: what it is doing cannot be seen. The work goes on by itself once it is back.';

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
    const [now, told, done] = await Promise.all([this.underWay(item), this.audited(item), this.committed(item)]);
    const past = [...told, ...done].toSorted((a, b) => (a.at! < b.at! ? 1 : -1));
    return [...now, ...past].slice(0, mostEntries);
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
    const running = (await this.pending.of(importId))?.filter(({ type }) => type === 'applyBatch').length ?? 0;
    return [...squares, ...left.map((seq, index) => waitingSquare(seq, index < running))];
  }

  private async underWay(item: ContactImport): Promise<TimelineEntry[]> {
    const work = await this.pending.of(item.id);
    if (!work) return [{ at: null, actor: 'engine', kind: 'activity', text: awayText }];
    return work.map(({ type, activityId, attempt, lastError, nextAttemptAt, startedAt, worker }) => ({
      at: startedAt,
      actor: worker ?? 'worker',
      kind: 'activity' as const,
      text: activityText(type),
      attempt,
      nextAttemptAt,
      lastError: lastError && errorText(lastError),
      activityId,
    }));
  }

  private async audited({ id, accountId }: ContactImport): Promise<TimelineEntry[]> {
    const rows = await query<{
      at: Date;
      actor: string;
      action: string;
      reason: string | null;
      after: Record<string, unknown> | null;
    }>(
      this.em,
      `select e.at, e.action, e.reason, e.after,
         coalesce(u.name, k.name, case e.actor_kind when 'worker' then 'Porchlight' when 'system' then 'Porchlight' else e.actor_kind end) as actor
       from audit_events e left join auth."user" u on e.actor_kind = 'user' and u.id = e.actor_id
       left join auth.apikey k on e.actor_kind = 'api_key' and k.id = e.actor_id
       where e.account_id = $1 and e.subject_kind = 'import' and e.subject_id = $2 order by e.seq desc limit ${mostEntries}`,
      [accountId, id],
    );
    return rows.map(({ at, actor, action, reason, after }) => ({
      at: new Date(at).toISOString(),
      actor,
      kind: 'audit',
      text: actionText(action, after),
      reason,
    }));
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
