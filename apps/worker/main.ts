import { setTimeout as wait } from 'node:timers/promises';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { createCampaignActivities } from '../../activities/campaigns.js';
import { WireLog } from '../../activities/campaigns/wire-log.js';
import { createFileActivities } from '../../activities/files.js';
import { createImportActivities } from '../../activities/imports.js';
import { createInvitationActivities } from '../../activities/invitations.js';
import { createMailActivities } from '../../activities/mail.js';
import { resealOld } from '../../database/connection-secrets.js';
import { createPool } from '../../database/pool.js';
import { type Config, readConfig, WrongSettings } from '../../integrations/config.js';
import { openBulkTransport, openTransport } from '../../integrations/mail/open-transport.js';
import { KeyRing } from '../../integrations/secrets.js';
import { openStorage } from '../../integrations/storage.js';
import { taskQueues } from '../../workflows/protocol.js';
import { installRuntime } from './log.js';
import { keepSweep } from './sweep.js';
import { syncActivities } from './syncs.js';
import { workflowBundle } from './workflow-bundle.js';

const config = readSettings();
const { log, logger } = installRuntime(config);
const pool = createPool(config.databaseUrl, { max: 20 });
const storage = openStorage(config.storageUrl);
const activities = {
  ...createImportActivities({ pool, storage, settings: config }),
  ...createFileActivities({ pool, storage }),
};
const ring = new KeyRing(config.secretKeys);
// Secrets that an older key has sealed are sealed anew, so that it can be taken out of SECRET_KEYS.
await resealOld(pool, ring).catch(() => undefined);
const transport = openTransport(config.mail);
const mailActivities = {
  ...createInvitationActivities({ pool }),
  ...createMailActivities({ pool, transport, ring, settings: config }),
};
const bulkTransport = openBulkTransport(config.mail);
const wirePool = createPool(config.databaseUrl, { max: 2 });
const campaignActivities = createCampaignActivities({
  pool,
  clock: () => new Date(),
  addressKey: config.addressKey,
  ring,
  transport: bulkTransport,
  wire: new WireLog(wirePool),
  settings: config,
  limits: config.sending,
});
const codePath = await workflowBundle(logger);

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());

while (!stop.signal.aborted) {
  try {
    await work();
  } catch (error) {
    // A fault of the program is not waited out: whoever keeps this process starts it again and sees that it falls.
    if (error instanceof TypeError || error instanceof ReferenceError) throw error;
    log.warn(
      { code: (error as { name?: string }).name },
      `Temporal at ${config.temporal.address} is away; trying again.`,
    );
    await wait(1_000, null, { signal: stop.signal }).catch(() => undefined);
  }
}
transport.close();
bulkTransport.close();
await wirePool.end();
await pool.end();
log.info('The worker has ended.');

/** Polls the queues until it is told to stop: first no new work, then what runs ends, then connections close. */
async function work() {
  const connection = await NativeConnection.connect({
    ...loadClientConnectConfig().connectionOptions,
    address: config.temporal.address,
  });
  try {
    if (config.queues.includes('campaigns')) await keepSweep(config, connection);
    const workers = await Promise.all(config.queues.map((queue) => Worker.create(optionsOf(queue, connection))));
    const shutdown = () =>
      workers.filter((worker) => worker.getState() === 'RUNNING').forEach((worker) => worker.shutdown());
    const running = Promise.all(workers.map((worker) => worker.run().finally(shutdown)));
    log.info(`The worker polls ${config.queues.join(', ')}.`);
    if (stop.signal.aborted) shutdown();
    stop.signal.addEventListener('abort', shutdown);
    const health = setInterval(
      () => log.info({ rssMb: Math.round(process.memoryUsage.rss() / 2 ** 20) }, 'The worker is well.'),
      60_000,
    );
    await running.finally(() => {
      clearInterval(health);
      stop.signal.removeEventListener('abort', shutdown);
    });
  } finally {
    await connection.close();
  }
}

function optionsOf(queue: Config['queues'][number], connection: NativeConnection): WorkerOptions {
  const common = { connection, namespace: config.temporal.namespace, taskQueue: taskQueues[queue] };
  switch (queue) {
    case 'workflows':
      return {
        ...common,
        workflowBundle: { codePath },
        // Workflows that a killed worker had in its cache wait so long before another one takes them.
        stickyQueueScheduleToStartTimeout: '1 second',
        maxCachedWorkflows: 200,
        shutdownGraceTime: '1 second',
      };
    case 'imports':
      return {
        ...common,
        activities,
        // Scarce slots make the server's order matter: small imports first, accounts in turn.
        maxConcurrentActivityTaskExecutions: 4,
        maxHeartbeatThrottleInterval: '1 second',
        // After it, what can hand its slot back does; a batch that is being written ends first.
        shutdownGraceTime: '1 second',
      };
    case 'syncs':
      return {
        ...common,
        activities: syncActivities(config, pool, () => connection),
        maxConcurrentActivityTaskExecutions: 8,
        maxHeartbeatThrottleInterval: '1 second',
        shutdownGraceTime: '1 second',
      };
    case 'mail':
      return {
        ...common,
        activities: mailActivities,
        maxConcurrentActivityTaskExecutions: 10,
        maxHeartbeatThrottleInterval: '1 second',
        // A mail that is on the wire gets its answer, or nobody knows what became of it.
        shutdownGraceTime: '30 seconds',
      };
    case 'campaigns':
      return {
        ...common,
        activities: campaignActivities,
        // More than one campaign has shares, so that a small one finds a slot beside a large one, and the accounts take turns.
        maxConcurrentActivityTaskExecutions: 8,
        maxHeartbeatThrottleInterval: '1 second',
        shutdownGraceTime: '30 seconds',
      };
  }
}

function readSettings(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof WrongSettings)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
