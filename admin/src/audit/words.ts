import type { AuditEvent } from '../answers.js';

const actors: Record<AuditEvent['actor']['kind'], string> = {
  user: 'Somebody',
  api_key: 'An API key',
  system: 'Porchlight',
  worker: 'Porchlight',
  cli: 'The command line',
};

export const actorName = ({ actor }: Pick<AuditEvent, 'actor'>): string => actor.name ?? actors[actor.kind];

/** What was done, as the end of a sentence that begins with a person. The filter of the audit lists these. */
export const actionSentences: Readonly<Record<string, string>> = {
  'import.created': 'uploaded a file',
  'import.mapping_changed': 'changed the mapping',
  'import.scan_started': 'started the scan',
  'import.scanned': 'read every row',
  'import.mapping_reopened': 'went back to the mapping',
  'import.trial_done': 'finished the trial',
  'import.confirmed': 'confirmed the import',
  'import.completed': 'finished the import',
  'import.paused': 'paused the import',
  'import.resumed': 'resumed the import',
  'import.cancelled': 'cancelled the import',
  'import.failed': 'stopped the import',
  'import.retry_started': 'retried failed rows',
  'import.undo_started': 'started to undo the import',
  'import.undone': 'undid the import',
  'import.closed': 'closed the import',
  'import.expired': 'let the review expire',
  'import.purged': 'deleted the file',
  'import.revealed': 'revealed personal data',
  'import.row_edited': 'corrected a row',
  'import.rows_dismissed': 'dismissed rows',
  'contact.created': 'added a contact',
  'contact.updated': 'changed a contact',
  'contact.deleted': 'deleted a contact',
  'contacts.changed': 'tagged or deleted contacts',
  'contacts.exported': 'exported contacts',
  'custom_field.created': 'made a custom field',
  'user.signed_in': 'signed in',
  'user.password_changed': 'changed their password',
  'user.created': 'made a user',
  'user.invited': 'invited somebody',
  'user.joined': 'joined',
  'user.changed': 'changed a user',
  'user.removed': 'removed somebody',
  'account.created': 'made the account',
  'account.renamed': 'renamed the account',
  'api_key.created': 'made an API key',
  'api_key.removed': 'ended an API key',
};

/** An action without a sentence is still told: "import.some_step" → "import: some step". */
export const actionWords = (action: string): string =>
  actionSentences[action] ?? action.replace('.', ': ').replaceAll('_', ' ');

/** "import 12"; blank where the id would mean nothing to people. */
export function subjectWords({ subject }: Pick<AuditEvent, 'subject'>): string {
  if (!subject?.kind) return '';
  const kind = subject.kind.replaceAll('_', ' ');
  return subject.id && /^\d+$/.test(subject.id) ? `${kind} ${subject.id}` : '';
}
