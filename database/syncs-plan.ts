import { importableColumns } from '../domain/contacts/fields.js';
import { type Connection, query } from './execute.js';
import { matchPhonesOf, type PinnedImport, settle, withIssue } from './imports-plan.js';

/** A page of a sync: its records stand in `staged_records` under the number of the run. */
export interface PinnedPage extends PinnedImport {
  connectionId: string;
  staged: { changes: string };
  /** What is known of its records before the database is asked: whether one is linked, two have one address, or one has a phone. */
  given: { hasLinks: boolean; hasTwins: boolean; hasPhones: boolean };
}

const all = 'r.import_id = $1 and $2::text is null';

/**
 * Settles what becomes of each staged record: by its link first, which stands in it already, then as the rows of an import are, by
 * e-mail and by phone. Two records of one person stay one contact: the one that is linked already, else the first, has the word.
 * @returns whether any of them may be a contact who is here: else all that is left are new ones
 */
export async function planPage(connection: Connection, page: PinnedPage): Promise<boolean> {
  const { importId: runId, accountId, connectionId, given } = page;
  if (given.hasTwins) await skipTwins(connection, runId);
  const matched = await matchStaged(connection, runId, accountId);
  if (given.hasPhones && page.options.match === 'email_then_phone') await matchPhonesOf(connection, page, all, null);
  const isKnown = given.hasLinks || matched > 0 || (given.hasPhones && (await isAnyKnown(connection, runId)));
  if (isKnown) {
    await skipDoubles(connection, runId, connectionId);
    await noteHands(connection, runId, accountId);
  }
  if (isKnown || page.options.mode === 'update') await settle(connection, page, all, null);
  if (isKnown) await failTakenAddresses(connection, runId, accountId);
  return isKnown;
}

/** By phone. */
async function isAnyKnown(connection: Connection, runId: string): Promise<boolean> {
  const [found] = await query<{ is_known: boolean }>(
    connection,
    'select exists (select from staged_records where import_id = $1 and contact_id is not null) as is_known',
    [runId],
  );
  return found!.is_known;
}

/** Records of one address, but for the first and for those that are linked. */
async function skipTwins(connection: Connection, runId: string): Promise<void> {
  await query(
    connection,
    `with found as materialized (
       select row_number, first from (
         select row_number, linked_id, first_value(row_number) over (partition by email_normalized order by linked_id is null, row_number) as first
         from staged_records where import_id = $1 and email_normalized is not null and intent = 'create'
       ) d
       where first <> row_number and linked_id is null
     )
     update staged_records r set intent = 'skip', duplicate_of = f.first, issues = ${withIssue('duplicate_in_crm')}
     from found f
     where r.import_id = $1 and r.row_number = f.row_number`,
    [runId],
  );
}

/** Contacts of the very address that a record names, each looked up by itself. @returns how many were found */
async function matchStaged(connection: Connection, runId: string, accountId: string): Promise<number> {
  const found = await query(
    connection,
    `with found as materialized (
       select r.row_number, c.id from staged_records r
       cross join lateral (select id from contacts where account_id = $2 and email_normalized = r.email_normalized offset 0) c
       where r.import_id = $1 and r.intent = 'create' and r.contact_id is null
     )
     update staged_records r set contact_id = f.id, match_reason = 'email'
     from found f
     where r.import_id = $1 and r.row_number = f.row_number returning r.row_number`,
    [runId, accountId],
  );
  return found.length;
}

/** A contact that another record of this connection, or of this page, speaks for already. */
async function skipDoubles(connection: Connection, runId: string, connectionId: string): Promise<void> {
  await query(
    connection,
    `update staged_records r set intent = 'skip', issues = ${withIssue('duplicate_in_crm')}
     from (
       select s.row_number, l.record_id is not null as is_linked,
         first_value(s.row_number) over (partition by s.contact_id order by s.linked_id is null, s.match_reason = 'phone', s.row_number) as first
       from staged_records s
       left join lateral (select connection_id, record_id from contact_links where contact_id = s.contact_id offset 0) l
         on l.connection_id = $2 and l.record_id <> s.record_id
       where s.import_id = $1 and s.contact_id is not null and s.intent = 'create'
     ) d
     where r.import_id = $1 and r.row_number = d.row_number and r.linked_id is null and (d.is_linked or d.first <> d.row_number)`,
    [runId, connectionId],
  );
}

/** `first_name` by `firstName`: changes by hand are kept by property. */
const columnByProperty = JSON.stringify(
  Object.fromEntries(
    importableColumns.map((column) => [
      column.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      column,
    ]),
  ),
);

/** Which columns of the contacts people have written, and when last. */
async function noteHands(connection: Connection, runId: string, accountId: string): Promise<void> {
  await query(
    connection,
    `update staged_records r set hand = h.hand
     from (
       select contact_id, jsonb_object_agg(name, at) as hand from (
         select h.contact_id, $3::jsonb ->> k.key as name, max(h.at) as at
         from contact_changes h cross join lateral jsonb_object_keys(h.changes) k (key)
         where h.account_id = $2 and h.contact_id in (select contact_id from staged_records where import_id = $1 and contact_id is not null)
           and jsonb_exists($3::jsonb, k.key)
         group by 1, 2) p
       group by 1
     ) h
     where r.import_id = $1 and r.contact_id = h.contact_id`,
    [runId, accountId, columnByProperty],
  );
}

/** A contact cannot follow to an address that another one has. */
async function failTakenAddresses(connection: Connection, runId: string, accountId: string): Promise<void> {
  await query(
    connection,
    `with found as materialized (
       select r.row_number from staged_records r
       cross join lateral (select id from contacts where account_id = $2 and email_normalized = r.email_normalized offset 0) c
       where r.import_id = $1 and r.intent = 'update' and jsonb_exists(r.changes, 'email') and c.id <> r.contact_id
     )
     update staged_records r set intent = 'fail', issues = ${withIssue('email_taken')}
     from found f
     where r.import_id = $1 and r.row_number = f.row_number`,
    [runId, accountId],
  );
}
