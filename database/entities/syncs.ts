import { defineEntity, p } from '@mikro-orm/postgresql';
import type { RowIssue } from '../../domain/imports/issues.js';
import type { Cells, Corrections } from '../../domain/syncs/corrections.js';
import type { SyncSettings } from '../../domain/syncs/settings.js';
import type { ConnectionState, RunLoop, RunState, RunTrigger } from '../../domain/syncs/states.js';

/** Our authorised link to one CRM account. Its secret is not among the properties: see `connection-secrets.ts`. */
export const ConnectionSchema = defineEntity({
  name: 'Connection',
  tableName: 'connections',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    accountId: p.bigint('string'),
    connector: p.text(),
    state: p.text().$type<ConnectionState>().default('active'),
    fence: p.integer().default(0),
    auth: p.text().$type<'key' | 'oauth'>(),
    secretSince: p.datetime().defaultRaw('now()'),
    hookKeyId: p.integer(),
    who: p.text(),
    sees: p.integer().nullable(),
    canWrite: p.boolean().default(false),
    notes: p.json<string[]>(),
    settings: p.json<SyncSettings>(),
    settingsVersion: p.integer().default(1),
    backfilledAt: p.datetime().nullable(),
    sweptAt: p.datetime().nullable(),
    syncedAt: p.datetime().nullable(),
    requested: p.text().$type<RunTrigger>().nullable(),
    requestedLoop: p.text().$type<RunLoop>().nullable(),
    nextRunAt: p.datetime().nullable(),
    limitedUntil: p.datetime().nullable(),
    limitedReason: p.text().nullable(),
    troubleCode: p.text().nullable(),
    troubleSentence: p.text().nullable(),
    troubleSince: p.datetime().nullable(),
    failureCode: p.text().nullable(),
    failureSentence: p.text().nullable(),
    connectedBy: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    disconnectedAt: p.datetime().nullable(),
    erasing: p.boolean().default(false),
  },
});
export class Connection extends ConnectionSchema.class {}
ConnectionSchema.setClass(Connection);

/** One pull through a connection, from cursor to cursor. Read only here: the worker writes it page by page. */
export const SyncRunSchema = defineEntity({
  name: 'SyncRun',
  tableName: 'sync_runs',
  readonly: true,
  properties: {
    id: p.bigint('string').primary(),
    connectionId: p.bigint('string'),
    accountId: p.bigint('string'),
    loop: p.text().$type<RunLoop>(),
    trigger: p.text().$type<RunTrigger>(),
    state: p.text().$type<RunState>(),
    note: p.text().nullable(),
    missing: p.integer().nullable(),
    linked: p.integer().nullable(),
    startedAt: p.datetime(),
    endedAt: p.datetime().nullable(),
  },
});
export class SyncRun extends SyncRunSchema.class {}
SyncRunSchema.setClass(SyncRun);

export const problemKinds = ['record', 'malformed', 'gone'] as const;
export type ProblemKind = (typeof problemKinds)[number];
export const problemStates = ['open', 'retrying', 'resolved', 'dismissed'] as const;
export type ProblemState = (typeof problemStates)[number];

/** What is wrong with one record; of a malformed one in the connector's words. */
export type RecordIssue = Omit<RowIssue, 'code'> & { code: string; sentence?: string };

/** A record that a person has to look at. */
export const SyncIssueSchema = defineEntity({
  name: 'SyncIssue',
  tableName: 'sync_issues',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    connectionId: p.bigint('string'),
    accountId: p.bigint('string'),
    runId: p.bigint('string'),
    recordId: p.text().nullable(),
    kind: p.text().$type<ProblemKind>(),
    state: p.text().$type<ProblemState>().default('open'),
    issues: p.json<RecordIssue[]>(),
    cells: p.json<Cells>().nullable(),
    edits: p.json<Corrections>().nullable(),
    editVersion: p.integer().default(0),
    contactId: p.bigint('string').nullable(),
    attempts: p.integer().default(0),
    dismissedReason: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
  },
});
export class SyncIssue extends SyncIssueSchema.class {}
SyncIssueSchema.setClass(SyncIssue);
