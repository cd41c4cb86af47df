import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { ImportActivities } from '../activities/imports.js';
import { type ImportInput, taskQueues } from './protocol.js';
import { faultOf, hearChanges, tries, untilChanged } from './steps.js';

type NextStep = Awaited<ReturnType<ImportActivities['nextStep']>>;

/**
 * The life of one import. What is to be done stands in the database: read it, do that step, read again; wait when only a
 * command or a timer goes on. Whatever ends this workflow, starting it again goes on from there.
 */
export async function importContacts({ importId }: ImportInput): Promise<void> {
  const watch = hearChanges();

  for (;;) {
    const isChanged = watch();
    const next = await activities().nextStep({ importId });
    if (next.step === 'end' && !isChanged()) return;
    if (next.step === 'wait') await untilChanged(isChanged, next.waitMs);
    else await doStep(importId, next);
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof importContacts>({ importId });
  }
}

async function doStep(importId: string, next: NextStep): Promise<void> {
  const lease = { importId, fence: next.fence };
  const steps = activities(next.fairness);
  try {
    switch (next.step) {
      case 'scan':
        return void (await steps.scanFile(lease));
      case 'plan':
        return void (await steps.planImport(lease));
      case 'trial':
        return void (await steps.applyTrial(lease));
      case 'apply':
        return await applyParts(next.parts, (part) => steps.applyBatch({ ...lease, part }));
      case 'retry':
        return void (await steps.retryBatch(lease));
      case 'finish':
        return await steps.finishImport(lease);
      case 'undo':
        return void (await steps.undoBatch(lease));
      case 'expire':
        return await steps.expireImport(lease);
      case 'purge':
        return await steps.purgeImport(lease);
    }
  } catch (error) {
    const fault = faultOf(error);
    if (!fault) throw error;
    await steps.parkImport({ ...lease, code: fault.type ?? 'internal', sentence: fault.message });
  }
}

/** Two lanes, each taking the next part, so that both write near the same edge of the index. */
async function applyParts(parts: number[], apply: (part: number) => Promise<string>): Promise<void> {
  const left = [...parts];
  const lane = async () => {
    for (let part = left.shift(); part !== undefined; part = left.shift()) {
      try {
        if ((await apply(part)) === 'superseded') left.length = 0;
      } catch (error) {
        left.length = 0;
        throw error;
      }
    }
  };
  const lanes = await Promise.allSettled([lane(), lane()]);
  for (const result of lanes) if (result.status === 'rejected') throw result.reason;
}

function activities(fairness?: NextStep['fairness']): ImportActivities {
  return proxyActivities<ImportActivities>({
    taskQueue: taskQueues.imports,
    startToCloseTimeout: '10 minutes',
    ...tries,
    ...(fairness && { priority: { fairnessKey: fairness.key, priorityKey: fairness.priority } }),
  });
}
