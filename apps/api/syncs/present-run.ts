import { equationText, type SyncCounts } from '../../../domain/syncs/equation.js';
import type { RunLoop, RunState, RunTrigger } from '../../../domain/syncs/states.js';
import type { SyncRun } from './syncs.schemas.js';

/** A run with its counts, as `runColumns` selects it. */
export interface RunRow extends SyncCounts {
  id: string;
  connection_id: string;
  loop: RunLoop;
  trigger: RunTrigger;
  state: RunState;
  note: string | null;
  missing: number | null;
  linked: number | null;
  started_at: Date | string;
  ended_at: Date | string | null;
  pages: number;
  last_at: Date | string | null;
}

/** Of runs `r` joined with their counts `n`. */
export const runColumns = `r.id::text, r.connection_id::text, r.loop, r.trigger, r.state, r.note, r.missing, r.linked, r.started_at, r.ended_at,
  n.pages, n.last_at, n.reported, n.added, n.changed, n.unchanged, n.skipped, n.failed, n.gone, n.unexplained`;

export function presentRun(row: RunRow): SyncRun {
  const { reported, added, changed, unchanged, skipped, failed, gone, unexplained } = row;
  const counts = { reported, added, changed, unchanged, skipped, failed, gone, unexplained };
  const isQuestion = row.state === 'awaiting_answer' && row.missing !== null && row.linked !== null;
  return {
    id: row.id,
    connectionId: row.connection_id,
    loop: row.loop,
    trigger: row.trigger,
    state: row.state,
    counts,
    equation: equationText(counts),
    pages: row.pages,
    note: row.note,
    question: isQuestion ? { missing: row.missing!, linked: row.linked! } : null,
    startedAt: new Date(row.started_at).toISOString(),
    endedAt: row.ended_at && new Date(row.ended_at).toISOString(),
    lastAt: row.last_at && new Date(row.last_at).toISOString(),
  };
}
