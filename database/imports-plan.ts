import { type IssueCode, issueCodes } from '../domain/imports/issues.js';
import type { ColumnMapping, ImportOptions } from '../domain/imports/mapping.js';
import { type Connection, query } from './execute.js';
import { changesSql } from './imports-merge.js';

/** What planning needs to know of an import, as pinned with its scan. */
export interface PinnedImport {
  importId: string;
  accountId: string;
  mapping: ColumnMapping;
  options: ImportOptions;
  /** Of a page of a sync, whose rows stand in `staged_records`: what they change of their contacts, as SQL. */
  staged?: { changes: string };
}

const rowsOf = ({ staged }: PinnedImport) => (staged ? 'staged_records' : 'import_rows');

/** Issues that come from comparing a row with others and with contacts; judging it again clears them. */
const planCodes = [
  'duplicate_in_file', 'matches_several', 'not_in_mode', 'stays_unsubscribed', 'changed_since_scan', 'email_taken_meanwhile',
] as const satisfies IssueCode[]; // prettier-ignore

/** Appends an issue to the row's. */
export const withIssue = (code: IssueCode) =>
  `coalesce(r.issues, '[]') || '[{"code": "${code}", "severity": "${issueCodes[code].severity}", "field": null, "column": null}]'::jsonb`;
/** Joins rows `r` with the contacts `c` that they may be. The few of a page look theirs up one by one, whatever the planner believes of either. */
const contactsOf = ({ staged }: PinnedImport, condition: string) =>
  staged
    ? `cross join lateral (select * from contacts c where ${condition} offset 0) c`
    : `join contacts c on ${condition}`;
const codeList = planCodes.map((code) => `'${code}'`).join(', ');

/** Which rows a statement is about; `$2` is the part, or the row numbers as text. */
const inPart = 'r.import_id = $1 and r.part = $2::int';
const inList = 'r.import_id = $1 and r.row_number = any ($2::int[])';

/** Rows of a part that say what an earlier one has said, and contacts of the same address. By e-mail only. */
export async function matchPart(connection: Connection, pinned: PinnedImport, part: number): Promise<void> {
  await query(
    connection,
    `update import_rows r set intent = 'skip', duplicate_of = d.first, issues = ${withIssue('duplicate_in_file')}
     from (
       select row_number, first_value(row_number) over (partition by email_normalized order by row_number) as first
       from import_rows where import_id = $1 and part = $2::int and email_normalized is not null and intent = 'create'
     ) d
     where ${inPart} and r.row_number = d.row_number and d.first <> d.row_number`,
    [pinned.importId, part],
  );
  await matchEmails(connection, pinned, inPart, part);
}

/**
 * Matching by phone and last name, for rows whose e-mail has found nobody: first among the rows of the file that have no
 * e-mail, then among contacts. Two addresses of mail or two first names that differ are two people of one household.
 */
export async function matchPhones(connection: Connection, pinned: PinnedImport): Promise<void> {
  const { importId, accountId } = pinned;
  await query(
    connection,
    `with earlier as materialized (
       select r.row_number, min(o.row_number) as first
       from import_rows r join import_rows o on o.import_id = r.import_id and o.phone = r.phone
         and lower(o.last_name) = lower(r.last_name) and lower(o.first_name) = lower(r.first_name)
         and (o.row_number < r.row_number or o.email_normalized is not null)
       where r.import_id = $1 and r.intent = 'create' and r.email_normalized is null and r.phone is not null and o.intent = 'create'
       group by r.row_number
     )
     update import_rows r set intent = 'skip', duplicate_of = d.first, issues = ${withIssue('duplicate_in_file')}
     from earlier d
     where r.import_id = $1 and r.row_number = d.row_number`,
    [importId],
  );
  if (pinned.options.match !== 'email_then_phone') return;
  const [base] = await query<{ has_phones: boolean }>(
    connection,
    'select exists (select from contacts where account_id = $1 and phone is not null) as has_phones',
    [accountId],
  );
  if (!base?.has_phones) return;
  await matchPhonesOf(connection, pinned, 'r.import_id = $1 and $2::text is null', null);
  await query(
    connection,
    `update import_rows r set intent = 'skip', duplicate_of = d.first, contact_id = null, match_reason = null,
       issues = ${withIssue('duplicate_in_file')}
     from (
       select row_number, first_value(row_number) over (partition by contact_id order by match_reason = 'phone', row_number) as first
       from import_rows where import_id = $1 and contact_id is not null and intent = 'create'
     ) d
     where r.import_id = $1 and r.row_number = d.row_number and d.first <> d.row_number`,
    [importId],
  );
}

/** Settles each row of a part: its intent, and for a match the fields that would change, old and new. */
export const planPart = (connection: Connection, pinned: PinnedImport, part: number) =>
  settle(connection, pinned, inPart, part);

/**
 * Judges single rows again, against the rows and contacts of this moment: after a correction, a change of their contact, or
 * a choice between several.
 * @param part before anything was applied a row moves to the part of its new address; while parts are applied it stays
 */
