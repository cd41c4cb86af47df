import type { ImportableColumn } from '../domain/contacts/fields.js';
import { type Connection, query } from './execute.js';
import { changedSets, insertedValues } from './imports-merge.js';

/** Where the records of a page ended. */
export interface PageOutcomes {
  added: number;
  changed: number;
  unchanged: number;
  skipped: number;
  failed: number;
}

interface Page {
  runId: string;
  connectionId: string;
  columns: ImportableColumn[];
}

/**
 * Writes the planned page to contacts: new ones, then changes with what was there before.
 * @param page.isKnown whether `planPage` has found any of them here
 */
export async function writeContacts(connection: Connection, page: Page & { isKnown: boolean }): Promise<void> {
  if (page.isKnown) await lockContacts(connection, page.runId);
  await addContacts(connection, page);
  if (page.isKnown) await changeContacts(connection, page);
}

/** Each new one gets its number first, so that it is known by its record. */
async function addContacts(connection: Connection, { runId, columns }: Page): Promise<void> {
  await query(
    connection,
    `update staged_records set contact_id = nextval(s.name)
     from (select pg_get_serial_sequence('contacts', 'id')::regclass as name offset 0) s where import_id = $1 and intent = 'create'`,
    [runId],
  );
  await query(
    connection,
    `insert into contacts (id, account_id, email_normalized, ${columns.join(', ')}) overriding system value
     select r.contact_id, r.account_id, r.email_normalized, ${insertedValues(columns).join(', ')}
     from staged_records r where r.import_id = $1 and r.intent = 'create' order by r.email_normalized`,
    [runId],
  );
}

/** Always in the same order, so that two pages, or a page and an import, never wait for each other. */
async function lockContacts(connection: Connection, runId: string): Promise<void> {
  await query(
    connection,
    `select from contacts c where c.id in (select contact_id from staged_records where import_id = $1 and intent = 'update')
     order by c.id for no key update`,
    [runId],
  );
}

async function changeContacts(connection: Connection, { runId, connectionId, columns }: Page): Promise<void> {
  await query(
    connection,
    `with updated as (
       update contacts c set ${changedSets(columns).join(', ')}
       from staged_records r where r.import_id = $1 and r.intent = 'update' and c.id = r.contact_id
       returning r.account_id, r.record_id, c.id, r.changes
     )
     insert into sync_changes (connection_id, account_id, run_id, contact_id, record_id, changes)
     select $2, account_id, $1, id, record_id, changes from updated`,
    [runId, connectionId],
  );
}

/**
 * Whoever has unsubscribed at the CRM is marked here, also where the record itself is left out or failed: by its link, its match
 * or its address alone. Never the other way round.
 */
export async function markUnsubscribed(
  connection: Connection,
  { runId, accountId }: { runId: string; accountId: string },
): Promise<void> {
  await query(
    connection,
    `with told as materialized (
       select coalesce(linked_id, contact_id) as id, email_normalized from staged_records
       where import_id = $1 and unsubscribed and intent in ('skip', 'fail')
     ), found as materialized (
       select id from told where id is not null
       union
       select c.id from told
       cross join lateral (select id from contacts where account_id = $2 and email_normalized = told.email_normalized offset 0) c
     )
     update contacts c set unsubscribed = true, version = version + 1, updated_at = now()
     where c.id = any (array(select id from found)) and not c.unsubscribed`,
    [runId, accountId],
  );
}

/** New people who have unsubscribed at the CRM, where settings leave them out. */
export async function leaveOutUnsubscribed(connection: Connection, runId: string): Promise<void> {
  await query(
    connection,
    `update staged_records set intent = 'skip', match_reason = 'unsubscribed' where import_id = $1 and intent = 'create' and unsubscribed`,
    [runId],
  );
}

export async function countOutcomes(connection: Connection, runId: string): Promise<PageOutcomes> {
  const [counts] = await query<PageOutcomes>(
    connection,
    `select count(*) filter (where intent = 'create')::int as added, count(*) filter (where intent = 'update')::int as changed,
       count(*) filter (where intent = 'unchanged')::int as unchanged, count(*) filter (where intent = 'skip')::int as skipped,
       count(*) filter (where intent = 'fail')::int as failed
     from staged_records where import_id = $1`,
    [runId],
  );
  return counts!;
}
