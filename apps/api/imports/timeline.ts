/** What each audited step of an import is called in its timeline, after the name of whoever did it. */
const actions: Record<string, string> = {
  'import.created': 'uploaded the file',
  'import.mapping_changed': 'changed the mapping',
  'import.mapping_reopened': 'went back to the mapping',
  'import.scan_started': 'started the scan',
  'import.scanned': 'finished the scan',
  'import.confirmed': 'started the import',
  'import.trial_done': 'finished the trial: the rest waits for review',
  'import.paused': 'paused it',
  'import.resumed': 'resumed it',
  'import.cancelled': 'cancelled it: what is in stays, the rest is not imported',
  'import.failed': 'stopped: it needs a person',
  'import.completed': 'finished the import',
  'import.retry_started': 'retried failed rows',
  'import.retried_now': 'had the failing step tried again at once',
  'import.undo_started': 'started the undo',
  'import.undone': 'finished the undo',
  'import.closed': 'closed it',
  'import.expired': 'let it expire: nobody confirmed the review in time',
  'import.purged': 'deleted the file and the original cells, as announced',
  'import.row_edited': 'corrected a row',
  'import.rows_fixed': 'corrected rows together',
  'import.rows_dismissed': 'dismissed failed rows',
  'import.match_chosen': 'chose the contact of a row',
  'import.failed_rows_uploaded': 'uploaded corrected rows',
  'import.revealed': 'revealed personal data',
};

const count = (n: number) => n.toLocaleString('en-US');

/** @param after of the audit event: may say how many rows it was about */
export function actionText(action: string, after: Record<string, unknown> | null): string {
  const text = actions[action] ?? action.replace('import.', '').replaceAll('_', ' ');
  return typeof after?.rows === 'number' ? `${text} (${count(after.rows)} ${after.rows === 1 ? 'row' : 'rows'})` : text;
}

export interface LedgerEntry {
  kind: string;
  seq: number;
  rows: number;
  first_row: number | null;
  last_row: number | null;
}

/** One committed batch in words. */
export function batchText({ kind, seq, rows, first_row, last_row }: LedgerEntry): string {
  const many = `${count(rows)} ${rows === 1 ? 'row' : 'rows'}`;
  const range = first_row && last_row ? ` (${count(first_row)} to ${count(last_row)} of the file)` : '';
  switch (kind) {
    case 'scan':
      return `read ${many}${range}`;
    case 'match':
      return seq < 0 ? 'compared phones and last names' : `compared ${many} with each other and with contacts`;
    case 'plan':
      return rows === 0 ? 'planned corrected rows anew' : `planned ${many}`;
    case 'trial':
      return `imported the first ${many}`;
    case 'apply':
      return `imported part ${seq + 1}: ${many}`;
    case 'retry':
      return `retried failed rows: ${count(rows)} succeeded`;
    case 'undo':
      return `took back ${many}`;
    default:
      return `${kind}: ${many}`;
  }
}

/** What an activity that is under way does, in words. */
const activities: Record<string, string> = {
  nextStep: 'looks what is to be done next',
  scanFile: 'reads the file',
  planImport: 'compares rows with contacts',
  applyTrial: 'imports the first rows',
  applyBatch: 'imports a part',
  retryBatch: 'retries failed rows',
  finishImport: 'finishes the import',
  parkImport: 'notes what stopped the import',
  undoBatch: 'takes rows back',
  expireImport: 'lets the review expire',
  purgeImport: 'deletes the file',
};
export const activityText = (type: string) => activities[type] ?? type;

/** Errors reach the engine as codes, never as messages: here they become words again. */
export function errorText(code: string): string {
  const words: [RegExp, string][] = [
    [/heartbeat/i, 'the worker went silent'],
    [/timed? ?out|timeout/i, 'it took too long'],
    [/^ECONNREFUSED|^08|^57P/, 'the database refused the connection'],
    [/^40/, 'the database asked to try again'],
    [/^53100|^ENOSPC/, 'there is no disk space left'],
    [/^53/, 'the database has no resources left'],
    [/^23/, 'the database refused the rows'],
    [/file_missing|FileMissing|ENOENT/, 'the file is not in storage'],
  ];
  const known = words.find(([pattern]) => pattern.test(code));
  return known ? `${known[1]} (${code})` : code;
}
