import { taskQueues } from '../domain/engine.js';

/** The only runtime seam between the API and the workflows: queues, ids, signal names. Nothing personal may stand in any of them. */
export {
  campaignWorkflow,
  filesWorkflow,
  invitationWorkflow,
  noticeWorkflow,
  stateChanged,
  taskQueues,
  type CampaignInput,
  type FilesInput,
  type InvitationInput,
  type NoticeInput,
} from '../domain/engine.js';

/** What starts the workflow of an import, and what a relay starts it with when it does not run. */
export const importWorkflow = {
  type: 'importContacts',
  id: (importId: string) => `import/${importId}`,
  args: (importId: string): [ImportInput] => [{ importId }],
} as const;

export interface ImportInput {
  importId: string;
}

/** What starts the workflow of a connection. */
export const syncWorkflow = {
  type: 'syncConnection',
  id: (connectionId: string) => `sync/${connectionId}`,
  args: (connectionId: string): [SyncInput] => [{ connectionId }],
} as const;

/** The schedule of a connection, and the short workflow that it starts. */
export const syncSchedule = {
  scheduleId: (connectionId: string) => `sync-schedule/${connectionId}`,
  workflowType: 'askForSync',
  workflowId: (connectionId: string) => `sync-ask/${connectionId}`,
  taskQueue: taskQueues.workflows,
} as const;

export interface SyncInput {
  connectionId: string;
}

/** The platform's one schedule for campaigns, and the short workflow that it starts. */
export const campaignSweep = {
  scheduleId: 'campaign-sweep',
  workflowType: 'sweepCampaigns',
  workflowId: 'campaign-sweep',
  taskQueue: taskQueues.workflows,
} as const;
