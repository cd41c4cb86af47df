/** What the rest of the platform sees of a CRM. How one is described: `define.ts`; how it is opened: `engine.ts`. */
import type { Cells } from '../../domain/syncs/corrections.js';
import type { FilterSettings } from '../../domain/syncs/settings.js';
import type { Connector } from './define.js';
import type { Limit } from './vocabulary.js';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };
export type JsonObject = { [key: string]: Json | undefined };

/** Where a loop stands; small, and kept in the transaction of its page. */
export type Cursor = JsonObject;
/** Where the next delta begins; overlap and ties are the engine's affair. */
export type Watermark = JsonObject;

export type PullLoop = 'backfill' | 'delta' | 'sweep';

export interface CrmRecord {
  /** The CRM's id; with a prefix where a CRM has several kinds of people. */
  id: string;
  /** Null where the CRM has no time, or an absurd one. */
  updatedAt: Date | null;
  /** Cells by contact field, as a row of an import would have them. */
  fields: Cells;
  tags: string[];
  isUnsubscribed: boolean;
  /** The filter of the connection leaves it out. It is sent all the same, so that everybody is accounted for. */
  isLeftOut: boolean;
  raw: JsonObject;
  /** SHA-256 of all of the above that a person would notice; equal: nothing has changed. */
  hash: string;
}

/** A record that could not be read. It never spoils its page. */
export interface RecordProblem {
  id: string | null;
  /** Of the CRM's record, e.g. `emails.0.value`. */
  field: string | null;
  code: string;
  sentence: string;
}

export interface CrmPage {
  records: CrmRecord[];
  problems: RecordProblem[];
  /** Ids that the CRM says are deleted. */
  gone: string[];
  /** How many the CRM sent: records + problems + gone explain it. */
  reported: number;
  /** Null: the loop is complete. */
  next: Cursor | null;
  /** Where the next delta begins; set with the last page of a loop alone, null where the CRM knows no deltas. */
  watermark: Watermark | null;
  /** A sentence when the CRM hides some of what was asked for. */
  capped: string | null;
}

export interface Pull {
  loop: PullLoop;
  /** Null begins the loop. */
  cursor: Cursor | null;
  /** The watermark of the last complete loop; a delta needs one. */
  since: Watermark | null;
  filter: FilterSettings;
}

export interface Probe {
  /** Whose key it is, as a person would say it: "Ann Bell, Bell Realty". */
  who: string;
  /** How many people it sees; null where the CRM does not count. */
  sees: number | null;
  canWrite: boolean;
  notes: string[];
}

/** What can be filtered by, as the CRM's own words; null where it has none or does not list them. */
export type Choices = Record<keyof FilterSettings, string[] | null>;

/** One delivery to our webhook, as it came. */
export interface HookDelivery {
  method: string;
  /** The public address it was sent to, with its query. */
  url: string;
  headers: Record<string, string | string[] | undefined>;
  rawBody: Buffer;
}

/** A hint that a record has changed: what is true is asked for. */
export interface HookEvent {
  /** The same for a delivery that comes twice. */
  id: string;
  recordId: string;
}

/** A webhook that stands at the CRM. */
export interface HookSubscription {
  ids: string[];
  /** What the CRM will sign with, where it tells. */
  secret: string | null;
}

export interface Crm {
  /** Tries the key, before it is saved. */
  probe(): Promise<Probe>;
  pullPage(pull: Pull): Promise<CrmPage>;
  /** One record as it stands now; null: the CRM does not know it (yet). */
  fetchOne(id: string, filter: FilterSettings): Promise<CrmRecord | RecordProblem | 'gone' | null>;
  /** @throws HookRefused */
  verifyHook(delivery: HookDelivery): { events: HookEvent[] };
  /** Has the CRM call `url` when people change; null where it cannot. */
  subscribe(url: string): Promise<HookSubscription | null>;
  unsubscribe(ids: string[]): Promise<void>;
  /** Gives the access back, where the CRM can take it back. */
  revoke(): Promise<void>;
  choices(): Promise<Choices>;
}

/** What opens a CRM. Sealed at rest, never in a log, a payload or an answer. */
export type Secret =
  | { kind: 'key'; fields: Record<string, string> }
  | {
      kind: 'oauth';
      access: string;
      /** Null: when access ends, a person signs in again. */
      refresh: string | null;
      /** ISO time, or null where the CRM does not say. */
      expiresAt: string | null;
      /** Of the account, where the CRM names it with the grant: an instance address, a data centre. */
      host: string | null;
    };

export interface Secrets {
  read(): Promise<Secret>;
  /**
   * Exchanges a secret that ran out: under the row's lock, so that among any number of callers one alone asks the CRM and
   * the others get what it got. When `stale` is no longer what is stored, the stored one is the answer and `exchange` is not called.
   * What `exchange` returns is committed before anybody uses it.
   */
  renew(stale: Secret, exchange: (current: Secret) => Promise<Secret>): Promise<Secret>;
}

/** Shared by all workers, keyed by what the CRM counts. */
export interface Limiter {
  /** Takes `cost` calls of a limit, or says how long to wait before asking again; then nothing was taken. */
  take(scope: string, limit: Limit, cost: number): Promise<{ waitMs: number }>;
  /** Nothing is taken from the scope until then; an earlier block is never shortened. */
  block(scope: string, until: Date): Promise<void>;
}

/** The operator's registration with a vendor: OAuth client, or the name and key of a registered system. */
export interface AppRegistration {
  id: string;
  secret: string;
}

export interface OpenCrm {
  connector: Connector;
  secrets: Secrets;
  limiter: Limiter;
  /** What the CRM counts calls by: the connection's id. */
  scope: string;
  now: () => Date;
  app?: AppRegistration | null;
  /** Of the webhook that stands at the CRM, or the last part of its address. */
  hookSecret?: string | null;
  /** Of the sandbox of the local platform and of emulators; from configuration, never from a person. */
  origin?: string | null;
  /** An answer that takes longer is none. */
  timeoutMs?: number;
}
