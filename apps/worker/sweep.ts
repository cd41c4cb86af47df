import {
  Client,
  type ConnectionLike,
  ScheduleAlreadyRunning,
  type ScheduleOptions,
  type ScheduleOptionsStartWorkflowAction,
  ScheduleOverlapPolicy,
  type Workflow,
} from '@temporalio/client';
import type { Config } from '../../integrations/config.js';
import { campaignSweep } from '../../workflows/protocol.js';

type StartWorkflow = ScheduleOptionsStartWorkflowAction<Workflow>;

/**
 * The platform's one schedule for campaigns: every five minutes, never two at a time, a little apart from the full minute. After the
 * engine was away it runs once and does not catch up on all that was missed. Whichever worker comes first makes it; a later version
 * of the platform brings it up to date.
 */
const schedule: Omit<ScheduleOptions<StartWorkflow>, 'scheduleId'> & { action: StartWorkflow } = {
  spec: { intervals: [{ every: '5 minutes' }], jitter: '20 seconds' },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
  action: {
    type: 'startWorkflow',
    workflowType: campaignSweep.workflowType,
    workflowId: campaignSweep.workflowId,
    taskQueue: campaignSweep.taskQueue,
    args: [],
  },
};

export async function keepSweep(config: Config, connection: ConnectionLike): Promise<void> {
  const client = new Client({ connection, namespace: config.temporal.namespace });
  try {
    await client.schedule.create({ scheduleId: campaignSweep.scheduleId, ...schedule });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule
      .getHandle(campaignSweep.scheduleId)
      .update((before) => ({ ...schedule, state: before.state }));
  }
}
