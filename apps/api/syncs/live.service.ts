import { MikroORM } from '@mikro-orm/postgresql';
import { Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import { filter, merge, type Observable } from 'rxjs';
import { bindAccount, everyAccount } from '../../../database/orm.js';
import { Changes } from '../events/changes.js';
import { LiveStreams } from '../events/live-streams.js';
import { Engine } from '../outbox/engine.js';
import { Connectors } from './connectors.js';
import { findConnection } from './find-connection.js';
import { presentConnections } from './present.js';
import type { Connection } from './syncs.schemas.js';

/** What an event carries: everything that moves. */
export type LiveConnection = Omit<Connection, 'accountName' | 'masked' | 'settings' | 'fields'>;

/** One connection as it moves, for the pages that are open on it. */
@Injectable()
export class LiveConnections implements OnModuleDestroy {
  private readonly streams: LiveStreams<LiveConnection>;

  constructor(
    private readonly orm: MikroORM,
    private readonly changes: Changes,
    private readonly engine: Engine,
    private readonly connectors: Connectors,
  ) {
    this.streams = new LiveStreams({
      type: 'connection',
      quickestMs: 1_000,
      told: (id) =>
        merge(this.changes.syncs.pipe(filter(({ connectionId }) => connectionId === id)), this.engine.state),
      look: (id) => this.look(id),
    });
  }

  onModuleDestroy(): void {
    this.streams.stop();
  }

  /** Events `connection`, at most one a second, the first at once. Whether the asker may listen is checked before. */
  follow(connectionId: string): Observable<MessageEvent> {
    return this.streams.follow(connectionId);
  }

  private async look(connectionId: string): Promise<LiveConnection> {
    const em = this.orm.em.fork();
    // Who may listen was checked when the stream began.
    bindAccount(em, everyAccount);
    const item = await findConnection(em, connectionId);
    const [shown] = await presentConnections(em, [item], {
      engine: this.engine.state.value.state,
      now: new Date(),
      isStaff: false,
      isMasked: () => false,
      connector: (id) => this.connectors.factsOf(id),
    });
    const { settings: _settings, fields: _fields, ...live } = shown!;
    return live;
  }
}
