import { proxyActivities } from '@temporalio/workflow';
import type { FileActivities } from '../activities/files.js';
import { type FilesInput, taskQueues } from './protocol.js';
import { hearChanges, tries } from './steps.js';

/** Removes what an account's erasures have left in storage. Which files stands in the database; whoever asks again is heard. */
export async function removeFiles({ accountId }: FilesInput): Promise<void> {
  const watch = hearChanges();
  let isChanged: () => boolean;
  do {
    isChanged = watch();
    await activities.removeFiles({ accountId });
  } while (isChanged());
}

/** Storage that is away is waited for as long as it takes. */
const activities = proxyActivities<FileActivities>({
  taskQueue: taskQueues.imports,
  startToCloseTimeout: '10 minutes',
  ...tries,
  retry: { ...tries.retry, maximumInterval: '1 minute' },
});
