import { Inject, Injectable } from '@nestjs/common';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Config } from '../../../integrations/config.js';
import { importWorkflow } from '../../../workflows/protocol.js';
import { CONFIG } from '../config.js';
import { Engine, isEngineAway } from '../outbox/engine.js';
import { Problem } from '../problem.js';

/** An activity that is being worked on or waits for its next try. */
export interface PendingActivity {
  activityId: string;
  type: string;
  attempt: number;
  startedAt: string | null;
  nextAttemptAt: string | null;
  /** A code, never a message. */
  lastError: string | null;
  worker: string | null;
}

/** What the engine is doing for an import right now. Ids and codes only; the engine holds nothing personal. */
@Injectable()
export class PendingWork {
  constructor(
    private readonly engine: Engine,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Null when the engine is away; empty when nothing runs. */
  async of(importId: string): Promise<PendingActivity[] | null> {
    if (this.engine.isAway) return null;
    try {
      const { raw } = await this.engine.call((client) =>
        client.workflow.getHandle(importWorkflow.id(importId)).describe(),
      );
      return (raw.pendingActivities ?? []).map((activity) => ({
        activityId: activity.activityId ?? '',
        type: activity.activityType?.name ?? '',
        attempt: activity.attempt ?? 1,
        startedAt: timeOf(activity.lastStartedTime),
        nextAttemptAt: activity.lastFailure ? timeOf(activity.scheduledTime) : null,
        lastError: activity.lastFailure ? codeOf(activity.lastFailure) : null,
        worker: activity.lastWorkerIdentity || null,
      }));
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return [];
      if (isEngineAway(error)) return null;
      throw error;
    }
  }

  /**
   * Has activities tried again at once instead of after their back-off, with the count of attempts begun anew.
   * @returns how many
   * @throws Problem when the engine is away
   */
  async retryNow(importId: string, activityId?: string): Promise<number> {
    const pending = await this.of(importId);
    if (!pending)
      throw new Problem(503, 'engine_away', 'The workflow engine is away: it tries again by itself once it is back.');
    const chosen = activityId ? pending.filter((activity) => activity.activityId === activityId) : pending;
    for (const { activityId: id } of chosen) {
      await this.engine.call(({ connection }) =>
        connection.workflowService.resetActivity({
          namespace: this.config.temporal.namespace,
          execution: { workflowId: importWorkflow.id(importId) },
          identity: 'support',
          id,
        }),
      );
    }
    return chosen.length;
  }
}

type Timestamp = { seconds?: { toString(): string } | null } | null | undefined;
const timeOf = (time: Timestamp) =>
  time?.seconds ? new Date(Number(time.seconds.toString()) * 1000).toISOString() : null;

interface Failure {
  message?: string | null;
  timeoutFailureInfo?: { timeoutType?: number | null } | null;
}
/** 4 is a heartbeat's (temporal.api.enums.v1.TimeoutType). */
const codeOf = ({ message, timeoutFailureInfo }: Failure) =>
  timeoutFailureInfo?.timeoutType === 4 ? 'heartbeat' : (message ?? 'unknown');
