import { EntityManager, type FilterQuery } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Connection as StoredConnection } from '../../../database/entities/syncs.js';
import { query } from '../../../database/execute.js';
import type { RequestActor } from '../auth/access.js';
import { type ListPage, listPage } from '../list.js';
import { NotFound } from '../problem.js';
import { Engine } from '../outbox/engine.js';
import { Connectors } from './connectors.js';
import { findConnection } from './find-connection.js';
import { findByHealth } from './health-filter.js';
import { presentConnections } from './present.js';
import { presentRun, runColumns, type RunRow } from './present-run.js';
import { ConnectionReveals } from './reveals.js';
import type { Connection, ConnectionsQuery, RunsQuery, SyncRun } from './syncs.schemas.js';

/** What `needs` means in a list: it does not go on, or not fully, before somebody has done something. */
const needsPerson = `(c.state in ('needs_reconnect', 'failed')
  or (c.state <> 'disconnected' and (exists (select from sync_issues i where i.connection_id = c.id and i.state = 'open')
    or exists (select from sync_runs r where r.connection_id = c.id and r.state = 'awaiting_answer'))))`;

/** Connections to CRMs and their runs: showing them. */
@Injectable()
export class Connections {
  constructor(
    private readonly em: EntityManager,
    private readonly engine: Engine,
    private readonly connectors: Connectors,
    private readonly reveals: ConnectionReveals,
  ) {}

  async get(connectionId: string, actor: RequestActor): Promise<Connection> {
    const [shown] = await this.present([await findConnection(this.em, connectionId)], actor);
    return shown!;
  }

  async list(
    { page, perPage, sort, order, filter }: ConnectionsQuery,
    actor: RequestActor,
  ): Promise<ListPage<Connection>> {
    const where: FilterQuery<StoredConnection> = {
      ...(filter.state ? { state: filter.state } : {}),
      ...(filter.connector ? { connector: filter.connector } : {}),
      ...(filter.accountId ? { accountId: filter.accountId } : {}),
    };
    if (filter.needs) {
      const needing = await query<{ id: string }>(
        this.em,
        `select id::text from connections c where ($1::bigint is null or account_id = $1) and ${needsPerson}`,
        [actor.accountId],
      );
      where.id = needing.map(({ id }) => id);
    }
    if (filter.health) {
      const { accountId } = actor;
      const { keyDays } = this.connectors;
      const found = await findByHealth(this.em, { health: filter.health, accountId, keyDays });
      where.$and = [{ id: found }];
    }
    const items = await this.em.find(StoredConnection, where, {
      orderBy: [{ [sort]: order }, { id: order }],
      offset: (page - 1) * perPage,
      limit: perPage + 1,
    });
    return listPage(await this.present(items, actor), { perPage }, await this.em.count(StoredConnection, where));
  }

  /** The address for webhooks, to be entered at a CRM that takes one by hand. It is a secret: no other answer holds it. */
  async webhook(connectionId: string): Promise<{ url: string }> {
    const item = await findConnection(this.em, connectionId);
    if (item.state === 'disconnected') throw new NotFound('address');
    return { url: this.connectors.hookUrl(item) };
  }

  async runs(connectionId: string, { page, perPage, order }: RunsQuery): Promise<ListPage<SyncRun>> {
    await findConnection(this.em, connectionId);
    const rows = await query<RunRow>(
      this.em,
      `select ${runColumns} from sync_runs r join sync_run_counts n on n.run_id = r.id where r.connection_id = $1
       order by r.id ${order} limit ${perPage + 1} offset ${(page - 1) * perPage}`,
      [connectionId],
    );
    return listPage(rows.map(presentRun), { perPage });
  }

  async run(connectionId: string, runId: string): Promise<SyncRun> {
    await findConnection(this.em, connectionId);
    const [row] = await query<RunRow>(
      this.em,
      `select ${runColumns} from sync_runs r join sync_run_counts n on n.run_id = r.id where r.connection_id = $1 and r.id = $2`,
      [connectionId, runId],
    );
    if (!row) throw new NotFound('run of this connection');
    return presentRun(row);
  }

  async present(items: StoredConnection[], actor: RequestActor): Promise<Connection[]> {
    return presentConnections(this.em, items, {
      engine: this.engine.state.value.state,
      now: new Date(),
      isStaff: actor.role !== 'agent',
      isMasked: await this.reveals.maskFor(actor, items),
      connector: (id) => this.connectors.factsOf(id),
    });
  }
}
