import { writeFile } from 'node:fs/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { eventually } from '../pipeline.js';

/** Paths and names of the machine it was recorded on say nothing to a replay. */
const withoutPlaces = (history: string) =>
  history.replaceAll(/"stackTrace": "(?:[^"\\]|\\.)*"/g, '"stackTrace": ""').replaceAll(/"\d+@[^"]+"/g, '"1@recorder"');

/**
 * Writes what the engine remembers of a workflow beside this file's source, once it has gone to sleep or ended.
 * @param until `ended`: what is to be recorded comes to an end; `at rest`: it waits for more
 */
export async function keepHistory(handle: WorkflowHandle, name: string, until: 'ended' | 'at rest'): Promise<void> {
  await eventually(async () => {
    const { raw, status } = await handle.describe();
    if (until === 'ended') return status.name === 'COMPLETED';
    return !raw.pendingActivities?.length && !raw.pendingWorkflowTask;
  });
  const history = historyToJSON(await handle.fetchHistory());
  await writeFile(`test/histories/${name}.json`, `${withoutPlaces(history)}\n`);
  console.log(`${name}.json`);
}
