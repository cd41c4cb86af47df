import type { InboundEvent } from '../../../apps/api/inbound/inbound.schemas.js';
import { lateness, verdictOf } from './words.js';

const event: InboundEvent = {
  id: '1', source: 'mailbox', kind: 'bounced', sentence: 'The mail came back.', state: 'applied',
  outcomes: [{ code: 'recorded', sentence: 'Recorded with the mail.' }, { code: 'suppressed', sentence: 'Nothing more is mailed.' }],
  attemptId: '2', accountId: '3', accountName: 'Elm Realty', campaign: null, provider: 'google', address: 'a•••@e•••.com',
  reply: { code: 550, enhancedCode: '5.1.1', text: 'no such user' }, remoteHost: 'mx.example.net', isDead: true,
  happenedAt: '2026-06-01T12:00:00Z', receivedAt: '2026-06-01T12:00:09Z', appliedAt: null, failure: null, dismissed: null,
}; // prettier-ignore

it('says of what came back all that was done, who dismissed it and why, or that nobody has looked', () => {
  expect(verdictOf(event)).toBe('Recorded with the mail. Nothing more is mailed.');
  const dismissed = { by: 'Olga', reason: 'a test of ours', at: '2026-06-02T12:00:00Z' };
  expect(verdictOf({ ...event, state: 'dismissed', dismissed })).toBe('Dismissed by Olga: a test of ours');
  expect(verdictOf({ ...event, state: 'waiting', outcomes: [] })).toBe('Not yet looked at.');
});

it('calls late what we heard of a day or more after it happened', () => {
  expect(lateness(event)).toBeNull();
  expect(lateness({ ...event, receivedAt: '2026-06-02T13:00:00Z' })).toBe('heard of a day later');
  expect(lateness({ ...event, receivedAt: '2026-06-11T12:00:00Z' })).toBe('heard of 10 days later');
  expect(lateness({ ...event, happenedAt: null })).toBeNull();
});
