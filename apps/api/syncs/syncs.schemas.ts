import { z } from 'zod';
import { type ContactField, contactFields } from '../../../domain/contacts/fields.js';
import type { ConnectionCommand } from '../../../domain/syncs/commands.js';
import type { SyncCounts } from '../../../domain/syncs/equation.js';
import { type Health, healthKinds } from '../../../domain/syncs/health.js';
import {
  deletionRules,
  fieldPolicies,
  type FieldPolicy,
  type SyncSettings,
  unsubscribedRules,
} from '../../../domain/syncs/settings.js';
import {
  connectionStates,
  type ConnectionState,
  type RunLoop,
  type RunState,
  type RunTrigger,
} from '../../../domain/syncs/states.js';
import { Reason } from '../imports/imports.schemas.js';
import { Id, listQuery } from '../list.js';

/** The last part of a webhook's address. */
export const HookToken = z.string().regex(/^[\w-]{43}$/, 'This is no address of ours.');

const fieldNames = Object.keys(contactFields) as [ContactField, ...ContactField[]];
const ConnectorId = z.string().regex(/^[a-z0-9-]{1,40}$/, 'This is not the name of a CRM.');

/** What a person typed on the connect page, by the name of the connector's field. */
const Credentials = z.record(z.string().max(60), z.string().trim().max(4_000));

/** `begin: later` connects without reading anything yet, so that settings can be made first. */
export const Connect = z.strictObject({
  connector: ConnectorId,
  fields: Credentials,
  begin: z.enum(['now', 'later']).default('now'),
});
export type Connect = z.infer<typeof Connect>;

export const NewKey = z.strictObject({ fields: Credentials });
export type NewKey = z.infer<typeof NewKey>;

/** To a sign-in page of the CRM; with `connectionId` it renews that connection's access. */
export const BeginSignIn = z.strictObject({
  connector: ConnectorId,
  connectionId: Id.optional(),
  begin: z.enum(['now', 'later']).default('now'),
});
export type BeginSignIn = z.infer<typeof BeginSignIn>;

export const SignInAnswer = z.object({
  code: z.string().max(4_000).optional(),
  state: z.string().max(200).optional(),
  error: z.string().max(200).optional(),
});
export type SignInAnswer = z.infer<typeof SignInAnswer>;

const words = z.array(z.string().trim().min(1).max(200)).max(100);
export const SettingsChange = z.strictObject({
  reason: Reason.optional(),
  filter: z.strictObject({ tags: words, stages: words, lists: words, owners: words }).partial().optional(),
  policy: z.enum(['crm', 'ours', 'fill_blanks', 'newest']).optional(),
  policyByField: z.partialRecord(z.enum(fieldNames), z.enum(fieldPolicies).nullable()).optional(),
  protectHandEdited: z.boolean().optional(),
  deleted: z.enum(deletionRules).optional(),
  unsubscribed: z.enum(unsubscribedRules).optional(),
  addTags: z.array(z.string().trim().min(1).max(60)).max(20).optional(),
  everyMinutes: z.number().int().min(5, 'At least 5 minutes.').max(10_080, 'At most a week.').nullable().optional(),
});
export type SettingsChange = z.infer<typeof SettingsChange>;

export const SyncNow = z
  .strictObject({ reason: Reason.optional(), everything: z.boolean().default(false) })
  .prefault({});
export type SyncNow = z.infer<typeof SyncNow>;

export const SweepAnswer = z.strictObject({ reason: Reason.optional(), areGone: z.boolean() });
export type SweepAnswer = z.infer<typeof SweepAnswer>;

/** `keep`: contacts stay as they are. `erase`: also what was kept of the CRM's records goes; contacts stay. */
export const Disconnect = z.strictObject({ reason: Reason.optional(), data: z.enum(['keep', 'erase']) });
export type Disconnect = z.infer<typeof Disconnect>;

const healthFilters = [...healthKinds, 'open_problems'] as const;
export type HealthFilter = (typeof healthFilters)[number];

