/** For the health check of a worker's container: succeeds when a worker of this host polls every one of its task queues. */
import { hostname } from 'node:os';
import { workerPolls } from '../local/ready.js';

const isWell = await workerPolls((identity) => identity.endsWith(`@${hostname()}`), process.env).catch(() => false);
process.exitCode = isWell ? 0 : 1;
