import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Connection } from '../../../database/entities/syncs.js';
import { query } from '../../../database/execute.js';
import { markGone } from '../../../database/syncs-gone.js';
import { enqueue } from '../../../database/outbox.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { type ConnectionCommand, connectionAfter } from '../../../domain/syncs/commands.js';
import { stateChanged, syncWorkflow, taskQueues } from '../../../workflows/protocol.js';
import type { RequestActor } from '../auth/access.js';
import { Relay } from '../outbox/relay.js';
import { Invalid } from '../problem.js';
import { Connectors } from './connectors.js';
import { lockConnection } from './find-connection.js';
import { settingsOf, standingOf } from './present.js';
import type { SweepAnswer, SyncNow } from './syncs.schemas.js';

/** What each command is called in the audit trail. */
const auditActions = {
  syncNow: 'connection.sync_asked',
  pause: 'connection.paused',
  resume: 'connection.resumed',
  reconnect: 'connection.reconnected',
  rotate: 'connection.key_changed',
  change: 'connection.settings_changed',
  answer: 'connection.deletions_answered',
  retry: 'connection.problems_retried',
  disconnect: 'connection.disconnected',
} as const satisfies Record<ConnectionCommand, `connection.${string}`>;

export interface ConnectionRequest {
  connectionId: string;
  actor: RequestActor;
  reason?: string | undefined;
}

/** A change within a command; what it returns stands in the audit event. */
type Change = (tx: EntityManager, item: Connection) => Promise<Record<string, unknown> | void>;

/** Commands to a connection: each locks its row, asks the table of moves, and changes, audits and enqueues in one transaction. */
@Injectable()
export class ConnectionCommands {
  constructor(
    private readonly em: EntityManager,
    private readonly relay: Relay,
    private readonly connectors: Connectors,
  ) {}

  syncNow(request: ConnectionRequest, { everything }: SyncNow): Promise<void> {
    return this.ask('syncNow', request, async (_tx, item) => {
      item.requested = request.actor.role === 'agent' ? 'person' : 'support';
      item.requestedLoop = everything ? 'sweep' : (item.requestedLoop ?? null);
      // Whoever presses the button wants it tried now; a limit that still holds is told again by the CRM.
      item.limitedUntil = null;
      item.limitedReason = null;
      return { everything };
    });
  }

  pause(request: ConnectionRequest): Promise<void> {
    return this.ask('pause', request, async () => undefined);
  }

  resume(request: ConnectionRequest): Promise<void> {
    return this.ask('resume', request, async (_tx, item) => clearFailure(item));
  }

  /** Says of a scan that has missed many whether they are really gone. */
  answer(request: ConnectionRequest, { areGone }: SweepAnswer): Promise<void> {
    return this.ask('answer', request, async (tx, item) => {
      const [run] = await query<{ id: string }>(
        tx,
        `update sync_runs set state = 'completed', note = $2 where id = (
           select id from sync_runs where connection_id = $1 and state = 'awaiting_answer' order by id desc limit 1) returning id::text`,
        [item.id, areGone ? 'A person said that they are gone.' : 'A person said that they are still there.'],
      );
      const gone =
        areGone && run
          ? await markMissing(tx, item, { runId: run.id, tag: this.connectors.goneTag(item.connector) })
          : 0;
      return { runId: run?.id, areGone, gone };
    });
  }

  /** The one way of every command. */
  async ask(
    command: ConnectionCommand,
    { connectionId, actor, reason }: ConnectionRequest,
    change: Change,
  ): Promise<void> {
    if (actor.role !== 'agent' && !reason) throw new Invalid({ reason: 'Say the reason: the account sees it.' });
    await this.em.transactional(async (tx) => {
      const item = await lockConnection(tx, connectionId);
      const before = item.state;
      const next = connectionAfter(command, await standingOf(tx, item));
      const after = await change(tx, item);
      item.state = next;
      await wake(tx, item);
      await recordAudit(
        tx,
        auditBy(actor, {
          accountId: item.accountId,
          action: auditActions[command],
          subject: { kind: 'connection', id: connectionId },
          ...(reason ? { reason } : {}),
          before: { state: before },
          after: { state: next, ...after },
        }),
      );
    });
    await this.relay.deliver(syncWorkflow.id(connectionId));
  }
}

export function clearFailure(item: Connection): void {
  Object.assign(item, {
    failureCode: null,
    failureSentence: null,
    troubleCode: null,
    troubleSentence: null,
    troubleSince: null,
    limitedUntil: null,
    limitedReason: null,
  });
}

/** The one place where the API moves a connection on: a page begun under the old fence can no longer commit, and the workflow is told. */
export async function wake(tx: EntityManager, item: Connection): Promise<void> {
  item.fence += 1;
  await tx.flush();
  await enqueue(tx, { accountId: item.accountId, ...syncMessage(item.id) });
}

export const syncMessage = (connectionId: string) => ({
  workflowId: syncWorkflow.id(connectionId),
  workflowType: syncWorkflow.type,
  taskQueue: taskQueues.workflows,
  signal: stateChanged,
  args: syncWorkflow.args(connectionId),
});

/** Takes as deleted whom that scan did not meet, and who was not met since. @returns how many */
async function markMissing(
  tx: EntityManager,
  item: Connection,
  { runId, tag }: { runId: string; tag: string },
): Promise<number> {
  const missing = await query<{ record_id: string }>(
    tx,
    `select record_id from contact_links where connection_id = $1 and contact_id is not null and state <> 'gone'
       and (swept_run is null or swept_run < $2) and (last_run is null or last_run <= $2)`,
    [item.id, runId],
  );
  const where = { connectionId: item.id, accountId: item.accountId, runId, rule: settingsOf(item).deleted, tag };
  return markGone(
    tx,
    where,
    missing.map(({ record_id }) => record_id),
  );
}
