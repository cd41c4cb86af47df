import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { SyncActivities } from '../activities/syncs.js';
import { type SyncInput, taskQueues } from './protocol.js';
import { faultOf, hearChanges, tries, untilChanged } from './steps.js';

type NextSyncStep = Awaited<ReturnType<SyncActivities['nextSyncStep']>>;

/**
 * The life of one connection. What is to be done stands in the database: read it, do that step, read again; wait when only a
 * command, a webhook, the schedule or the end of a limit goes on. Whatever ends this workflow, starting it again goes on from
 * there.
 */
export async function syncConnection({ connectionId }: SyncInput): Promise<void> {
  const watch = hearChanges();

  for (;;) {
    const isChanged = watch();
    const next = await activities().nextSyncStep({ connectionId });
    if (next.step === 'end' && !isChanged()) return;
    if (next.step === 'wait') await untilChanged(isChanged, next.waitMs);
    else await doStep(connectionId, next);
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof syncConnection>({ connectionId });
  }
}

/** What the schedule starts: writes down that a look is due, and ends. */
export async function askForSync({ connectionId }: SyncInput): Promise<void> {
  await activities().askForRun({ connectionId });
}

async function doStep(connectionId: string, next: NextSyncStep): Promise<void> {
  const lease = { connectionId, fence: next.fence };
  const steps = activities(next.fairness);
  try {
    switch (next.step) {
      case 'schedule':
        return await steps.keepSchedule({ connectionId });
      case 'begin':
        return await steps.beginRun(lease);
      case 'pull':
        return void (await steps.pullPages({ ...lease, runId: next.runId! }));
      case 'finish':
        return void (await steps.finishRun({ ...lease, runId: next.runId! }));
      case 'erase':
        return await steps.eraseConnection({ connectionId });
    }
  } catch (error) {
    const fault = faultOf(error);
    if (!fault) throw error;
    await steps.parkConnection({ ...lease, code: fault.type ?? 'internal' });
  }
}

/** A CRM that is away is asked again ever more rarely, up to once a minute. */
function activities(fairness?: NextSyncStep['fairness']): SyncActivities {
  return proxyActivities<SyncActivities>({
    taskQueue: taskQueues.syncs,
    startToCloseTimeout: '10 minutes',
    ...tries,
    retry: { ...tries.retry, maximumInterval: '1 minute' },
    ...(fairness && { priority: { fairnessKey: fairness.key, priorityKey: fairness.priority } }),
  });
}
