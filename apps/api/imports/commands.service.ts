import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import type { ContactImport } from '../../../database/entities/imports.js';
import { query } from '../../../database/execute.js';
import { enqueue } from '../../../database/outbox.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { type ImportCommand, stateAfter } from '../../../domain/imports/commands.js';
import type { Config } from '../../../integrations/config.js';
import { importWorkflow, stateChanged, taskQueues } from '../../../workflows/protocol.js';
import type { RequestActor } from '../auth/access.js';
import { CONFIG } from '../config.js';
import { Relay } from '../outbox/relay.js';
import { Invalid, Problem } from '../problem.js';
import { lockImport } from './find-import.js';
import type { Confirm, Retry } from './imports.schemas.js';
import { standingOf } from './present.js';
import { startScan } from './scan.js';

/** What each command is called in the audit trail. */
const auditActions = {
  scan: 'import.scan_started',
  confirm: 'import.confirmed',
  pause: 'import.paused',
  resume: 'import.resumed',
  cancel: 'import.cancelled',
  retry: 'import.retry_started',
  undo: 'import.undo_started',
  close: 'import.closed',
  remap: 'import.mapping_reopened',
} as const satisfies Record<ImportCommand, string>;

export interface CommandRequest {
  importId: string;
  actor: RequestActor;
  reason?: string | undefined;
}

/** Commands to an import: each locks its row, asks the table of moves, and changes, audits and enqueues in one transaction. */
@Injectable()
export class ImportCommands {
  constructor(
    private readonly em: EntityManager,
    private readonly relay: Relay,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  scan(request: CommandRequest): Promise<void> {
    return this.ask('scan', request, startScan);
  }

  confirm(request: CommandRequest, { trialRows }: Confirm): Promise<void> {
    return this.ask('confirm', request, async (_tx, item) => {
      item.confirmedAt = new Date();
      item.trialRows = trialRows ?? null;
    });
  }

  pause(request: CommandRequest): Promise<void> {
    return this.ask('pause', request, async (_tx, item) => {
      item.resumeState = item.state;
    });
  }

  resume(request: CommandRequest): Promise<void> {
    return this.ask('resume', request, async (_tx, item) => {
      item.resumeState = null;
      item.failureCode = null;
      item.failureSentence = null;
    });
  }

  cancel(request: CommandRequest): Promise<void> {
    return this.ask('cancel', request, async (tx, item) => {
      item.resumeState = null;
      const { hasWritten } = await standingOf(tx, item);
      if (hasWritten) item.undoUntil = daysFromNow(this.config.undoDays);
      item.purgeAt = daysFromNow(this.config.purgeDays);
    });
  }

  retry(request: CommandRequest, { rowNumbers }: Retry): Promise<void> {
    return this.ask('retry', request, async (tx, item) => {
      const chosen = await query(
        tx,
        `update import_rows r set retrying = true, attempts = attempts + 1
         where import_id = $1 and (intent = 'fail' or outcome = 'failed') and dismissed_reason is null
           and row_outcome(r) = 'failed' and ($2::int[] is null or row_number = any ($2::int[])) returning 1`,
        [item.id, rowNumbers ? `{${rowNumbers.join(',')}}` : null],
      );
      if (chosen.length === 0) throw new Problem(422, 'nothing_to_retry', 'None of these rows is open as failed.');
    });
  }

  undo(request: CommandRequest): Promise<void> {
    return this.ask('undo', request, async () => undefined);
  }

  close(request: CommandRequest): Promise<void> {
    return this.ask('close', request, async () => undefined);
  }

  private async ask(
    command: ImportCommand,
    { importId, actor, reason }: CommandRequest,
    change: (tx: EntityManager, item: ContactImport) => Promise<void>,
  ): Promise<void> {
    if (actor.role !== 'agent' && !reason) throw new Invalid({ reason: 'Say the reason: the account sees it.' });
    await this.em.transactional(async (tx) => {
      const item = await lockImport(tx, importId);
      const before = item.state;
      const next = stateAfter(command, await standingOf(tx, item), new Date());
      await change(tx, item);
      await moveTo(tx, item, next);
      await recordAudit(
        tx,
        auditBy(actor, {
          accountId: item.accountId,
          action: auditActions[command],
          subject: { kind: 'import', id: importId },
          ...(reason ? { reason } : {}),
          before: { state: before },
          after: { state: next },
        }),
      );
    });
    await this.relay.deliver(importWorkflow.id(importId));
  }
}

/** The one place where the API changes a state: a batch begun under the old fence can no longer commit, and the workflow is told. */
export async function moveTo(tx: EntityManager, item: ContactImport, state: ContactImport['state']): Promise<void> {
  item.state = state;
  item.fence += 1;
  await tx.flush();
  await enqueue(tx, {
    accountId: item.accountId,
    workflowId: importWorkflow.id(item.id),
    workflowType: importWorkflow.type,
    taskQueue: taskQueues.workflows,
    signal: stateChanged,
    args: importWorkflow.args(item.id),
  });
}

const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000);
