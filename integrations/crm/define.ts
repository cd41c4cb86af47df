import type { z } from 'zod';
import type { ContactField } from '../../domain/contacts/fields.js';
import type { Cells } from '../../domain/syncs/corrections.js';
import type { Hosts, KeyAuth, Limit, OAuth, Query, Read, Refusal, Told } from './vocabulary.js';

/** What `map` makes of a record. */
export interface Mapped {
  cells: Cells;
  tags?: readonly string[];
  isUnsubscribed?: boolean;
  isGone?: boolean;
  /** For filters. */
  stage?: string;
  owner?: string;
  lists?: readonly string[];
}

/** A record as `shape` read it. */
export interface PeopleOf<T> {
  /** Read one after the other by a backfill and a sweep. */
  list: readonly Read[];
  /** Read one after the other by a delta; empty: the CRM cannot say what has changed, each look is a complete one. */
  delta: readonly Read[];
  /** The reads are done once for each list of `choices`, whose id stands in `{list}` and before the ids of records. */
  each?: 'lists';
  one: { path: (id: string) => string; query?: Query; item?: string };
  shape: z.ZodType<T>;
  /** Member with the id. */
  id: string;
  /** Member with the time of the last change: ISO text, or seconds or milliseconds since 1970. */
  updated?: string;
  map: (record: T, words: Words) => Mapped;
  /** A delta names who was deleted; else a complete scan finds it. */
  tellsDeletions: boolean;
  /** Fields that can come in. */
  fields: readonly ContactField[];
}

/** What else is asked for to understand a record: ids to words, by choice. */
export type Words = Record<ChoiceName, ReadonlyMap<string, string>>;
export type ChoiceName = 'tags' | 'stages' | 'lists' | 'owners';

export interface Choice {
  path: string;
  query?: Query;
  items: string;
  id: string;
  /** One or more members, joined. */
  label: readonly string[];
  /** A word of the answer that brings the next page. */
  next?: { param: string; at: string };
  /** Records carry ids: fetched before the first page, so that `map` has words. */
  isNeeded?: true;
}

export type Verify =
  /** HMAC-SHA-256 over the raw body, or over parts. `key`: the app's secret or the webhook's own. */
  | {
      recipe: 'hmac';
      header: string;
      encoding: 'hex' | 'base64';
      over: 'raw' | 'base64OfRaw' | 'methodUrlRawTime' | 'timeDotRaw';
      key: 'app' | 'hook';
      /** Header with the time in milliseconds; with `timeDotRaw` the signature header is `t=…,v1=…` in seconds. */
      time?: string;
    }
  /** Nothing is signed: the secret is the last part of the address. */
  | { recipe: 'pathSecret' };

export interface Hooks {
  verify: Verify;
  /** Body → events. The id is the CRM's own where it has one; else the engine makes one of the body. */
  format: 'json' | 'form';
  read: (body: unknown) => { id?: string; recordId: string; at?: string | number }[];
  subscribe?: {
    path: string;
    bodies: (url: string) => object[];
    id: string;
    secret?: string;
    unsubscribe: (id: string) => string;
  };
}

/** The same, whatever the records look like: `shape` and `map` behind one function. */
export interface People extends Omit<PeopleOf<never>, 'shape' | 'map'> {
  /** @throws ZodError naming the member that cannot be read */
  read: (raw: unknown, words: Words) => Mapped;
}

export interface Connector {
  id: string;
  label: string;
  kind: 'crm' | 'email' | 'addressBook';
  /** Docs the facts were read from, and when. */
  evidence: { docs: string; checked: string };
  /** Recommended one first. */
  auth: readonly (KeyAuth | OAuth)[];
  hosts: Hosts;
  headers?: Record<string, string>;
  /** Headers that carry the operator's registration. */
  appHeaders?: (app: { id: string; secret: string }) => Record<string, string>;
  limits: readonly Limit[];
  told?: readonly Told[];
  refusals: readonly Refusal[];
  probe: {
    path: string;
    query?: Query;
    /** Members that say whose key it is: a name may be in several, the person and the office are told apart by a comma. */
    who: readonly (string | readonly string[])[];
    sees?: { method?: 'GET' | 'POST'; path: string; query?: Query; body?: object; count: string };
    canWrite: boolean;
    notes?: readonly string[];
  };
  people: People;
  choices?: Partial<Record<ChoiceName, Choice>>;
  hooks?: Hooks;
  /** Where people open a record in the CRM itself: only where its address is the same for every account of the vendor. */
  recordPage?: (recordId: string) => string;
}

export interface ConnectorOf<T> extends Omit<Connector, 'people'> {
  people: PeopleOf<T>;
}

/** Ties the shape of the records to the functions that read them. */
export function defineConnector<T>({ people, ...connector }: ConnectorOf<T>): Connector {
  const { shape, map, ...reads } = people;
  return { ...connector, people: { ...reads, read: (raw, words) => map(shape.parse(raw), words) } };
}
