import type { MessageEvent } from '@nestjs/common';
import {
  asyncScheduler,
  catchError,
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
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

/** Looks even when nothing was told: the line that tells may have been down. */
const slowestMs = 5_000;
/** A stream ends after so long and the browser opens it again, so that a closed sign-in does not listen on. */
const streamMs = 5 * 60_000;

export interface LiveOf<T> {
  /** The name of the events. */
  type: string;
  /** Looks at the database no more often than this for all listeners of one thing together. */
  quickestMs: number;
  /** What says that there may be something new about a thing. */
  told: (id: string) => Observable<unknown>;
  /** A thing as it stands now. */
  look: (id: string) => Promise<T>;
}

/** Things as they move, each looked at once for all the pages that are open on it. */
export class LiveStreams<T> {
  private readonly stopped = new Subject<void>();
  private readonly streams = new Map<string, Observable<T>>();

  constructor(private readonly of: LiveOf<T>) {}

  stop(): void {
    this.stopped.next();
    this.stopped.complete();
  }

  /** The first event at once. Whether the asker may listen is checked before. */
  follow(id: string): Observable<MessageEvent> {
    const { type } = this.of;
    const moves = this.streamOf(id).pipe(map((data): MessageEvent => ({ type, data: data as object, retry: 2_000 })));
    const alive = timer(15_000, 15_000).pipe(map((): MessageEvent => ({ type: 'alive', data: {} })));
    return merge(moves, alive).pipe(takeUntil(merge(this.stopped, timer(streamMs))));
  }

  private streamOf(id: string): Observable<T> {
    const known = this.streams.get(id);
    if (known) return known;
    const made = merge(timer(0, slowestMs), this.of.told(id)).pipe(
      throttleTime(this.of.quickestMs, asyncScheduler, { leading: true, trailing: true }),
      // A look that takes long is not piled upon; one that fails (the database is away) is made up for by the next.
      exhaustMap(() => from(this.of.look(id)).pipe(catchError(() => EMPTY))),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
      finalize(() => this.streams.delete(id)),
      shareReplay({ bufferSize: 1, refCount: true }),
    );
    this.streams.set(id, made);
    return made;
  }
}
