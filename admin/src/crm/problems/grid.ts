import type { Fixable, GridColumn } from '../../grid/fixable.js';
import type { Connection, RecordProblem } from '../types.js';

/** Fields by which a person knows who a record is. */
const naming: ReadonlySet<string> = new Set(['firstName', 'lastName', 'email']);

const errorsOf = ({ issues }: RecordProblem) => issues.filter(({ severity }) => severity === 'error');

/** Columns left of the verdict: who it is and what is wrong; right of it what else the records say. */
export function columnsOf(problems: RecordProblem[]): { telling: GridColumn[]; rest: GridColumn[] } {
  const bad = new Set(problems.flatMap((problem) => errorsOf(problem).map(({ field }) => field)));
  const labels = new Map<string, string>();
  for (const { fields } of problems) for (const { field, label } of fields) labels.set(field, label);
  const columns = [...labels].map(([key, label]) => ({ key, label }));
  const isTelling = ({ key }: GridColumn) => naming.has(key) || bad.has(key as RecordProblem['fields'][0]['field']);
  return { telling: columns.filter(isTelling), rest: columns.filter((column) => !isTelling(column)) };
}

/** "record 17"; of one that came without an id, which of ours it is. */
export const recordName = ({ recordId, id }: Pick<RecordProblem, 'recordId' | 'id'>): string =>
  recordId ? `record ${recordId}` : `record without id (${id})`;

type Seen = Pick<Connection, 'commands' | 'masked' | 'label'>;

/** A problem as the grid takes it. */
export function fixable({ commands, masked, label }: Seen, problem: RecordProblem): Fixable {
  const errors = errorsOf(problem);
  const isGone = problem.kind === 'gone';
  return {
    id: problem.id,
    name: recordName(problem),
    head: problem.recordId ?? '—',
    cells: Object.fromEntries(
      problem.fields.map(({ field, text }) => [field, { text, issue: errors.find((issue) => issue.field === field) }]),
    ),
    isReadOnly: masked === true || isGone || problem.state !== 'open' || problem.fields.length === 0,
    issues: isGone
      ? [
          {
            code: 'gone',
            at: null,
            severity: 'warning',
            sentence: problem.contact
              ? `Deleted at ${label}. The contact is still here: keep it, or delete it on its page.`
              : `Deleted at ${label}, and the contact here as well.`,
          },
        ]
      : errors.map((issue) => ({ ...issue, at: issue.field })),
    isReady: problem.isReady,
    ...(problem.state === 'retrying' && { underWay: 'Being tried again…' }),
    attempts: problem.attempts,
    candidates: problem.candidates,
    mayRetry: commands.includes('retry') && !isGone && problem.recordId !== null && problem.state === 'open',
    ...(isGone &&
      problem.contact && {
        dismissVerb: 'Keep',
        dismissMeans: 'The contact stays as it is, and this no longer waits for you.',
      }),
  };
}
