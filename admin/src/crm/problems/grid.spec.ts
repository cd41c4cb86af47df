import type { RecordProblem } from '../types.js';
import { columnsOf, fixable, recordName } from './grid.js';

const problem = (more: Partial<RecordProblem> = {}): RecordProblem => ({
  id: '5',
  connectionId: '1',
  kind: 'record',
  state: 'open',
  recordId: '17',
  issues: [{ code: 'phone_odd', severity: 'error', field: 'phone', sentence: 'This is no phone number.' }],
  fields: [
    { field: 'lastName', label: 'Last name', text: 'Bell', from: null },
    { field: 'phone', label: 'Phone', text: '12', from: null },
    { field: 'city', label: 'Home city', text: 'Boulder', from: null },
  ],
  editVersion: 0,
  isReady: false,
  attempts: 0,
  dismissedReason: null,
  contact: null,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  ...more,
});
const connection = { commands: ['retry' as const], label: 'Follow Up Boss' };

it('puts who it is and what is wrong before the verdict, the rest after it', () => {
  const { telling, rest } = columnsOf([problem()]);
  expect(telling.map(({ key }) => key)).toEqual(['lastName', 'phone']);
  expect(rest.map(({ key }) => key)).toEqual(['city']);
});

it('marks the very cell that an issue is about', () => {
  const { cells } = fixable(connection, problem());
  expect([cells.phone?.issue?.sentence, cells.city?.issue]).toEqual(['This is no phone number.', undefined]);
});

it('offers to keep the contact of somebody deleted there, and nothing to type or to retry', () => {
  const gone = fixable(connection, problem({ kind: 'gone', issues: [], contact: { id: '9', name: 'Anna Bell' } }));
  expect(gone).toMatchObject({ dismissVerb: 'Keep', mayRetry: false, isReadOnly: true });
  expect(gone.issues[0]?.sentence).toContain('Deleted at Follow Up Boss');
});

it('does not take typing or another try while a record is being tried', () => {
  const trying = fixable(connection, problem({ state: 'retrying' }));
  expect(trying).toMatchObject({ isReadOnly: true, mayRetry: false });
});

it('tells records without an id apart', () => {
  expect(recordName({ recordId: null, id: '5' })).not.toBe(recordName({ recordId: null, id: '6' }));
});
