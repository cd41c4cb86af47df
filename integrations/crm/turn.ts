import type { Answer } from './ask.js';
import type { Call } from './caller.js';
import type { JsonObject } from './connector.js';
import { at, textAt } from './json-path.js';
import type { Paging, Query, Read } from './vocabulary.js';

/** Where a read stands between two pages; null: at its beginning. */
export type Place = JsonObject | null;

/** Ids of the last records of a page, by which the next one finds where to go on when records have moved meanwhile. */
const overlap = 3;

/** The call for a page. @param since what a delta adds to the query */
export function callOf(read: Read, { place, path, since = {} }: { place: Place; path: string; since?: Query }): Call {
  const { page, size } = read;
  const method = read.method ?? 'GET';
  const query = { ...read.query, ...since, ...(size.param !== '' && { [size.param]: size.most }) };
  if (place === null)
    return { method, path, query: page.style === 'pageNumber' ? { ...query, [page.param]: 1 } : query };
  if (page.style === 'nextLink') return { method, path: String(place.link), isLink: true };
  return { method, path, query: { ...query, [page.param]: String(place.next) } };
}

export interface Turned {
  /** Records that were not on the page before. */
  items: unknown[];
  next: Place;
}

/** What of a page is new, and where the next one begins. */
export function turned(
  read: Read,
  { answer, items, place, id }: { answer: Answer; items: unknown[]; place: Place; id: string },
): Turned {
  const { page } = read;
  switch (page.style) {
    // A cursor that answers with itself would go round for ever.
    case 'cursor': {
      const next = textAt(answer.json, page.next);
      return { items, next: next === null || place?.next === next ? null : { next } };
    }
    case 'nextLink': {
      const link = textAt(answer.json, page.next);
      return { items, next: link === null ? null : { link } };
    }
    case 'keyset':
      return { items, next: items.length === 0 ? null : { next: textAt(items.at(-1), page.id) ?? '' } };
    case 'pageNumber':
      return { items, next: nextNumber(read, page, { answer, place }) };
    case 'offset':
      return nextOffset(read, { answer, items, place, id });
  }
}

/** People who leave while pages are read by number move the others forward: then the page before is read once more. */
function nextNumber(
  read: Read,
  page: Extract<Paging, { style: 'pageNumber' }>,
  { answer, place }: { answer: Answer; place: Place },
): Place {
  const number = Number(place?.next ?? 1);
  const total = Number((read.total && at(answer.json, read.total)) ?? 0);
  if (number > 1 && total < Number(place?.total ?? 0)) return { next: number - 1, total };
  return textAt(answer.json, page.next) === null ? null : { next: number + 1, total };
}

/** The next offset lies a little before the end of the page, so that the last records are met again: what comes behind them is new. */
function nextOffset(
  read: Read,
  { answer, items, place, id }: { answer: Answer; items: unknown[]; place: Place; id: string },
): Turned {
  const offset = Number(place?.next ?? 0);
  const before = new Set(place?.tail as string[] | undefined);
  const met = items.findLastIndex((item) => before.has(textAt(item, id) ?? ''));
  const isLost = before.size > 0 && met < 0;
  if (isLost && offset > 0 && place?.isAgain !== true)
    return {
      items: [],
      next: { next: Math.max(0, offset - read.size.most + overlap), tail: [...before], isAgain: true },
    };
  const fresh = items.slice(met + 1);
  const total = Number((read.total && at(answer.json, read.total)) ?? Number.NaN);
  const isLast = Number.isNaN(total) ? items.length < read.size.most : offset + items.length >= total;
  // Nobody behind those who were met before: the end, however many more are counted.
  const isEnd = isLast || items.length === 0 || (before.size > 0 && fresh.length === 0);
  if (isEnd) return { items: fresh, next: null };
  const tail = items.slice(-overlap).map((item) => textAt(item, id) ?? '');
  return { items: fresh, next: { next: offset + items.length - tail.length, tail } };
}
