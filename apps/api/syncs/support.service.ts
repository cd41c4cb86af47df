import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Connection as StoredConnection } from '../../../database/entities/syncs.js';
import { query } from '../../../database/execute.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { syncWorkflow } from '../../../workflows/protocol.js';
import type { RequestActor } from '../auth/access.js';
import { PendingWork } from '../imports/pending-work.js';
import type { ListPage } from '../list.js';
import { Connections } from './connections.service.js';
import { findConnection } from './find-connection.js';
import type { Connection } from './syncs.schemas.js';

/** A connection that does not bring anything in until somebody looks, and why. */
export type NeedyConnection = Connection & {
  why: 'failed' | 'needs_reconnect' | 'question' | 'trouble' | 'open_problems';
};

/** What support does beyond what the account itself can. */
@Injectable()
export class ConnectionSupport {
  constructor(
    private readonly em: EntityManager,
    private readonly connections: Connections,
    private readonly pending: PendingWork,
  ) {}

  /** Connections that have failed or lost their key, that wait for an answer, whose CRM has been away for long, or whose problems are older than a day. */
  async needsSomeone(actor: RequestActor): Promise<ListPage<NeedyConnection>> {
    const found = await query<{ id: string; why: NeedyConnection['why'] }>(
      this.em,
      `select * from (
         select id::text, case when state in ('failed', 'needs_reconnect') then state
           when exists (select from sync_runs r where r.connection_id = c.id and r.state = 'awaiting_answer') then 'question'
           when trouble_since < now() - interval '15 minutes' then 'trouble'
           when exists (select from sync_issues i where i.connection_id = c.id and i.state = 'open' and i.created_at < now() - interval '1 day')
             then 'open_problems' end as why
         from connections c where state <> 'disconnected' order by c.id desc) n
       where why is not null limit $1`,
      [200],
    );
    const why = new Map(found.map(({ id, why: reason }) => [id, reason]));
    const items = await this.em.find(StoredConnection, { id: [...why.keys()] }, { orderBy: { updatedAt: 'desc' } });
    const shown = await this.connections.present(items, actor);
    const data = shown.map((item) => ({ ...item, why: why.get(item.id)! }));
    return { data, total: data.length, hasNextPage: false };
  }

  async retryNow(
    connectionId: string,
    { activityId, reason }: { activityId?: string | undefined; reason: string },
    actor: RequestActor,
  ) {
    const item = await findConnection(this.em, connectionId);
    const reset = await this.pending.retryNow(syncWorkflow.id(connectionId), activityId);
    await this.em.transactional((tx) =>
      recordAudit(
        tx,
        auditBy(actor, {
          accountId: item.accountId,
          action: 'connection.retried_now',
          subject: { kind: 'connection', id: connectionId },
          reason,
          after: { activities: reset },
        }),
      ),
    );
    return { reset };
  }
}
