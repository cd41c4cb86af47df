import type { ContactImport, ImportState } from './types.js';

/** The five steps a person walks, in order; each has its own address under `/imports/:id`. */
export const steps = ['file', 'map', 'scan', 'review', 'run'] as const;
export type Step = (typeof steps)[number];

export const stepNames: Record<Step, string> = {
  file: 'File',
  map: 'Map fields',
  scan: 'Scan',
  review: 'Review',
  run: 'Import',
};

type Placed = Pick<ContactImport, 'state' | 'resumeState'>;

/** The state whose page is drawn: a paused or failed import stays on the page of the step it left. */
function workingState({ state, resumeState }: Placed): ImportState {
  return (state === 'paused' || state === 'failed') && resumeState ? resumeState : state;
}

/** The step that `/imports/:id` shows. */
export function stepOf(contactImport: Placed): Step {
  const state = workingState(contactImport);
  switch (state) {
    case 'mapping':
    case 'expired':
      return 'file';
    case 'scanning':
      return 'scan';
    case 'awaiting_review':
      return 'review';
    case 'cancelled':
    case 'closed':
    case 'undone':
    case 'undoing':
    case 'importing':
    case 'completed':
    case 'paused':
    case 'failed':
      return 'run';
  }
}

/** How many steps are done: one that ended early keeps the ticks of what was done before. */
export function stepsDone(contactImport: Placed & Pick<ContactImport, 'scannedAt' | 'confirmedAt'>): number {
  const { state, scannedAt, confirmedAt } = contactImport;
  if (state === 'completed') return steps.length;
  const endedEarly = state === 'cancelled' || state === 'closed';
  if (!endedEarly || confirmedAt) return steps.indexOf(stepOf(contactImport));
  return steps.indexOf(scannedAt ? 'review' : 'map');
}

/** The steps that have something to show in this state; an address of any other leads back to `/imports/:id`. */
export function openSteps(contactImport: Placed): readonly Step[] {
  switch (stepOf(contactImport)) {
    case 'file':
    case 'map':
      return ['file', 'map'];
    case 'scan':
      return ['scan'];
    case 'review':
      return ['file', 'map', 'review'];
    case 'run':
      return ['run'];
  }
}
