import { importStates, moves } from '../../../domain/imports/states.js';
import { openSteps, stepOf, stepsDone } from './steps.js';
import type { ContactImport } from './types.js';

type Placed = Pick<ContactImport, 'state' | 'resumeState'>;
const at = (state: Placed['state'], resumeState: Placed['resumeState'] = null): Placed => ({ state, resumeState });

it('keeps a paused or failed import on the page of the step it left', () => {
  expect(stepOf(at('paused', 'scanning'))).toBe('scan');
  expect(stepOf(at('failed', 'scanning'))).toBe('scan');
  expect(stepOf(at('failed', 'importing'))).toBe('run');
});

it.each(importStates)('shows a step for %s that may be opened by its own address', (state) => {
  expect(openSteps(at(state))).toContain(stepOf(at(state)));
});

it('opens the mapping exactly while the table of moves allows going back to it', () => {
  for (const state of ['mapping', 'awaiting_review', 'expired'] as const) expect(openSteps(at(state))).toContain('map');
  for (const state of ['completed', 'cancelled', 'closed', 'undone'] as const) {
    expect(moves[state]).not.toContain('mapping');
    expect(openSteps(at(state))).not.toContain('map');
  }
});

it('ticks of an import that ended early only what was done', () => {
  const ended = { ...at('cancelled'), scannedAt: null, confirmedAt: null };
  const when = '2026-05-02T10:00:00Z';
  expect(stepsDone(ended)).toBe(1);
  expect(stepsDone({ ...ended, scannedAt: when })).toBe(3);
  expect(stepsDone({ ...ended, scannedAt: when, confirmedAt: when })).toBe(4);
  expect(stepsDone({ ...ended, state: 'completed' })).toBe(5);
});
