import type { Answer } from './ask.js';
import type { Call, Caller } from './caller.js';
import type { CrmPage, Pull, Watermark } from './connector.js';
import type { Connector, Words } from './define.js';
import { BadAnswer, CursorExpired } from './errors.js';
import { at, textAt } from './json-path.js';
import { idOf, readRecord, type ReadRecord } from './records.js';
import { stepped, walkOf } from './search-walk.js';
import { readTime } from './time.js';
import { callOf, type Place, turned, type Turned } from './turn.js';
import type { Query, Read } from './vocabulary.js';

export interface PullPlace {
  connector: Connector;
  caller: Caller;
  now: () => Date;
  words: () => Promise<Words>;
}

/** What a cursor holds. Times are the vendor's. */
type Walk = {
  step: number;
  place: Place;
  /** When the loop began. */
  began: string | null;
  /** The latest change seen. */
  latest: string | null;
  /** Records met in this step, and how many there should be. */
  met: number;
};

const begin: Walk = { step: 0, place: null, began: null, latest: null, met: 0 };

/** One page of a loop; everything to go on with stands in its cursor. */
export async function pullPage({ connector, caller, now, words }: PullPlace, pull: Pull): Promise<CrmPage> {
  const { people } = connector;
  const walk = { ...begin, ...(pull.cursor as Walk | null) };
  const isDelta = pull.loop === 'delta' && people.delta.length > 0;
  if (isDelta && !pull.since) throw new CursorExpired(`Everybody is read from ${connector.label} first.`);
  const known = await words();
  const lists = people.each ? [...known.lists.keys()] : [null];
  const reads = isDelta ? people.delta : people.list;
  const steps = reads.flatMap((read) => lists.map((list) => ({ read, list })));
  const step = steps[walk.step];
  // An account without a list has nobody.
  if (!step) return finished({ walk, pull, token: null, vendorNow: now() });

  const from = isDelta ? fromOf(step.read, pull.since) : null;
  const answer = await caller.call(pageCall(step.read, { walk, list: step.list, from, since: pull.since }));
  const vendorNow = answer.date ?? now();
  const sent = itemsOf(step.read, { answer, connector });
  const timeOf = (item: unknown) => (people.updated ? readTime(at(item, people.updated), vendorNow) : null);
  const found = turn({ step, people, walk, answer, sent, from, timeOf });
  const { next } = found;
  const items = found.items.filter((item) => isNews(item, { read: step.read, since: pull.since, vendorNow }));

  const reading = { connector, words: known, filter: pull.filter, vendorNow, list: step.list };
  const read = items.map((item): ReadRecord => {
    const id = textAt(item, people.id);
    return step.read.isGone && id !== null ? { gone: idOf(id, step.list) } : readRecord(item, reading);
  });
  const times = items.map(timeOf).filter((time) => time !== null);
  const after: Walk = {
    ...walk,
    began: walk.began ?? vendorNow.toISOString(),
    latest: latestOf(walk.latest, times),
    met: walk.met + items.length,
    place: next,
  };
  const page = { ...sorted(read), reported: items.length };
  const capped =
    next === null && !isDelta ? hidden(step.read, { answer, met: after.met, label: connector.label }) : null;
  if (next !== null) return { ...page, next: after, watermark: null, capped };
  if (walk.step + 1 < steps.length)
    return { ...page, next: { ...after, step: walk.step + 1, place: null, met: 0 }, watermark: null, capped };
  const token = tokenOf(connector, answer);
  const isTold =
    people.delta.length > 0 && (token !== null || !people.delta.some((one) => one.since?.style === 'syncToken'));
  return { ...finished({ walk: after, pull, token, vendorNow, isTold }), ...page, capped };
}

function pageCall(
  read: Read,
  { walk, list, from, since }: { walk: Walk; list: string | null; from: Date | null; since: Pull['since'] },
): Call {
  const path = read.path.replace('{list}', encodeURIComponent(list ?? ''));
  const asks = read.since;
  if (asks?.style === 'searchWindow')
    return { method: 'POST', path, body: asks.body(walkOf(walk.place, from ?? new Date(0))) };
  const query: Query =
    asks?.style === 'since' && from
      ? asks.query(from)
      : asks?.style === 'syncToken'
        ? { [asks.param]: String(since?.token) }
        : {};
  return callOf(read, { place: walk.place, path, since: query });
}