export async function replanRows(
  connection: Connection,
  pinned: PinnedImport,
  rowNumbers: number[],
  { part }: { part: 'move' | 'keep' },
): Promise<void> {
  const list = `{${rowNumbers.join(',')}}`;
  const { importId, accountId } = pinned;
  await query(
    connection,
    `update import_rows r set
       intent = case when jsonb_path_exists(k.issues, '$[*] ? (@.severity == "error")') then 'fail' else 'create' end,
       issues = nullif(k.issues, '[]'), duplicate_of = null, changes = null, contact_version = null,
       contact_id = c.id, match_reason = case when c.id is not null then 'chosen' end,
       part = case when ${part === 'move'} and r.outcome is null and r.email_normalized is not null
         then width_bucket(r.email_normalized, i.part_bounds) else r.part end
     from contact_imports i, import_rows o
     cross join lateral (
       select coalesce(jsonb_agg(e) filter (where e ->> 'code' not in (${codeList})), '[]') as issues
       from jsonb_array_elements(coalesce(o.issues, '[]')) e
     ) k
     left join contacts c on c.id = o.contact_id and c.account_id = $3 and o.match_reason = 'chosen'
     where ${inList} and i.id = r.import_id and o.import_id = r.import_id and o.row_number = r.row_number`,
    [importId, list, accountId],
  );
  await query(
    connection,
    `update import_rows r set intent = 'skip', duplicate_of = d.first, issues = ${withIssue('duplicate_in_file')}
     from (
       select r.row_number, min(o.row_number) as first
       from import_rows r join contact_imports i on i.id = r.import_id
       join import_rows o on o.import_id = r.import_id and o.email_normalized = r.email_normalized
         and o.part = width_bucket(r.email_normalized, i.part_bounds)
       where ${inList} and r.intent = 'create' and r.match_reason is null and o.intent in ('create', 'update', 'unchanged')
         and (o.row_number < r.row_number or o.row_number <> all ($2::int[])) and o.row_number <> r.row_number
       group by r.row_number
     ) d
     where ${inList} and r.row_number = d.row_number`,
    [importId, list],
  );
  await matchEmails(connection, pinned, inList, list);
  if (pinned.options.match === 'email_then_phone') await matchPhonesOf(connection, pinned, inList, list);
  await settle(connection, pinned, inList, list);
}

/** Adds an issue to rows; one that is an error keeps them out. */
export async function noteIssue(
  connection: Connection,
  importId: string,
  { code, rowNumbers }: { code: 'changed_since_scan' | 'email_taken_meanwhile'; rowNumbers: number[] },
): Promise<void> {
  const intent = issueCodes[code].severity === 'error' ? `'fail'` : 'r.intent';
  await query(connection, `update import_rows r set intent = ${intent}, issues = ${withIssue(code)} where ${inList}`, [
    importId,
    `{${rowNumbers.join(',')}}`,
  ]);
}

/** Contacts of the very address that a row names. */
export async function matchEmails(
  connection: Connection,
  pinned: PinnedImport,
  scope: string,
  scoped: unknown,
): Promise<void> {
  await query(
    connection,
    `update import_rows r set contact_id = c.id, match_reason = 'email' from contacts c
     where ${scope} and r.intent = 'create' and r.contact_id is null and c.account_id = $3 and c.email_normalized = r.email_normalized`,
    [pinned.importId, scoped, pinned.accountId],
  );
}

/** What is found is kept before rows are changed: without statistics it would be looked for once for each row. */
export async function matchPhonesOf(
  connection: Connection,
  pinned: PinnedImport,
  scope: string,
  scoped: unknown,
): Promise<void> {
  await query(
    connection,
    `with found as materialized (
       select r.row_number, count(*) as hits, min(c.id) as contact_id
       from ${rowsOf(pinned)} r ${contactsOf(
         pinned,
         `c.account_id = $3 and c.phone = r.phone and lower(c.last_name) = lower(r.last_name)
         and (c.first_name is null or lower(c.first_name) = lower(r.first_name))
         and (c.email_normalized is null or r.email_normalized is null)`,
       )}
       where ${scope} and r.intent = 'create' and r.contact_id is null and r.phone is not null
       group by r.row_number
     )
     update ${rowsOf(pinned)} r set
       contact_id = case when f.hits = 1 then f.contact_id end, match_reason = case when f.hits = 1 then 'phone' end,
       intent = case when f.hits = 1 then 'create' else 'fail' end,
       issues = case when f.hits = 1 then r.issues else ${withIssue('matches_several')} end
     from found f
     where r.import_id = $1 and r.row_number = f.row_number`,
    [pinned.importId, scoped, pinned.accountId],
  );
}

/** What becomes of each row that is neither failed nor left out: created, changed (and in what), or nothing. */
export async function settle(
  connection: Connection,
  pinned: PinnedImport,
  scope: string,
  scoped: unknown,
): Promise<void> {
  const { importId, accountId, mapping, options } = pinned;
  const rows = rowsOf(pinned);
  // "None" still meets the one contact an address may have: then the row is left out, never a second contact made.
  const createsOnly = options.mode === 'create' || options.match === 'none';
  await query(
    connection,
    `update ${rows} r set contact_version = j.version, changes = nullif(j.changes, '{}'),
       intent = case when ${createsOnly} then 'skip' when j.changes = '{}' then 'unchanged' else 'update' end,
       issues = case when ${createsOnly} then ${withIssue('not_in_mode')} when j.stays then ${withIssue('stays_unsubscribed')} else r.issues end
     from (
       select r.row_number, c.version, c.unsubscribed and r.unsubscribed is false as stays,
         ${createsOnly ? `'{}'::jsonb` : (pinned.staged?.changes ?? changesSql(mapping, options))} as changes
       from ${rows} r ${contactsOf(pinned, 'c.id = r.contact_id')}
       where ${scope} and r.intent = 'create' and c.account_id = $3
     ) j
     where r.import_id = $1 and r.row_number = j.row_number`,
    [importId, scoped, accountId],
  );
  if (options.mode !== 'update') return;
  await query(
    connection,
    `update ${rows} r set intent = 'skip', issues = ${withIssue('not_in_mode')}
     where ${scope} and r.intent = 'create' and r.contact_id is null`,
    [importId, scoped],
  );
}
