import type { EntityManager } from '@mikro-orm/postgresql';
import { Account } from '../../../database/entities/accounts.js';
import type { Connection, RecordIssue, SyncIssue } from '../../../database/entities/syncs.js';
import { query } from '../../../database/execute.js';
import { contactFields, type ContactField, type MappableField } from '../../../domain/contacts/fields.js';
import { issueCodes, type IssueCode } from '../../../domain/imports/issues.js';
import { correctedCells } from '../../../domain/syncs/corrections.js';
import { compileRecordJudge, recordPlan } from '../../../domain/syncs/judge.js';
import { maskDeep, maskText } from '../imports/mask.js';
import { settingsOf } from './present.js';
import type { Problem } from './problems.schemas.js';

interface Shown {
  found: SyncIssue[];
  isMasked: boolean;
  /** Fields that the connector fills. */
  fields: readonly ContactField[];
}

/** Problems as the API answers them, with the contacts to choose from where several match. */
export async function presentProblems(
  em: EntityManager,
  item: Connection,
  { found, isMasked, fields }: Shown,
): Promise<Problem[]> {
  const names = await namesOf(em, item.accountId, found);
  const candidates = await candidatesOf(em, item.accountId, found);
  return found.map((problem) => {
    const shown = present(problem, fields, names);
    const choices = candidates.get(problem.id);
    const whole = choices ? { ...shown, candidates: choices } : shown;
    return isMasked ? masked(whole) : whole;
  });
}

/** What is wrong with a record under a person's corrections; what only comparing with contacts tells is left to the retry. */
export async function judgedIssues(
  tx: EntityManager,
  item: Connection,
  { problem, fields }: { problem: SyncIssue; fields: readonly ContactField[] },
): Promise<RecordIssue[]> {
  const account = await tx.findOneOrFail(Account, { id: item.accountId });
  const plan = recordPlan(settingsOf(item), { offered: fields, country: account.country });
  const judge = compileRecordJudge(plan, new Date().toISOString().slice(0, 10));
  const cells = correctedCells(problem.cells ?? {}, problem.edits ?? null);
  return judge({ cells, tags: [], isUnsubscribed: false }).issues;
}

function present(problem: SyncIssue, fields: readonly ContactField[], names: Map<string, string>): Problem {
  return {
    id: problem.id,
    connectionId: problem.connectionId,
    kind: problem.kind,
    state: problem.state,
    recordId: problem.recordId ?? null,
    issues: problem.issues.map(presentIssue),
    fields: problem.cells ? fieldsOf(problem, fields) : [],
    editVersion: problem.editVersion,
    isReady: problem.editVersion > 0 && !problem.issues.some(({ severity }) => severity === 'error'),
    attempts: problem.attempts,
    dismissedReason: problem.dismissedReason ?? null,
    contact: problem.contactId ? { id: problem.contactId, name: names.get(problem.contactId) ?? '' } : null,
    createdAt: problem.createdAt.toISOString(),
    updatedAt: problem.updatedAt.toISOString(),
  };
}

function presentIssue({ code, severity, field, sentence, suggestion }: RecordIssue): Problem['issues'][number] {
  const known = code in issueCodes ? issueCodes[code as IssueCode].sentence : 'This record could not be read.';
  return { code, severity, field, sentence: sentence ?? known, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** What the connector can fill, in the order of a contact; fields with an issue are there also when they are blank. */
function fieldsOf({ cells, edits, issues }: SyncIssue, fields: readonly ContactField[]): Problem['fields'] {
  const troubled = new Set(issues.map(({ field }) => field));
  const shown = (Object.keys(contactFields) as ContactField[]).filter(
    (field) => fields.includes(field) && field !== 'unsubscribed' && field !== 'tags',
  );
  return shown
    .filter(
      (field) => cells?.[field] || edits?.[field] || troubled.has(field) || field === 'email' || field === 'lastName',
    )
    .map((field) => ({
      field: field as MappableField,
      label: contactFields[field].label,
      text: edits?.[field]?.to ?? cells?.[field] ?? '',
      from: edits?.[field] ? edits[field].from : null,
    }));
}

async function namesOf(em: EntityManager, accountId: string, found: SyncIssue[]): Promise<Map<string, string>> {
  const ids = found.flatMap(({ contactId }) => (contactId ? [contactId] : []));
  if (ids.length === 0) return new Map();
  const rows = await query<{ id: string; name: string }>(
    em,
    `select id::text, concat_ws(' ', first_name, last_name) as name from contacts where account_id = $1 and id = any ($2::bigint[])`,
    [accountId, `{${ids.join(',')}}`],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

type Candidates = NonNullable<Problem['candidates']>;

/** By phone and last name, as the plan has found them. */
async function candidatesOf(
  em: EntityManager,
  accountId: string,
  found: SyncIssue[],
): Promise<Map<string, Candidates>> {
  const unsure = found.filter(({ issues }) => issues.some(({ code }) => code === 'matches_several'));
  if (unsure.length === 0) return new Map();
  const rows = await query<Candidates[number] & { id: string }>(
    em,
    `select i.id::text, c.id::text as "contactId", concat_ws(' ', c.first_name, c.last_name) as name, c.email, c.phone
     from sync_issues i join contact_links l on l.connection_id = i.connection_id and l.record_id = i.record_id
     join contacts c on c.account_id = $1 and c.phone = l.seen -> 'phone' ->> 0 and lower(c.last_name) = lower(l.seen -> 'last_name' ->> 0)
     where i.id = any ($2::bigint[]) order by c.id limit 500`,
    [accountId, `{${unsure.map(({ id }) => id).join(',')}}`],
  );
  return new Map(
    unsure.map(({ id }) => [
      id,
      rows
        .filter((row) => row.id === id)
        .map(({ contactId, name, email, phone }) => ({ contactId, name, email, phone })),
    ]),
  );
}

function masked(problem: Problem): Problem {
  const fields = problem.fields.map((cell) => ({
    ...cell,
    text: maskText(cell.text),
    from: cell.from && maskText(cell.from),
  }));
  const contact = problem.contact && { ...problem.contact, name: maskText(problem.contact.name) };
  const issues = problem.issues.map((issue) =>
    issue.suggestion === undefined ? issue : { ...issue, suggestion: maskText(issue.suggestion) },
  );
  const candidates = problem.candidates?.map(({ contactId, ...rest }) => ({ contactId, ...maskDeep(rest) }));
  return { ...problem, fields, contact, issues, ...(candidates ? { candidates } : {}) };
}
