import { MikroORM } from '@mikro-orm/postgresql';
import { Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import { filter, merge, type Observable } from 'rxjs';
import { bindAccount, everyAccount } from '../../../database/orm.js';
import { Changes } from '../events/changes.js';
import { LiveStreams } from '../events/live-streams.js';
import { Engine } from '../outbox/engine.js';
import { findImport } from './find-import.js';
import type { Import } from './imports.schemas.js';
import { presentImports } from './present.js';

/** What an event carries: everything that moves. Columns hold samples of personal data and do not move. */
export type LiveImport = Omit<Import, 'columns' | 'mapping' | 'mappingProblems' | 'accountName' | 'masked'>;

/** One import as it moves, for the pages that are open on it. */
@Injectable()
export class LiveImports implements OnModuleDestroy {
  private readonly streams: LiveStreams<LiveImport>;

  constructor(
    private readonly orm: MikroORM,
    private readonly changes: Changes,
    private readonly engine: Engine,
  ) {
    this.streams = new LiveStreams({
      type: 'import',
      quickestMs: 250,
      told: (id) => merge(this.changes.imports.pipe(filter(({ importId }) => importId === id)), this.engine.state),
      look: (id) => this.look(id),
    });
  }

  onModuleDestroy(): void {
    this.streams.stop();
  }

  /** Events `import`, at most four a second, the first at once. Whether the asker may listen is checked before. */
  follow(importId: string): Observable<MessageEvent> {
    return this.streams.follow(importId);
  }

  private async look(importId: string): Promise<LiveImport> {
    const em = this.orm.em.fork();
    // Who may listen was checked when the stream began.
    bindAccount(em, everyAccount);
    const item = await findImport(em, importId);
    const viewer = { engine: this.engine.state.value.state, now: new Date(), isStaff: false, isMasked: () => false };
    const [shown] = await presentImports(em, [item], viewer);
    const { columns: _columns, mapping: _mapping, mappingProblems: _problems, ...live } = shown!;
    return live;
  }
}
