import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Connection } from '../../../database/entities/syncs.js';
import { query } from '../../../database/execute.js';
import { syncWorkflow } from '../../../workflows/protocol.js';
import {
  auditedEntries,
  mostEntries,
  type TimelineEntry,
  timelineOf,
  underWayEntries,
} from '../imports/timeline-entries.js';
import { PendingWork } from '../imports/pending-work.js';
import { findConnection } from './find-connection.js';
import { actionText, activityText, errorText, type LedgerPageRow, pageText } from './timeline.js';

/** What ran, what runs and what is tried again, for the account and for support. */
@Injectable()
export class ConnectionTimelines {
  constructor(
    private readonly em: EntityManager,
    private readonly pending: PendingWork,
  ) {}

  /** Newest first; what is under way stands on top. */
  async timeline(connectionId: string): Promise<TimelineEntry[]> {
    const item = await findConnection(this.em, connectionId);
    const subject = { kind: 'connection', id: item.id } as const;
    const [work, told, done] = await Promise.all([
      this.pending.of(syncWorkflow.id(item.id)),
      auditedEntries(this.em, { accountId: item.accountId, subject, text: actionText }),
      this.committed(item),
    ]);
    return timelineOf(underWayEntries(work, { activityText, errorText }), [...told, ...done]);
  }

  private async committed({ id }: Connection): Promise<TimelineEntry[]> {
    const rows = await query<LedgerPageRow & { committed_at: Date; worker: string | null }>(
      this.em,
      `select p.seq, r.loop, p.reported, p.added, p.changed, p.unchanged, p.skipped, p.failed, p.gone, p.missed, p.committed_at, p.worker
       from sync_pages p join sync_runs r on r.id = p.run_id where r.connection_id = $1 order by p.run_id desc, p.seq desc limit ${mostEntries}`,
      [id],
    );
    return rows.map((row) => ({
      at: new Date(row.committed_at).toISOString(),
      actor: row.worker ?? 'Porchlight',
      kind: 'batch',
      text: pageText(row),
    }));
  }
}
