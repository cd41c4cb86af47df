import type { EquationPart } from '../fields/Equation.js';
import { counted, inFigures, inSeconds } from '../fields/numbers.js';
import type { ContactImport, Counts, Intent, Outcome, Planned, Progress } from './types.js';

const doing: Record<Progress['step'], string> = {
  scan: 'Reading every row',
  plan: 'Looking for people you already have',
  apply: 'Writing contacts',
  retry: 'Trying the corrected rows again',
  undo: 'Taking the import back',
};

/** "Reading every row · 412,000 of 1,000,000 · 84,000 rows/s · about 7 s left". */
export function progressSentence({ step, done, total, rowsPerSecond, secondsLeft }: Progress): string {
  const parts: string[] = [doing[step], total ? `${inFigures(done)} of ${inFigures(total)}` : counted(done, 'row')];
  if (rowsPerSecond) parts.push(`${inFigures(Math.round(rowsPerSecond))} rows/s`);
  if (secondsLeft) parts.push(`about ${inSeconds(secondsLeft)} left`);
  return parts.join(' · ');
}

const outcomeWords: Record<Outcome, [string, EquationPart['tone']?]> = {
  created: ['created', 'well'],
  updated: ['updated', 'well'],
  unchanged: ['unchanged'],
  skipped: ['skipped'],
  failed: ['failed', 'person'],
  notProcessed: ['not imported'],
};

const intentWords: Record<Intent, [string, EquationPart['tone']?]> = {
  create: ['new', 'well'],
  update: ['updated', 'well'],
  unchanged: ['unchanged'],
  skip: ['skipped'],
  fail: ['with errors', 'person'],
};

const waitingStates: ReadonlySet<ContactImport['state']> = new Set([
  'importing',
  'awaiting_review',
  'paused',
  'failed',
]);

/** The right side of the equation once an import has begun; rows that still wait are "to come". Each number leads to its rows. */
export function countParts({
  id,
  counts,
  state,
}: Pick<ContactImport, 'id' | 'state'> & { counts: Counts }): EquationPart[] {
  return (Object.keys(outcomeWords) as Outcome[])
    .filter((outcome) => outcome !== 'notProcessed' || counts.notProcessed > 0)
    .map((outcome) => {
      const [label, tone] = outcomeWords[outcome];
      const isToCome = outcome === 'notProcessed' && waitingStates.has(state);
      return {
        count: counts[outcome],
        label: isToCome ? 'to come' : label,
        to: `/imports/${id}/rows?outcome=${outcome}`,
        ...(tone && { tone }),
      };
    });
}

/** The right side of the review's equation. */
export function plannedParts({ id, planned }: { id: string; planned: Planned }): EquationPart[] {
  return (Object.keys(intentWords) as Intent[]).map((intent) => {
    const [label, tone] = intentWords[intent];
    return { count: planned[intent], label, to: `/imports/${id}/review?show=${intent}`, ...(tone && { tone }) };
  });
}

export const rowTotal = (rowCount: number) => ({ count: rowCount, label: rowCount === 1 ? 'row' : 'rows' });

/** Rows that an import would write: what the button counts. */
export const rowsToWrite = (planned: Planned) => planned.create + planned.update;

/** Rows that are in the contacts already. */
export const rowsIn = (counts: Counts | null) => (counts ? counts.created + counts.updated : 0);

/** What cancelling leaves: said on the button and in the dialog. */
export function whatStays({ counts, state }: Pick<ContactImport, 'counts' | 'state'>): string {
  const done = rowsIn(counts);
  if (done === 0) return state === 'scanning' ? 'nothing has been written' : 'nothing stays';
  return `${counted(done, 'row')} ${done === 1 ? 'stays' : 'stay'}`;
}

/** One sentence when an import has ended: "All 12,480 rows accounted for.", or how many are in while some wait. */
export function closingSentence({
  rowCount,
  openFailed,
  counts,
}: Pick<ContactImport, 'rowCount' | 'openFailed' | 'counts'>): string {
  const total = rowCount ?? 0;
  if (openFailed > 0) return `${inFigures(rowsIn(counts))} of ${counted(total, 'row')} are in.`;
  return total === 1 ? 'The one row is accounted for.' : `All ${inFigures(total)} rows accounted for.`;
}

/** 0.96 → "96 %"; a share that is not nothing is never "0 %". */
export function share(part: number): string {
  if (part > 0 && part < 0.01) return '< 1 %';
  return `${Math.round(part * 100)} %`;
}

/** "Cancel import · 1,200 rows stay". */
export const cancelWords = (contactImport: Pick<ContactImport, 'counts' | 'state'>) =>
  `Cancel import · ${whatStays(contactImport)}`;

/** What cancelling means, in one sentence, exactly. */
export function cancelSentence({ counts, rowCount }: Pick<ContactImport, 'counts' | 'rowCount'>): string {
  const done = rowsIn(counts);
  if (done === 0)
    return 'Nothing has been written to your contacts, and nothing will be. The import cannot be taken up again.';
  const rest = counts?.notProcessed ?? Math.max(0, (rowCount ?? 0) - done);
  return `What is in stays: ${counted(done, 'row')}. The rest is not imported: ${counted(rest, 'row')}. You can undo the import afterwards.`;
}
