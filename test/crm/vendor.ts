import { type Asked, type Emulator, type Reply, startEmulator } from '../../apps/local/sandbox/emulator.js';
import { type Person, Population } from '../../apps/local/sandbox/people.js';
import type { FilterSettings } from '../../domain/syncs/settings.js';
import type {
  Crm,
  CrmPage,
  CrmRecord,
  Limiter,
  PullLoop,
  Secret,
  Secrets,
  Watermark,
} from '../../integrations/crm/connector.js';
import type { Connector } from '../../integrations/crm/define.js';
import { openCrm } from '../../integrations/crm/engine.js';
import { memoryLimiter } from '../../integrations/crm/pace.js';
import { connectors } from '../../integrations/crm/index.js';
import { app, type SignIns } from './signed.js';

/** A vendor's emulated API over one population. */
export interface VendorApi {
  answer: (asked: Asked) => Reply | Promise<Reply>;
  /** The key or token is taken no longer, or again. */
  setKeyTaken: (isTaken: boolean) => void;
  /** For so long every call is refused, in the vendor's own words. */
  limitFor: (ms: number) => void;
  /** Where one signs in. */
  signIns?: SignIns;
  /** Where changes are told, by the vendor's id of the webhook. */
  hooks?: Map<string, string>;
  /** Tokens that stand for "everything up to now" are known no longer. */
  forgetTokens?: () => void;
}

export interface VendorOptions {
  calls?: number;
  /** How late a change shows. */
  lagMs?: number;
  /** Pages hold fewer people than were asked for. */
  isSparse?: boolean;
}

/** How a vendor sends webhooks. */
export interface VendorHooks {
  body: (ids: number[], at: Date) => Buffer;
  sign: (rawBody: Buffer, at: Date, url: string) => Record<string, string>;
}

export interface Vendor {
  id: string;
  secret: Secret;
  create: (population: Population, options: VendorOptions) => VendorApi;
  /** The vendor's id of a person. */
  idOf: (id: number) => string;
  /** A record that is not as it should be, and the member that is named. */
  odd: Record<string, unknown>;
  oddField: string;
  pageSize: number;
  /** The vendor knows people by their address: everybody has one of their own. */
  isEmailKey?: true;
  /** How late a change may show, by the vendor's own word. */
  lagMs?: number;
  /** Documented: a page may hold fewer than were asked for, or nobody, though there are more. */
  mayBeSparse?: true;
  /** False: what it counts is what it shows. */
  countsHidden?: false;
  hooks?: VendorHooks;
  /** What somebody can be filtered by, in the vendor's words. */
  words: (person: Person) => Partial<Record<keyof FilterSettings, string[]>>;
  tellsUnsubscribed: boolean;
  /** Paths of pages of people, where the connector's own path does not tell. */
  pagesOn?: RegExp;
}

export const noFilter = { tags: [], stages: [], lists: [], owners: [] };
export const unlimited: Limiter = { take: async () => ({ waitMs: 0 }), block: async () => undefined };

export const secretsOf = (secret: Secret): Secrets => ({
  read: async () => secret,
  renew: async (_stale, exchange) => exchange(secret),
});

export function connectorOf(id: string): Connector {
  const found = connectors.find((connector) => connector.id === id);
  if (!found) throw new RangeError(id);
  return found;
}

export interface Scene {
  population: Population;
  api: VendorApi;
  emulator: Emulator;
  crm: Crm;
  /** Moves the vendor's clock, and ours with it. */
  pass: (ms: number) => void;
  now: () => Date;
}

export interface SceneOptions extends VendorOptions {
  count?: number;
  /** How far the vendor's clock is ahead of ours. */
  skewMs?: number;
  limiter?: (now: () => Date) => Limiter;
  timeoutMs?: number;
  hookSecret?: string | null;
  /** The operator has no registration with the vendor. */
  isUnregistered?: true;
}

const noon = Date.UTC(2026, 9, 14, 12);

/** An emulator with people, and a CRM opened on it. Time passes only when it is told to. */
export async function setScene(
  vendor: Vendor,
  { count = 0, skewMs = 0, limiter, timeoutMs, hookSecret = null, isUnregistered, ...options }: SceneOptions = {},
): Promise<Scene> {
  let time = noon;
  const clock = () => new Date(time + skewMs);
  const now = () => new Date(time);
  const population = new Population(clock, count);
  const api = vendor.create(population, options);
  const emulator = await startEmulator({ answer: api.answer, clock });
  const crm = openCrm({
    connector: connectorOf(vendor.id),
    secrets: secretsOf(vendor.secret),
    limiter: limiter?.(now) ?? unlimited,
    scope: 'connection 1',
    now,
    app: isUnregistered ? null : app,
    origin: emulator.origin,
    timeoutMs,
    hookSecret,
  });
  return { population, api, emulator, crm, pass: (ms) => void (time += ms), now };
}

/** Does not pace, so that the vendor has to refuse; but keeps to what it said then. */
export const blocksOnly = (now: () => Date): Limiter => {
  const limiter = memoryLimiter(now);
  const free = { name: 'free', scope: 'connection', calls: 1e9, perMs: 1 } as const;
  return { ...limiter, take: (scope) => limiter.take(scope, free, 0) };
};

export interface Loop {
  records: CrmRecord[];
  problems: CrmPage['problems'];
  gone: string[];
  reported: number;
  pages: number;
  watermark: Watermark | null;
  capped: string | null;
}

/** A whole loop. @param between is called after each page */
export async function pullAll(
  crm: Crm,
  loop: PullLoop,
  { since = null, between }: { since?: Watermark | null; between?: (pages: number) => void } = {},
): Promise<Loop> {
  const all: Loop = { records: [], problems: [], gone: [], reported: 0, pages: 0, watermark: null, capped: null };
  let cursor: CrmPage['next'] = null;
  do {
    const page: CrmPage = await crm.pullPage({ loop, cursor, since, filter: noFilter });
    all.records.push(...page.records);
    all.problems.push(...page.problems);
    all.gone.push(...page.gone);
    all.reported += page.reported;
    all.pages += 1;
    all.watermark = page.watermark;
    all.capped ??= page.capped;
    // As it comes back from the database.
    cursor = page.next && (JSON.parse(JSON.stringify(page.next)) as CrmPage['next']);
    between?.(all.pages);
  } while (cursor);
  return all;
}
