import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Client, Connection, isGrpcServiceError } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { BehaviorSubject } from 'rxjs';
import type { Config } from '../../../integrations/config.js';
import { CONFIG } from '../config.js';
import { version } from '../version.js';

export type EngineState = 'ok' | 'away';

/** gRPC UNAVAILABLE and DEADLINE_EXCEEDED: what a server that is not there looks like from here. */
const awayCodes = new Set([14, 4]);

/** A busy engine takes its time and is not away for that; one that has gone refuses at once. */
const probeMs = 1_500;

/** Whether the engine was not reached; the call may nevertheless have been done. */
export function isEngineAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isGrpcServiceError(error)) return awayCodes.has(error.code);
  if (error.message === 'Failed to connect before the deadline') return true;
  return isEngineAway(error.cause);
}

/**
 * Our line to Temporal. Opened at the first use and never waited for at boot: the API serves without it.
 * No call waits longer than its deadline, because one without blocks for 18 s when the server is gone.
 */
@Injectable()
export class Engine implements OnApplicationShutdown {
  /** Starts as away until the first probe says otherwise. */
  readonly state = new BehaviorSubject<{ state: EngineState; checkedAt: Date }>({
    state: 'away',
    checkedAt: new Date(0),
  });
  private connection: Connection | null = null;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  get isAway(): boolean {
    return this.state.value.state === 'away';
  }

  /** @throws what `isEngineAway` recognizes, or what the server refused */
  async call<T>(work: (client: Client) => Promise<T>, deadlineMs = 2_000): Promise<T> {
    const connection = this.open();
    const client = new Client({ connection, namespace: this.config.temporal.namespace, identity: `api ${version}` });
    try {
      const result = await connection.withDeadline(Date.now() + deadlineMs, () => work(client));
      this.tell('ok');
      return result;
    } catch (error) {
      this.tell(isEngineAway(error) ? 'away' : 'ok');
      throw error;
    }
  }

  /** Asks whether the engine is there; the answer is in `state`. */
  async probe(): Promise<EngineState> {
    try {
      await this.call(({ connection }) => connection.workflowService.getSystemInfo({}), probeMs);
    } catch {
      // The state already says it.
    }
    return this.state.value.state;
  }

  async onApplicationShutdown(): Promise<void> {
    this.state.complete();
    await this.connection?.close();
  }

  private open(): Connection {
    this.connection ??= Connection.lazy({
      ...loadClientConnectConfig().connectionOptions,
      address: this.config.temporal.address,
      connectTimeout: 2_000,
      // With gRPC's own back-off the API stays away for up to 8 s after the server is back; with this under 1 s.
      channelArgs: {
        'grpc.initial_reconnect_backoff_ms': 200,
        'grpc.min_reconnect_backoff_ms': 200,
        'grpc.max_reconnect_backoff_ms': 1_000,
      },
    });
    return this.connection;
  }

  private tell(state: EngineState): void {
    this.state.next({ state, checkedAt: new Date() });
  }
}
