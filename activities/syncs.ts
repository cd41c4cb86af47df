import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { OutboxMessage } from '../database/outbox.js';
import type { ContactField } from '../domain/contacts/fields.js';
import type { Crm } from '../integrations/crm/connector.js';
import { guarded } from './imports/faults.js';
import { eraseConnection } from './syncs/erase.js';
import { faultSentence, settleFault } from './syncs/faults.js';
import type { SyncLease } from './syncs/lease.js';
import { parkConnection } from './syncs/park.js';
import { getConnection, type PinnedConnection } from './syncs/pinned.js';
import { pullPages, type PullResult } from './syncs/pull.js';
import { finishRun, type RunLease } from './syncs/run.js';
import { keepSchedule, nextLook, type ScheduledWork } from './syncs/schedule.js';
import { beginRun, readStanding } from './syncs/standing.js';
import { askForRun } from './syncs/tick.js';
import { verifyMissing } from './syncs/verify.js';

/** What a connector says of itself, as far as syncs depend on it. */
export interface ConnectorFacts {
  label: string;
  hasDelta: boolean;
  fields: readonly ContactField[];
}

export interface SyncDependencies {
  pool: Pool;
  /** @throws RangeError when there is no such connector */
  connector: (id: string) => ConnectorFacts;
  /** The CRM behind a connection, with its secret and the limits shared by all workers. */
  openCrm: (connection: { connectionId: string; connector: string }) => Crm;
  /** Null while the engine's line is being opened again. */
  client: () => Client;
  schedule: ScheduledWork;
  /** What wakes the workflow of a connection. */
  wake: (connectionId: string) => Omit<OutboxMessage, 'accountId'>;
}

const segmentMs = 12_000;

/** The steps of a sync: one transaction a page, safe to repeat, ids and counts only. */
export function createSyncActivities({ pool, connector, openCrm, client, schedule, wake }: SyncDependencies) {
  const pinnedOf = (connectionId: string) => getConnection(pool, connectionId, (id) => connector(id).fields);
  const tagOf = ({ connector: id }: PinnedConnection) => `Deleted in ${connector(id).label}`;
  const hasDelta = (id: string) => connector(id).hasDelta;
  /** Work at the CRM, whose refusals are settled rather than thrown where they mean something for the connection. */
  async function atCrm<T>(lease: RunLease, work: (at: { crm: Crm; pinned: PinnedConnection }) => Promise<T>) {
    const pinned = await pinnedOf(lease.connectionId);
    try {
      return await work({ crm: openCrm(pinned), pinned });
    } catch (error) {
      const { label } = connector(pinned.connector);
      await settleFault(error, { pool, lease, label, attempt: Context.current().info.attempt });
      return 'settled' as const;
    }
  }
  return guarded({
    nextSyncStep: ({ connectionId }: { connectionId: string }) => readStanding(pool, connectionId, hasDelta),
    keepSchedule: ({ connectionId }: { connectionId: string }) => keepSchedule(pool, client(), schedule, connectionId),
    beginRun: (lease: SyncLease) => beginRun(pool, lease, hasDelta),
    pullPages: (lease: RunLease): Promise<PullResult | 'settled'> =>
      atCrm(lease, async ({ crm, pinned }) => {
        const { cancellationSignal } = Context.current();
        const isStopping = () => cancellationSignal.aborted;
        return pullPages({ pool, crm, pinned, tag: tagOf(pinned), segmentMs, isStopping }, lease);
      }),
    finishRun: (lease: RunLease): Promise<void | 'settled'> =>
      atCrm(lease, async ({ crm, pinned }) => {
        const tag = tagOf(pinned);
        await verifyMissing({ pool, crm, pinned, tag }, lease);
        await finishRun(pool, lease, { pinned, tag });
      }),
    parkConnection: ({ code, ...lease }: SyncLease & { code: string }) =>
      parkConnection(pool, lease, { state: 'failed', code, sentence: faultSentence(code) }),
    eraseConnection: ({ connectionId }: { connectionId: string }) => eraseConnection(pool, connectionId),
    askForRun: async ({ connectionId }: { connectionId: string }) => {
      const nextAt = await nextLook(client(), schedule, connectionId);
      return askForRun(pool, { connectionId, nextAt, message: wake(connectionId) });
    },
  });
}
export type SyncActivities = ReturnType<typeof createSyncActivities>;
