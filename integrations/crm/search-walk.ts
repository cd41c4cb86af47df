import type { Place } from './turn.js';
import type { SearchWalk } from './vocabulary.js';

export interface Timed {
  id: string;
  time: Date | null;
}

/** Where a search sorted by time stands, from what its cursor holds. */
export function walkOf(place: Place, from: Date): SearchWalk {
  if (place === null) return { from };
  if (typeof place.at === 'string') return { at: new Date(place.at), afterId: String(place.afterId) };
  return { from: new Date(String(place.from)) };
}

/**
 * The next step of a search that shows only so many, however often one asks. A full page is cut before its last time, and the
 * next page begins there: nobody is skipped by records that move, and no cap is met. A page of one time alone is walked by id.
 * @returns how many of the page are done, and where to go on
 */
export function stepped(
  walk: SearchWalk,
  { page, most }: { page: readonly Timed[]; most: number },
): { done: number; next: Place } {
  const last = page.at(-1);
  if ('at' in walk) {
    if (last && page.length >= most)
      return { done: page.length, next: { at: walk.at.toISOString(), afterId: last.id } };
    return { done: page.length, next: { from: new Date(+walk.at + 1).toISOString() } };
  }
  if (!last || page.length < most) return { done: page.length, next: null };
  const time = last.time ?? walk.from;
  const first = page.findIndex((record) => record.time !== null && +record.time >= +time);
  if (first > 0) return { done: first, next: { from: time.toISOString() } };
  return { done: 0, next: { at: time.toISOString(), afterId: '0' } };
}
