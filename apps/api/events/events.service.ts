import { Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';
import {
  bufferTime,
  concat,
  distinctUntilChanged,
  filter,
  from,
  map,
  merge,
  type Observable,
  of,
  Subject,
  switchMap,
  takeUntil,
  throttleTime,
  timer,
} from 'rxjs';
import { workingStates } from '../../../domain/imports/states.js';
import type { RequestActor } from '../auth/access.js';
import { Engine } from '../outbox/engine.js';
import { ImportChanges } from './import-changes.js';

/** A stream ends after so long and the browser opens it again, so that a closed sign-in does not listen on. */
const streamMs = 5 * 60_000;

/** What every page of the console follows: the engine's dot, how much is running, which imports moved. */
@Injectable()
export class EventsService implements OnModuleDestroy {
  private readonly stopped = new Subject<void>();

  constructor(
    private readonly pool: Pool,
    private readonly engine: Engine,
    private readonly changes: ImportChanges,
  ) {}

  onModuleDestroy(): void {
    this.stopped.next();
    this.stopped.complete();
  }

  async engineOf(actor: RequestActor) {
    return { state: this.engine.state.value.state, running: await this.countRunning(actor) };
  }

  /** Events `engine` {state, running}, `imports` {ids} and, as a sign of life each 15 s, `engine` again. */
  follow(actor: RequestActor): Observable<MessageEvent> {
    const moved = this.changes.stream.pipe(
      filter(({ accountId }) => actor.accountId === null || accountId === actor.accountId),
    );
    const imports = moved.pipe(
      bufferTime(500),
      filter((batch) => batch.length > 0),
      map((batch) => ({ type: 'imports', data: { ids: [...new Set(batch.map(({ importId }) => importId))] } })),
    );
    const engineStates = this.engine.state.pipe(
      map(({ state }) => state),
      distinctUntilChanged(),
    );
    const looks = merge(
      engineStates,
      timer(15_000, 15_000),
      moved.pipe(throttleTime(1_000, undefined, { leading: true, trailing: true })),
    );
    const engine = looks.pipe(
      switchMap(() => from(this.engineOf(actor))),
      map((data) => ({ type: 'engine', data })),
    );
    return concat(of({ type: 'hello', data: {}, retry: 2_000 }), merge(engine, imports)).pipe(
      takeUntil(merge(this.stopped, timer(streamMs))),
    );
  }

  private async countRunning({ accountId }: RequestActor): Promise<number> {
    const { rows } = await this.pool.query<{ running: number }>(
      `select count(*)::int as running from contact_imports
       where state = any ($1) and ($2::bigint is null or account_id = $2)`,
      [workingStates, accountId],
    );
    return rows[0]?.running ?? 0;
  }
}
