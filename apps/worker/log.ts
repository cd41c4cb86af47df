import { type Logger, type LogLevel, type LogMetadata, Runtime } from '@temporalio/worker';
import { pino, type Logger as Pino } from 'pino';
import type { Config } from '../../integrations/config.js';

/** Ids, counts and codes; of an error its kind alone, because messages may quote values. */
const harmless = new Set([
  'workflowId',
  'runId',
  'activity',
  'activityType',
  'activityId',
  'attempt',
  'code',
  'taskQueue',
  'state',
]);

/** What Temporal's SDK and its core have to say, in our log. */
class EngineLogger implements Logger {
  constructor(private readonly out: Pino) {}

  log(level: LogLevel, message: string, meta?: LogMetadata): void {
    this.out[level.toLowerCase() as Lowercase<LogLevel>](pick(meta), message);
  }
  trace = (message: string, meta?: LogMetadata) => this.log('TRACE', message, meta);
  debug = (message: string, meta?: LogMetadata) => this.log('DEBUG', message, meta);
  info = (message: string, meta?: LogMetadata) => this.log('INFO', message, meta);
  warn = (message: string, meta?: LogMetadata) => this.log('WARN', message, meta);
  error = (message: string, meta?: LogMetadata) => this.log('ERROR', message, meta);
}

function pick(meta: LogMetadata = {}) {
  return Object.fromEntries(Object.entries(meta).filter(([key]) => harmless.has(key)));
}

/** One log for us, the SDK and its core, which otherwise writes by itself. */
export function installRuntime({ logLevel }: Pick<Config, 'logLevel'>): { log: Pino; logger: Logger } {
  const log = pino({ level: logLevel });
  const logger = new EngineLogger(log);
  Runtime.install({
    logger,
    telemetryOptions: { logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } } },
    workerHeartbeatInterval: '10 seconds',
    // We end in our own order: see main.ts.
    shutdownSignals: [],
  });
  return { log, logger };
}
