import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import type { Config } from '../../integrations/config.js';
import type { Kept } from './keep.js';

/** Waits until the process is ready; throws with the end of its log when it ends instead. Recovery may take its time. */
export async function readyOrEnded(
  process: Kept,
  { name, log }: { name: string; log: string },
  isReady: () => Promise<boolean>,
): Promise<Kept> {
  const state: { ended?: string } = {};
  void process.exited.then((words) => (state.ended = words));
  while (!(await isReady())) {
    if (state.ended) throw new Error(`${name} ended at once (${state.ended}):\n${lastLines(log)}`);
    await wait(25);
  }
  return process;
}

function lastLines(log: string, count = 5): string {
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}

/** Whether the api takes requests. */
export const apiAnswers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/api/health/live`).then(
    () => true,
    () => false,
  );

/** Whether the worker process with this id polls all of its task queues; a worker is known to Temporal as `pid@host`. */
export async function workerPolls(pid: number, { temporal, queues }: Config): Promise<boolean> {
  const connection = await Connection.connect({ address: temporal.address });
  try {
    const answers = await Promise.all(
      queues.map((name) =>
        connection.workflowService.describeTaskQueue({
          namespace: temporal.namespace,
          taskQueue: { name },
          taskQueueType: name === 'workflows' ? 1 : 2,
        }),
      ),
    );
    return answers.every(({ pollers }) => pollers?.some(({ identity }) => identity?.startsWith(`${pid}@`)));
  } finally {
    await connection.close();
  }
}
