import { Inject, Injectable } from '@nestjs/common';
import { isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import type { Config } from '../../../integrations/config.js';
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

/** What the engine is doing in one workflow right now. Ids and codes only; the engine holds nothing personal. */
@Injectable()
export class PendingWork {
  constructor(
    private readonly engine: Engine,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Null when the engine is away; empty when nothing runs. */
  async of(workflowId: string): Promise<PendingActivity[] | null> {
    // A page does not wait for an engine that the last look found away.
    if (this.engine.isAway) return null;
    return this.ask(workflowId).catch(nullWhenAway);
  }

  /**
   * Has activities tried again at once instead of after their back-off, with the count of attempts begun anew. Who asks for it knows
   * better than the last look at the engine, so it is asked in any case.
   * @returns how many; those that ended meanwhile by themselves need no try any more
   * @throws Problem when the engine is away
   */
  async retryNow(workflowId: string, activityId?: string): Promise<number> {
    const reset = await this.resetAll(workflowId, activityId).catch(nullWhenAway);
    if (reset === null)
      throw new Problem(503, 'engine_away', 'The workflow engine is away: it tries again by itself once it is back.');
    return reset;
  }

  private async resetAll(workflowId: string, activityId?: string): Promise<number> {
    const pending = await this.ask(workflowId);
    const chosen = activityId ? pending.filter((activity) => activity.activityId === activityId) : pending;
    let count = 0;
    for (const activity of chosen) if (await this.reset(workflowId, activity.activityId)) count += 1;
    return count;
  }

  /** @returns false when it has ended, or its workflow has */
  private async reset(workflowId: string, id: string): Promise<boolean> {
    const { namespace } = this.config.temporal;
    try {
      await this.engine.call(({ connection }) =>
        connection.workflowService.resetActivity({ namespace, execution: { workflowId }, identity: 'support', id }),
      );
      return true;
    } catch (error) {
      if (isGrpcServiceError(error) && error.code === notFound) return false;
      throw error;
    }
  }

  private async ask(workflowId: string): Promise<PendingActivity[]> {
    try {
      const { raw } = await this.engine.call((client) => client.workflow.getHandle(workflowId).describe());
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
      throw error;
    }
  }
}

/** gRPC NOT_FOUND. */
const notFound = 5;

function nullWhenAway(error: unknown): null {
  if (isEngineAway(error)) return null;
  throw error;
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
