import type { ContactFilter } from '../domain/contacts/filter.js';

/** A condition on a row of contacts, its columns unqualified, with a place `?` for each parameter. */
export interface Condition {
  sql: string;
  parameters: unknown[];
}

const searched = 'contact_search(first_name, last_name, email, phone, street, city, zip)';
/** Words beyond the sixth narrow nothing any more and cost. */
const wordLimit = 6;

/**
 * A Hub that was put away counts as none: its contact can be invited anew. The inner select leaves `id` to the contact, which
 * stands under another name in a list than in an update.
 */
const hasHub =
  "exists (select from (select contact_id, state as hub_state from hubs) h where h.contact_id = id and h.hub_state <> 'archived')";

/** Links have no `id`: that one is the contact's, under whatever name it stands. */
const isLinked =
  "exists (select from contact_links l where l.contact_id = id and l.connection_id = ?::bigint and l.state <> 'gone')";

/** A run alone creates contacts of its connection while it lasts. */
const isAddedBy = `id in (select l.contact_id from contact_links l join (select id as run, connection_id, started_at, ended_at from sync_runs) r
  on r.connection_id = l.connection_id where r.run = ?::bigint and l.is_creator and created_at between r.started_at and coalesce(r.ended_at, 'infinity'))`;
const isChangedBy = `id in (select s.contact_id from sync_changes s
  where s.run_id = ?::bigint and s.connection_id = (select r.connection_id from sync_runs r where r.id = s.run_id))`;
const isGoneBy = `id in (select l.contact_id from contact_links l join (select id as run, connection_id from sync_runs) r on r.connection_id = l.connection_id
  where r.run = ?::bigint and l.state = 'gone' and l.last_run = r.run)`;

/** What a filter asks for, all of which must hold; the caller narrows to the account. */
export function contactConditions({
  q,
  tag,
  source,
  importId,
  connectionId,
  addedByRun,
  changedByRun,
  goneByRun,
  hasEmail,
  hub,
}: ContactFilter): Condition[] {
  return [
    ...(q ? searchConditions(q) : []),
    ...(tag === undefined ? [] : [condition('tags @> array[?]::text[]', tag)]),
    ...(source === undefined ? [] : [condition('source = ?', source)]),
    ...(importId === undefined ? [] : [condition('import_id = ?::bigint', importId)]),
    ...(connectionId === undefined ? [] : [condition(isLinked, connectionId)]),
    ...(addedByRun === undefined ? [] : [condition(isAddedBy, addedByRun)]),
    ...(changedByRun === undefined ? [] : [condition(isChangedBy, changedByRun)]),
    ...(goneByRun === undefined ? [] : [condition(isGoneBy, goneByRun)]),
    ...(hasEmail === undefined ? [] : [condition(`email_normalized is ${hasEmail ? 'not ' : ''}null`)]),
    ...(hub === undefined ? [] : [condition(hub === 'some' ? hasHub : `not ${hasHub}`)]),
  ];
}

/**
 * Numbers are found in any formatting, since they are kept as digits; as typed too, for house numbers and zips.
 * The index knows runs of three letters: shorter words alone are looked for at the beginning of names, which other indexes know.
 */
function searchConditions(q: string): Condition[] {
  const digits = q.replace(/\D/g, '');
  const isNumber = digits.length >= 3 && /^[+\d][\d\s().\-/+]*$|^\(\d[\d\s().\-/]*$/.test(q);
  if (isNumber) return [either([found(digits), ...(digits !== q && isIndexed(q) ? [found(q)] : [])])];
  const words = q.split(/\s+/, wordLimit);
  const indexed = words.filter(isIndexed);
  if (indexed.length === 0) return words.map(begins);
  return [...indexed.map(found), ...words.filter((word) => !isIndexed(word)).map(foundBeside)];
}

const condition = (sql: string, ...parameters: unknown[]): Condition => ({ sql, parameters });
const either = (some: Condition[]) =>
  condition(`(${some.map(({ sql }) => sql).join(' or ')})`, ...some.flatMap(({ parameters }) => parameters));

const isIndexed = (word: string) => /[\p{L}\p{N}]{3}/u.test(word);
const escaped = (word: string) => word.toLowerCase().replace(/[\\%_]/g, '\\$&');

const found = (word: string) => condition(`${searched} like ?`, `%${escaped(word)}%`);

/** The same, but never through the index, which would be read as a whole. */
const foundBeside = (word: string) => condition(`${searched} || '' like ?`, `%${escaped(word)}%`);

const begins = (word: string) =>
  either([
    condition('lower(last_name) like ?', `${escaped(word)}%`),
    condition('lower(first_name) like ?', `${escaped(word)}%`),
  ]);
