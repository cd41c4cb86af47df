import { ActivityFailure, ApplicationFailure, condition, defineSignal, setHandler } from '@temporalio/workflow';
import { stateChanged } from './protocol.js';

/**
 * Hears of changes that commands, webhooks or the sweep have written to the database.
 * @returns begins to watch; what that returns says whether something has changed since then
 */
export function hearChanges(): () => () => boolean {
  let changes = 0;
  setHandler(defineSignal(stateChanged), () => void (changes += 1));
  return () => {
    const seen = changes;
    return () => changes !== seen;
  };
}

/** @param waitMs at the longest; null: until something changes */
export async function untilChanged(isChanged: () => boolean, waitMs: number | null): Promise<void> {
  await (waitMs === null ? condition(isChanged) : condition(isChanged, waitMs));
}

/** Faults that no retry cures come as failures of an activity that say so themselves; all others are tried again for ever. */
export function faultOf(error: unknown): ApplicationFailure | null {
  const cause = error instanceof ActivityFailure ? error.cause : null;
  return cause instanceof ApplicationFailure && cause.nonRetryable ? cause : null;
}

/** A worker that dies is noticed after the heartbeat's time; a long outage ends with the next try within ten seconds. */
export const tries = {
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '10 seconds' },
} as const;
