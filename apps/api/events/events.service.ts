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
import { Changes } from './changes.js';

/** A stream ends after so long and the browser opens it again, so that a closed sign-in does not listen on. */
const streamMs = 5 * 60_000;

/** What every page of the console follows: the engine's dot, how much is running, which imports, connections and Hubs moved. */
@Injectable()
export class EventsService implements OnModuleDestroy {
  private readonly stopped = new Subject<void>();

  constructor(
    private readonly pool: Pool,
    private readonly engine: Engine,
    private readonly changes: Changes,
  ) {}

  onModuleDestroy(): void {
    this.stopped.next();
    this.stopped.complete();
  }

  async engineOf(actor: RequestActor) {
    return { state: this.engine.state.value.state, running: await this.countRunning(actor) };
  }

  /** Events `engine` {state, running}, `imports` {ids}, `connections` {ids}, `hubs` {ids}, `campaigns` {ids} and, as a sign of life each 15 s, `engine` again. */
  follow(actor: RequestActor): Observable<MessageEvent> {
    const isMine = <Change extends { accountId: string }>({ accountId }: Change) =>
      actor.accountId === null || accountId === actor.accountId;
    const movedImports = this.changes.imports.pipe(filter(isMine));
    const movedConnections = this.changes.syncs.pipe(filter(isMine));
    const imports = gathered('imports', movedImports.pipe(map(({ importId }) => importId)));
    const connections = gathered('connections', movedConnections.pipe(map(({ connectionId }) => connectionId)));
    const hubs = gathered('hubs', this.changes.hubs.pipe(filter(isMine), map(({ hubId }) => hubId))); // prettier-ignore
    const campaigns = gathered('campaigns', this.changes.campaigns.pipe(filter(isMine), map(({ campaignId }) => campaignId))); // prettier-ignore
    const moved = merge(movedImports, movedConnections);
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
    return concat(
      of({ type: 'hello', data: {}, retry: 2_000 }),
      merge(engine, imports, connections, hubs, campaigns),
    ).pipe(takeUntil(merge(this.stopped, timer(streamMs))));
  }

  private async countRunning({ accountId }: RequestActor): Promise<number> {
    const { rows } = await this.pool.query<{ running: number }>(
      `select (select count(*) from contact_imports where state = any ($1) and ($2::bigint is null or account_id = $2))::int
         + (select count(*) from sync_runs r join connections c on c.id = r.connection_id
            where r.ended_at is null and c.state = 'active' and ($2::bigint is null or r.account_id = $2))::int as running`,
      [workingStates, accountId],
    );
    return rows[0]?.running ?? 0;
  }
}

/** Ids that moved, twice a second at most. */
const gathered = (type: string, ids: Observable<string>): Observable<MessageEvent> =>
  ids.pipe(
    bufferTime(500),
    filter((batch) => batch.length > 0),
    map((batch) => ({ type, data: { ids: [...new Set(batch)] } })),
  );