export const ConnectionsQuery = listQuery(
  ['createdAt', 'id', 'state'],
  z.object({
    state: z.union([z.enum(connectionStates), z.array(z.enum(connectionStates))]).optional(),
    connector: ConnectorId.optional(),
    needs: z.literal('person').optional(),
    /** As the health sentence has it; `open_problems`: records wait for somebody, however it does otherwise. */
    health: z.enum(healthFilters).optional(),
    accountId: Id.optional(),
  }),
);
export type ConnectionsQuery = z.infer<typeof ConnectionsQuery>;

export const RunsQuery = listQuery(['startedAt', 'id'], z.object({}));
export type RunsQuery = z.infer<typeof RunsQuery>;

/** What a card of the gallery says; derived from the connector, so it promises nothing that the code does not have. */
export interface Connector {
  id: string;
  label: string;
  kind: string;
  /** In sentences: what comes in, how fast changes and deletions are noticed. */
  capabilities: { comesIn: string[]; delta: boolean; deletions: string; webhooks: boolean; filters: string[] };
  /** What to type, when it connects by a key; secret ones are drawn as passwords. */
  fields: { name: string; label: string; isSecret: boolean; hint: string }[] | null;
  /** Where the key is found: the vendor's steps and the address of its settings. */
  keyHelp: { steps: string[]; url: string | null } | null;
  /** Sign-in at the CRM; `unset` where the operator has not registered Porchlight there. */
  signIn: 'offered' | 'unset' | null;
  /** The address for webhooks has to be entered there by hand, once connected. */
  hookSteps: string | null;
  /** The practice CRM of the local platform. */
  isSandbox: boolean;
}

export interface SyncRun {
  id: string;
  connectionId: string;
  loop: RunLoop;
  trigger: RunTrigger;
  state: RunState;
  counts: SyncCounts;
  /** The equation in words. */
  equation: string;
  pages: number;
  note: string | null;
  /** Of a complete scan that waits for an answer. */
  question: { missing: number; linked: number } | null;
  startedAt: string;
  endedAt: string | null;
  /** Of the last committed page. */
  lastAt: string | null;
}

/** A connection as every route answers it. Its secret is in none of them. */
export interface Connection {
  id: string;
  accountId: string;
  accountName?: string;
  connector: string;
  label: string;
  state: ConnectionState;
  health: Omit<Health, 'until'> & { until: string | null };
  needs: 'person' | null;
  auth: 'key' | 'oauth';
  /** Whose key it is, and how many people it sees (null: the CRM does not say). */
  who: string;
  sees: number | null;
  canWrite: boolean;
  notes: string[];
  /** When the CRM lets this key end; null where it does not, or for sign-ins. */
  keyEndsAt: string | null;
  settings: SyncSettings;
  /** Fields that the connector fills, with the policy in force. */
  fields: { field: ContactField; label: string; policy: FieldPolicy; isAlwaysIn: boolean }[];
  /** Contacts that are linked to a record there. */
  contacts: number;
  openProblems: number;
  run: SyncRun | null;
  lastRun: SyncRun | null;
  /** Records that the first reading has brought, of how many; null when it is done or the CRM does not say. */
  progress: { done: number; total: number } | null;
  nextRunAt: string | null;
  syncedAt: string | null;
  sweptAt: string | null;
  connectedBy: string | null;
  createdAt: string;
  disconnectedAt: string | null;
  commands: ConnectionCommand[];
  engine: 'ok' | 'away';
  masked?: boolean;
}

/** A contact's record at one CRM, and what it says there, field by field. */
export interface ContactLink {
  id: string;
  connectionId: string;
  label: string;
  recordId: string;
  /** The record's own page at the CRM; null where it has no address that we know, and when it was deleted there. */
  recordUrl: string | null;
  state: 'linked' | 'skipped' | 'failed' | 'gone';
  /** The contact came from there. */
  isCreator: boolean;
  recordUpdatedAt: string | null;
  linkedAt: string;
  /** The CRM's value, since when it says so, whether a person has written the field here, and whether the value stands here. */
  fields: { property: string; value: unknown; since: string; isHandEdited: boolean; isInUse: boolean }[];
}
