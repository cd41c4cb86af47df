import { MikroORM } from '@mikro-orm/postgresql';
import { Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import {
  asyncScheduler,
  catchError,
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  filter,
  finalize,
  from,
  map,
  merge,
  type Observable,
  shareReplay,
  Subject,
  takeUntil,
  throttleTime,
  timer,
} from 'rxjs';
import { bindAccount, everyAccount } from '../../../database/orm.js';
import { ImportChanges } from '../events/import-changes.js';
import { Engine } from '../outbox/engine.js';
import { findImport } from './find-import.js';
import type { Import } from './imports.schemas.js';
import { presentImports } from './present.js';

/** Looks at the database no more often than this for all listeners of an import together. */
const quickestMs = 250;
/** Looks even when nothing was told: the line that tells may have been down. */
const slowestMs = 5_000;
/** A stream ends after so long and the browser opens it again, so that a closed sign-in does not listen on. */
const streamMs = 5 * 60_000;

/** What an event carries: everything that moves. Columns hold samples of personal data and do not move. */
export type LiveImport = Omit<Import, 'columns' | 'mapping' | 'mappingProblems' | 'accountName' | 'masked'>;

/** One import as it moves, for the pages that are open on it. */
@Injectable()
export class LiveImports implements OnModuleDestroy {
  private readonly stopped = new Subject<void>();
  private readonly streams = new Map<string, Observable<LiveImport>>();

  constructor(
    private readonly orm: MikroORM,
    private readonly changes: ImportChanges,
    private readonly engine: Engine,
  ) {}

  onModuleDestroy(): void {
    this.stopped.next();
    this.stopped.complete();
  }

  /** Events `import`, at most four a second, the first at once. Whether the asker may listen is checked before. */
  follow(importId: string): Observable<MessageEvent> {
    const moves = this.streamOf(importId).pipe(map((data): MessageEvent => ({ type: 'import', data, retry: 2_000 })));
    const alive = timer(15_000, 15_000).pipe(map((): MessageEvent => ({ type: 'alive', data: {} })));
    return merge(moves, alive).pipe(takeUntil(merge(this.stopped, timer(streamMs))));
  }

  private streamOf(importId: string): Observable<LiveImport> {
    const known = this.streams.get(importId);
    if (known) return known;
    const told = this.changes.stream.pipe(filter((change) => change.importId === importId));
    const made = merge(timer(0, slowestMs), told, this.engine.state).pipe(
      throttleTime(quickestMs, asyncScheduler, { leading: true, trailing: true }),
      // A look that takes long is not piled upon; one that fails (the database is away) is made up for by the next.
      exhaustMap(() => from(this.look(importId)).pipe(catchError(() => EMPTY))),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
      finalize(() => this.streams.delete(importId)),
      shareReplay({ bufferSize: 1, refCount: true }),
    );
    this.streams.set(importId, made);
    return made;
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
