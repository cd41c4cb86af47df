import type { EntityManager } from '@mikro-orm/postgresql';
import type { Connection as StoredConnection } from '../../../database/entities/syncs.js';
import { query } from '../../../database/execute.js';
import { contactFields } from '../../../domain/contacts/fields.js';
import { type ConnectionStanding, connectionCommandsNow } from '../../../domain/syncs/commands.js';
import { type Health, healthOf } from '../../../domain/syncs/health.js';
import { alwaysIn, defaultSyncSettings, policyOf, type SyncSettings } from '../../../domain/syncs/settings.js';
import type { ConnectorFacts } from './connectors.js';
import { presentRun, runColumns, type RunRow } from './present-run.js';
import type { Connection } from './syncs.schemas.js';

/** What the ledger and its views say about one connection; a row of `factsSql`. */
interface Facts {
  id: string;
  account_name: string;
  connected_by: string | null;
  contacts: number;
  open_problems: number;
  run: RunRow | null;
  last_run: RunRow | null;
  question: { missing: number; linked: number } | null;
}

const run = (condition: string) => `(select to_jsonb(x) from (
  select ${runColumns} from sync_runs r join sync_run_counts n on n.run_id = r.id
  where r.connection_id = c.id and ${condition} order by r.id desc limit 1) x)`;

const factsSql = `
select c.id::text, a.name as account_name, (select u.name from auth."user" u where u.id = c.connected_by) as connected_by,
  (select count(*)::int from contact_links l where l.connection_id = c.id and l.contact_id is not null and l.state <> 'gone') as contacts,
  (select count(*)::int from sync_issues i where i.connection_id = c.id and i.state in ('open', 'retrying')) as open_problems,
  ${run('r.ended_at is null')} as run, ${run('r.ended_at is not null')} as last_run,
  (select jsonb_build_object('missing', r.missing, 'linked', r.linked) from sync_runs r
     where r.connection_id = c.id and r.state = 'awaiting_answer' order by r.id desc limit 1) as question
from connections c join accounts a on a.id = c.account_id
where c.id = any ($1::bigint[])`;

export interface ConnectionViewer {
  engine: 'ok' | 'away';
  now: Date;
  /** Staff see whose connection it is. */
  isStaff: boolean;
  /** Connections whose personal data this viewer may not read. */
  isMasked: (connectionId: string) => boolean;
  connector: (id: string) => ConnectorFacts;
}

/** Connections as the API answers them, with one question to the database for all of them. */
export async function presentConnections(
  em: EntityManager,
  items: StoredConnection[],
  viewer: ConnectionViewer,
): Promise<Connection[]> {
  const facts = await factsOf(em, items);
  return items.map((item) => present(item, facts.get(item.id)!, viewer));
}

/** What decides which commands may be asked. */
export async function standingOf(em: EntityManager, item: StoredConnection): Promise<ConnectionStanding> {
  const facts = await factsOf(em, [item]);
  return standing(item, facts.get(item.id)!);
}

async function factsOf(em: EntityManager, items: StoredConnection[]): Promise<Map<string, Facts>> {
  if (items.length === 0) return new Map();
  const rows = await query<Facts>(em, factsSql, [`{${items.map(({ id }) => id).join(',')}}`]);
  return new Map(rows.map((row) => [row.id, row]));
}

const standing = (item: StoredConnection, facts: Facts): ConnectionStanding => ({
  state: item.state,
  hasQuestion: facts.question !== null,
  openProblems: facts.open_problems,
});

export const settingsOf = (item: StoredConnection): SyncSettings => ({ ...defaultSyncSettings, ...item.settings });

function present(item: StoredConnection, facts: Facts, viewer: ConnectionViewer): Connection {
  const { label, fields, keyDays } = viewer.connector(item.connector);
  const keyEndsAt = item.auth === 'key' && keyDays ? daysAfter(item.secretSince, keyDays) : null;
  const settings = settingsOf(item);
  const health = healthFor(item, facts, { label, keyEndsAt, now: viewer.now });
  const needsPerson = ['needs_reconnect', 'failed', 'question'].includes(health.kind) || facts.open_problems > 0;
  return {
    id: item.id,
    accountId: item.accountId,
    ...(viewer.isStaff ? { accountName: facts.account_name } : {}),
    connector: item.connector,
    label,
    state: item.state,
    health: { ...health, until: health.until?.toISOString() ?? null },
    needs: needsPerson && item.state !== 'disconnected' ? 'person' : null,
    auth: item.auth,
    who: item.who,
    sees: item.sees ?? null,
    canWrite: item.canWrite,
    notes: item.notes,
    keyEndsAt: time(keyEndsAt),
    settings,
    fields: fields.map((field) => ({
      field,
      label: contactFields[field].label,
      policy: policyOf(field, settings),
      isAlwaysIn: alwaysIn.includes(field),
    })),
    contacts: facts.contacts,
    openProblems: facts.open_problems,
    run: facts.run && presentRun(facts.run),
    lastRun: facts.last_run && presentRun(facts.last_run),
    progress: progressOf(item, facts),
    nextRunAt: item.state === 'active' ? time(item.nextRunAt) : null,
    syncedAt: time(item.syncedAt),
    sweptAt: time(item.sweptAt),
    connectedBy: facts.connected_by,
    createdAt: item.createdAt.toISOString(),
    disconnectedAt: time(item.disconnectedAt),
    commands: connectionCommandsNow(standing(item, facts)),
    engine: viewer.engine,
    ...(viewer.isStaff ? { masked: viewer.isMasked(item.id) } : {}),
  };
}

const daysAfter = (at: Date, days: number) => new Date(+at + days * 86_400_000);
const time = (at: Date | null | undefined) => at?.toISOString() ?? null;

function healthFor(
  item: StoredConnection,
  facts: Facts,
  { label, keyEndsAt, now }: { label: string; keyEndsAt: Date | null; now: Date },
): Health {
  const { troubleSentence, troubleSince } = item;
  return healthOf(
    {
      state: item.state,
      label,
      limitedUntil: item.limitedUntil ?? null,
      limitedReason: item.limitedReason ?? null,
      trouble: troubleSentence && troubleSince ? { sentence: troubleSentence, since: troubleSince } : null,
      failure: item.failureSentence ?? null,
      question: facts.question,
      isRunning: facts.run !== null || item.requested !== null || !item.backfilledAt,
      isComplete: Boolean(item.backfilledAt),
      openProblems: facts.open_problems,
      keyEndsAt,
    },
    now,
  );
}

/** Of a scan of everybody: how many have been read, of how many the CRM said it has. */
function progressOf(item: StoredConnection, { run: open }: Facts): Connection['progress'] {
  if (!open || !item.sees || (open.loop !== 'backfill' && open.loop !== 'sweep')) return null;
  return { done: open.reported, total: Math.max(item.sees, open.reported) };
}
