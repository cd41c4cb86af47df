import { execute, type Connection } from './execute.js';

/** One signal we owe a workflow; a workflow that does not run is started by it. Ids only, nothing personal. */
export interface OutboxMessage {
  workflowId: string;
  workflowType: string;
  taskQueue: string;
  signal: string;
  /** Arguments of the workflow when it has to be started. */
  args?: unknown[];
  accountId: string;
}

/** Writes the message in the caller's transaction; the relay delivers it once that has committed. */
export async function enqueue(tx: Connection, message: OutboxMessage): Promise<void> {
  await execute(
    tx,
    `insert into outbox (account_id, workflow_id, workflow_type, task_queue, signal, args)
     select account_id, workflow_id, workflow_type, task_queue, signal, args from jsonb_populate_record(null::outbox, $1::jsonb)`,
    JSON.stringify({
      account_id: message.accountId,
      workflow_id: message.workflowId,
      workflow_type: message.workflowType,
      task_queue: message.taskQueue,
      signal: message.signal,
      args: message.args ?? [],
    }),
  );
}
