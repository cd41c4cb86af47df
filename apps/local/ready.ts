import { connect } from 'node:net';
import { Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { readConfig } from '../../integrations/config.js';

/** Whether something listens there on the loopback. */
export function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Whether the api says that it is ready. */
export const apiAnswers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/api/health`).then(
    (response) => response.ok,
    () => false,
  );

/** Whether such a worker polls all of its task queues; a worker is known to Temporal as `pid@host`. */
export async function workerPolls(isThisOne: (identity: string) => boolean, env: NodeJS.ProcessEnv): Promise<boolean> {
  const { temporal, queues } = readConfig(env);
  const given = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const connection = await Connection.connect({
    ...loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(given) }).connectionOptions,
    address: temporal.address,
  });
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
    return answers.every(({ pollers }) => pollers?.some(({ identity }) => isThisOne(identity ?? '')));
  } finally {
    await connection.close();
  }
}
