/** The words in which a connector is written: data, and pure functions that build a query or read a record. */
import type { Secret } from './connector.js';

export type Query = Record<string, string | number>;

export interface Help {
  /** "Where do I find my API key?", step by step, in our words. */
  steps: readonly string[];
  /** The vendor's page for it. */
  url: string;
}

export interface KeyField {
  name: string;
  label: string;
  /** An example that is no real key. */
  hint: string;
  /** What it must look like, so that a slip is told before it is sent. */
  pattern: RegExp;
  isSecret: boolean;
}

export type Sign = (secret: Record<string, string>) => Record<string, string>;

export interface KeyAuth {
  kind: 'key';
  fields: readonly KeyField[];
  help: Help;
  /** The headers that carry the key. */
  sign: Sign;
  /** The key ends after so many days; the agent is told a month before. */
  endsAfterDays?: number;
}

export interface OAuth {
  kind: 'oauth';
  authorizeUrl: string;
  tokenUrl: string;
  revokeUrl?: string;
  scopes: readonly string[];
  /** More of the authorization address, e.g. `access_type: offline`. */
  params?: Query;
  /** How the client names itself to the token address. */
  client: 'basic' | 'body';
  usesPkce: boolean;
  /** Each refresh brings a new refresh token and ends the old one. */
  rotatesRefresh: boolean;
  /** Unused for so long, the refresh token dies. */
  idleDays?: number;
  help: Help;
  /** Member of the token answer that names the host of the account, e.g. `instance_url`. */
  hostFrom?: string;
  /** Where the host of the account is asked for, when the token answer does not name it. */
  hostCall?: { url: string; member: string };
}

export interface Hosts {
  /** `https://api.example.com/v1`; `{host}` stands for what `host` finds. */
  base: string;
  /** Host of one account, from its secret; it must match `pattern`, whatever the secret says. */
  host?: { from: (secret: Secret) => string; pattern: RegExp };
}

/** How often we may call. `scope` is what the CRM counts by: the account (each connection) or our app (the whole installation). */
export interface Limit {
  name: string;
  scope: 'connection' | 'installation';
  calls: number;
  perMs: number;
  /** Paths that count here; without it, all. */
  only?: RegExp;
}

export const refusalKinds = [
  'throttle', 'quota', 'authExpired', 'authLost', 'locked', 'forbidden', 'notFound', 'cursorExpired', 'invalid', 'transient',
] as const; // prettier-ignore
export type RefusalKind = (typeof refusalKinds)[number];

export type Wait = { header: string } | { seconds: number } | { until: 'midnightUtc' };

/** "When the answer is like this, it means that." The first that fits holds; what fits none is read by its status. */
export interface Refusal {
  status?: number | readonly number[];
  /** Member of the body (dotted, `0` for the first of a list) and what it is, or what it looks like. */
  body?: readonly [path: string, is: string | number | boolean | RegExp];
  /** The body is no JSON. */
  bare?: true;
  is: RefusalKind;
  wait?: Wait;
}

/** Headers that say beforehand when nothing is left. */
export interface Told {
  remaining: string;
  /** What the window still lasts: a header in seconds or milliseconds, or a fixed number of milliseconds. */
  reset: { header: string; unit: 's' | 'ms' } | { ms: number };
}

export type Paging =
  /** Where to begin, counted in records. Read with an overlap, since records move while they are read. */
  | { style: 'offset'; param: string }
  /** Pages by number, until the answer names no next one. When the total shrinks meanwhile, the page before is read again. */
  | { style: 'pageNumber'; param: string; next: string }
  /** A word from the answer that is sent back: cursor, page token. */
  | { style: 'cursor'; param: string; next: string }
  /** An address from the answer, absolute or relative; never followed to another host. */
  | { style: 'nextLink'; next: string }
  /** The id of the last record. */
  | { style: 'keyset'; param: string; id: string };

/** How a delta asks for what has changed. */
export type Since =
  /** The time goes into the query. */
  | { style: 'since'; query: (at: Date) => Query; overlapMs: number }
  /** Sorted newest first, read until the time is passed. */
  | { style: 'sortWalk'; overlapMs: number }
  /** A search sorted by time, walked by (time, id) so that neither a cap nor ties hide anything. */
  | { style: 'searchWindow'; overlapMs: number; body: (walk: SearchWalk) => object }
  /** A token that stands for "everything up to now". */
  | { style: 'syncToken'; param: string; next: string };

/** From a time on, sorted by time; or, among those of one time, behind an id, sorted by id. */
export type SearchWalk = { from: Date } | { at: Date; afterId: string };

/** One way of reading people. */
export interface Read {
  method?: 'GET' | 'POST';
  /** Below the base; `{list}` stands for the id of a list. */
  path: string;
  query?: Query;
  size: { param: string; most: number };
  /** Where the records stand in the answer. */
  items: string;
  /** Absent: an empty list may be left out of the answer. */
  itemsMayLack?: true;
  page: Paging;
  since?: Since;
  /** Whatever is read here is deleted; those count that were since the delta before. */
  isGone?: { at: string };
  /** Member that counts all there are; when fewer are shown, that is said. */
  total?: string;
}
