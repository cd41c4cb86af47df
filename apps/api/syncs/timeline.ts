/** What each audited step of a connection is called in its timeline, after the name of whoever did it. */
const actions: Record<string, string> = {
  'connection.created': 'connected it',
  'connection.sync_asked': 'asked for a sync',
  'connection.paused': 'paused it',
  'connection.resumed': 'resumed it',
  'connection.reconnected': 'connected it again',
  'connection.key_changed': 'changed its key',
  'connection.settings_changed': 'changed its settings',
  'connection.deletions_asked': 'asks whether so many people are really gone',
  'connection.deletions_answered': 'answered whether people are gone',
  'connection.problems_retried': 'retried records',
  'connection.problem_edited': 'corrected a record',
  'connection.problems_dismissed': 'dismissed records',
  'connection.match_chosen': 'chose the contact of a record',
  'connection.disconnected': 'disconnected it',
  'connection.erased': 'erased what was kept of the CRM, as asked',
  'connection.access_lost': 'stopped: the CRM no longer takes the key',
  'connection.failed': 'stopped: it needs a person',
  'connection.run_started': 'began a run',
  'connection.run_completed': 'ended a run',
  'connection.run_restarted': 'began anew: the CRM no longer knew where we stood',
  'connection.retried_now': 'had the failing step tried again at once',
  'connection.revealed': 'revealed personal data',
};

const loops: Record<string, string> = {
  backfill: 'everybody, for the first time',
  delta: 'what has changed',
  sweep: 'everybody, to find who is gone',
  hooks: 'what the CRM has told of',
  remap: 'what is kept here, under new settings',
  retry: 'records put right',
};

const count = (n: number) => n.toLocaleString('en-US');

/** @param after of the audit event: may say which loop, or how many records it was about */
export function actionText(action: string, after: Record<string, unknown> | null): string {
  const text = actions[action] ?? action.replace('connection.', '').replaceAll('_', ' ');
  if (typeof after?.loop === 'string') return `${text}: ${loops[after.loop] ?? after.loop}`;
  if (typeof after?.records === 'number')
    return `${text} (${count(after.records)} ${after.records === 1 ? 'record' : 'records'})`;
  return text;
}

export interface LedgerPageRow {
  seq: number;
  loop: string;
  reported: number;
  added: number;
  changed: number;
  unchanged: number;
  skipped: number;
  failed: number;
  gone: number;
  missed: number;
}

/** One committed page in words. */
export function pageText(page: LedgerPageRow): string {
  if (page.missed > 0) return `did not meet ${count(page.missed)} people any more`;
  const parts = (['added', 'changed', 'unchanged', 'skipped', 'failed', 'gone'] as const).filter(
    (part) => page[part] > 0,
  );
  const found = parts.map((part) => `${count(page[part])} ${part}`).join(', ');
  return `read page ${page.seq + 1}: ${count(page.reported)} sent${found ? `: ${found}` : ''}`;
}

/** What an activity that is under way does, in words. */
const activities: Record<string, string> = {
  nextSyncStep: 'looks what is to be done next',
  keepSchedule: 'sets up the schedule',
  beginRun: 'begins a run',
  pullPages: 'reads from the CRM',
  finishRun: 'ends a run',
  parkConnection: 'notes what stopped the sync',
  eraseConnection: 'erases what was kept of the CRM',
  askForRun: 'asks for a look',
};
export const activityText = (type: string) => activities[type] ?? type;

/** Errors reach the engine as codes, never as messages: here they become words again. */
export function errorText(code: string): string {
  const words: [RegExp, string][] = [
    [/unreachable/, 'the CRM cannot be reached'],
    [/bad_answer/, 'the CRM answers with something that is not its data'],
    [/heartbeat/i, 'the worker went silent'],
    [/timed? ?out|timeout/i, 'it took too long'],
    [/^ECONNREFUSED|^08|^57P/, 'the database refused the connection'],
    [/^40/, 'the database asked to try again'],
    [/^53100|^ENOSPC/, 'there is no disk space left'],
  ];
  const known = words.find(([pattern]) => pattern.test(code));
  return known ? `${known[1]} (${code})` : code;
}
