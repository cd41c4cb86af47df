import type { ScheduleHandle } from '@temporalio/client';
import { campaignSweep, filesWorkflow, stateChanged, syncSchedule, taskQueues } from '../../workflows/protocol.js';
import { eventually } from '../pipeline.js';
import { SyncScene } from '../syncing.js';
import { keepHistory } from './keep.js';

/**
 * `node dist/test/histories/record-short.js` after a build: the workflows that a schedule starts, and the one that removes files, on
 * real parts. To be run when they changed on purpose.
 */
const scene = await SyncScene.begin();
const { client } = scene.own.pipeline;

/** Of the run that was asked for here. */
async function started(schedule: ScheduleHandle): Promise<string> {
  const before = (await schedule.describe()).info.numActionsTaken;
  await schedule.trigger();
  await eventually(async () => (await schedule.describe()).info.numActionsTaken > before);
  const { recentActions } = (await schedule.describe()).info;
  return recentActions.at(-1)!.action.workflow.workflowId;
}

const stories: Record<string, () => Promise<string>> = {
  async 'ask-synced'() {
    const id = await scene.connected(scene.login(10));
    return started(client.schedule.getHandle(syncSchedule.scheduleId(id)));
  },
  async 'sweep-woken'() {
    return started(client.schedule.getHandle(campaignSweep.scheduleId));
  },
  async 'files-removed'() {
    const workflowId = filesWorkflow.id('1');
    await client.workflow.signalWithStart(filesWorkflow.type, {
      workflowId,
      taskQueue: taskQueues.workflows,
      args: filesWorkflow.args('1'),
      signal: stateChanged,
    });
    return workflowId;
  },
};

try {
  for (const [name, story] of Object.entries(stories))
    await keepHistory(client.workflow.getHandle(await story()), name, 'ended');
} finally {
  await scene.end();
}