/** Where a delta of this read begins, with its overlap. */
function fromOf({ since }: Read, watermark: Watermark | null): Date | null {
  if (!since || since.style === 'syncToken') return null;
  return new Date(Date.parse(String(watermark?.at)) - since.overlapMs);
}

function itemsOf(read: Read, { answer, connector }: { answer: Answer; connector: Connector }): unknown[] {
  const items = at(answer.json, read.items);
  if (Array.isArray(items)) return items;
  if (items === undefined && read.itemsMayLack && typeof answer.json === 'object') return [];
  throw new BadAnswer(`${connector.label} answered without its list of people.`);
}

/** Lists of who was deleted are read from their beginning each time: who was told of before is no news. */
function isNews(
  item: unknown,
  { read, since, vendorNow }: { read: Read; since: Watermark | null; vendorNow: Date },
): boolean {
  if (!read.isGone) return true;
  const time = readTime(at(item, read.isGone.at), vendorNow);
  return time === null || !since || +time >= Date.parse(String(since.at)) - hourMs;
}

const hourMs = 3_600_000;

interface Turning {
  step: { read: Read };
  people: Connector['people'];
  walk: Walk;
  answer: Answer;
  sent: unknown[];
  from: Date | null;
  timeOf: (item: unknown) => Date | null;
}

function turn({ step: { read }, people, walk, answer, sent, from, timeOf }: Turning): Turned {
  if (read.since?.style === 'searchWindow') {
    const page = sent.map((item) => ({ id: textAt(item, people.id) ?? '0', time: timeOf(item) }));
    const { done, next } = stepped(walkOf(walk.place, from ?? new Date(0)), { page, most: read.size.most });
    return { items: sent.slice(0, done), next };
  }
  const found = turned(read, { answer, items: sent, place: walk.place, id: people.id });
  const isPassed = read.since?.style === 'sortWalk' && from && sent.some((item) => +(timeOf(item) ?? from) < +from);
  return isPassed ? { ...found, next: null } : found;
}

function latestOf(before: string | null, times: Date[]): string | null {
  const all = [...times.map(Number), before ? Date.parse(before) : 0];
  const latest = all.reduce((a, b) => Math.max(a, b), 0);
  return latest > 0 ? new Date(latest).toISOString() : null;
}

function sorted(read: ReadRecord[]): Pick<CrmPage, 'records' | 'problems' | 'gone'> {
  return {
    records: read.flatMap((one) => ('record' in one ? [one.record] : [])),
    problems: read.flatMap((one) => ('problem' in one ? [one.problem] : [])),
    gone: read.flatMap((one) => ('gone' in one ? [one.gone] : [])),
  };
}

/** A list that ends before all that the vendor counts have been shown. A few may have come or gone meanwhile. */
function hidden(read: Read, { answer, met, label }: { answer: Answer; met: number; label: string }): string | null {
  const total = Number((read.total && at(answer.json, read.total)) ?? 0);
  if (!(total - met > Math.max(5, total / 100))) return null;
  return `${label} counts ${many(total)} people but showed only ${many(met)} of them.`;
}

const many = (count: number) => count.toLocaleString('en-US');

/** The token that stands for "everything up to now", where the connector's deltas go by one. */
function tokenOf({ people }: Connector, answer: Answer): string | null {
  const since = people.delta.find((read) => read.since?.style === 'syncToken')?.since;
  return since?.style === 'syncToken' ? textAt(answer.json, since.next) : null;
}

/**
 * The next delta begins at the latest change seen, but never behind the beginning of this loop: who changed while pages were
 * turned is met again. Both are the vendor's times; ours does not count.
 */
function finished({
  walk,
  pull,
  token,
  vendorNow,
  isTold = false,
}: {
  walk: Walk;
  pull: Pull;
  token: string | null;
  vendorNow: Date;
  isTold?: boolean;
}): CrmPage {
  const before = Date.parse(String(pull.since?.at ?? ''));
  const began = Date.parse(walk.began ?? vendorNow.toISOString());
  const latest = walk.latest ? Date.parse(walk.latest) : Number.isNaN(before) ? began : before;
  const time = Math.max(Math.min(began, latest), Number.isNaN(before) ? 0 : before);
  const watermark: Watermark = token ? { token } : { at: new Date(time).toISOString() };
  return {
    records: [],
    problems: [],
    gone: [],
    reported: 0,
    next: null,
    watermark: isTold ? watermark : null,
    capped: null,
  };
}
