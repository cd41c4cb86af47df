import type { Client } from '@temporalio/client';
import { taskQueues } from '../../../workflows/protocol.js';

/** One process that polled lately. */
export interface WorkerSeen {
  identity: string;
  queues: string[];
  lastSeen: Date;
  /** Of the SDK, as the worker reports it after its first minute. */
  version: string | null;
}

/** Queue types of the server: 1 asks for workflow tasks, 2 for activity tasks. */
const queueTypes = [1, 2] as const;

/** The workers that polled any of our queues within the last five minutes or so (the server forgets older ones). */
export async function listWorkers(client: Client, namespace: string): Promise<WorkerSeen[]> {
  const service = client.connection.workflowService;
  const asked = Object.values(taskQueues).flatMap((name) =>
    queueTypes.map((taskQueueType) => ({ name, taskQueueType })),
  );
  const answers = await Promise.all(
    asked.map(async ({ name, taskQueueType }) => ({
      name,
      pollers: (await service.describeTaskQueue({ namespace, taskQueue: { name }, taskQueueType })).pollers,
    })),
  );
  const versions = await sdkVersions(client, namespace);
  const workers = new Map<string, WorkerSeen>();
  for (const { name, pollers } of answers) {
    for (const { identity, lastAccessTime } of pollers) {
      if (!identity) continue;
      const at = new Date(Number(lastAccessTime?.seconds ?? 0) * 1_000);
      const seen = workers.get(identity);
      workers.set(identity, {
        identity,
        queues: [...new Set([...(seen?.queues ?? []), name])],
        lastSeen: seen && seen.lastSeen > at ? seen.lastSeen : at,
        version: versions.get(identity) ?? null,
      });
    }
  }
  return [...workers.values()];
}

async function sdkVersions(client: Client, namespace: string): Promise<Map<string, string>> {
  const { workersInfo } = await client.connection.workflowService.listWorkers({ namespace, pageSize: 200 });
  return new Map(
    workersInfo.flatMap(({ workerHeartbeat: beat }) =>
      beat?.workerIdentity && beat.sdkVersion
        ? [[beat.workerIdentity, `${beat.sdkName ?? ''} ${beat.sdkVersion}`.trim()]]
        : [],
    ),
  );
}
