import type { AuditEvent } from '../answers.js';

const actors: Record<AuditEvent['actor']['kind'], string> = {
  user: 'Somebody',
  api_key: 'An API key',
  system: 'Porchlight',
  worker: 'Porchlight',
  cli: 'The command line',
};

export const actorName = ({ actor }: AuditEvent): string => actor.name ?? actors[actor.kind];

/** "import.undo_started" → "undo started". */
export const actionWords = (action: string): string =>
  action.split('.').slice(1).join(' ').replaceAll('_', ' ') || action;

/** "contact_import" and 12 → "import 12". */
export function subjectWords({ subject }: Pick<AuditEvent, 'subject'>): string {
  if (!subject?.kind) return '';
  const kind = subject.kind.replace(/^contact_import$/, 'import').replaceAll('_', ' ');
  return subject.id && /^\d+$/.test(subject.id) ? `${kind} ${subject.id}` : kind;
}

/** One event as a sentence: "Maria Alvarez · import 12 · undo started". */
export function eventWords(event: AuditEvent): string {
  return [actorName(event), subjectWords(event), actionWords(event.action)].filter(Boolean).join(' · ');
}
