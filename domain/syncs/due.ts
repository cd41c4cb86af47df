import type { RunLoop, RunTrigger } from './states.js';

/** What decides which loop comes next. */
export interface DueFacts {
  requested: RunTrigger | null;
  requestedLoop: RunLoop | null;
  /** Everything was read once. */
  isBackfilled: boolean;
  /** The connector can say what has changed; else every look is a complete scan. */
  hasDelta: boolean;
  sweptAt: Date | null;
  waitingHooks: number;
  retrying: number;
}

/** After so long a scheduled look is a complete one, which finds who is gone and repairs what has drifted. */
const sweepEveryMs = 24 * 3_600_000;

/** The run that is to begin now, or null when nothing is asked for. Records named by webhooks and people go first: they are few. */
export function dueRun(facts: DueFacts, now: Date): { loop: RunLoop; trigger: RunTrigger } | null {
  if (facts.retrying > 0) return { loop: 'retry', trigger: 'person' };
  if (!facts.isBackfilled) {
    const trigger = facts.requested ?? 'connect';
    return { loop: 'backfill', trigger };
  }
  if (facts.waitingHooks > 0) return { loop: 'hooks', trigger: 'hook' };
  if (!facts.requested) return null;
  return { loop: facts.requestedLoop ?? loopOf(facts, now), trigger: facts.requested };
}

function loopOf({ hasDelta, sweptAt, requested }: DueFacts, now: Date): RunLoop {
  if (!hasDelta) return 'sweep';
  const isOverdue = sweptAt === null || +now - +sweptAt > sweepEveryMs;
  return requested === 'schedule' && isOverdue ? 'sweep' : 'delta';
}
