import type { MailAttempt } from '../../../apps/api/mail/mail.schemas.js';
import { nameOf, replyOf, stepsOf } from './words.js';

const attempt: MailAttempt = {
  id: '1',
  purpose: 'reminder',
  kind: 'reminder_1',
  hubId: '1',
  contactId: '1',
  invitationId: '1',
  noticeId: null,
  wave: 1,
  attempt: 2,
  state: 'accepted',
  sentence: null,
  to: 'anna@example.com',
  startedAt: '2026-05-01T10:00:00Z',
  connectedAt: '2026-05-01T10:00:01Z',
  handedAt: '2026-05-01T10:00:02Z',
  endedAt: '2026-05-01T10:00:03Z',
  deliveredAt: null,
  bouncedAt: null,
  complainedAt: null,
  nextAttemptAt: null,
  reply: { code: 250, enhancedCode: '2.0.0', text: 'queued as 4F' },
  messageId: '<1@example.com>',
  senderDomain: 'example.com',
  transport: 'smtp',
  remoteHost: 'mx.example.com',
  remoteAddress: null,
  tls: 'TLSv1.3',
  queueId: '4F',
  worker: 'worker 1',
  digest: 'ab',
  size: 2000,
  template: { id: '1', version: 3 },
  settled: null,
  campaign: null,
  isOpen: false,
};

it('tells one handing-over from plan to answer, with the words of the other side', () => {
  expect(nameOf(attempt)).toBe('Reminder 1, attempt 2 · to anna@example.com');
  expect(stepsOf(attempt).map(({ text, quote }) => (quote ? `${text} “${quote}”` : text))).toEqual([
    'Planned',
    'Connected to mx.example.com',
    'Handed over',
    'Accepted “250 2.0.0 queued as 4F”',
  ]);
});

it('says when a mail that was put off is tried again', () => {
  const steps = stepsOf({ ...attempt, state: 'deferred', nextAttemptAt: '2026-05-01T10:05:00Z' });
  expect(steps.at(-1)).toMatchObject({ text: 'Tried again', at: '2026-05-01T10:05:00Z' });
});

it('shows who settled a mail of unknown fate, and how they knew', () => {
  const settled = { as: 'accepted', by: 'Maria', reason: 'she called', at: '2026-05-02T10:00:00Z' } as const;
  const steps = stepsOf({ ...attempt, state: 'unknown', handedAt: null, settled });
  expect(steps.map(({ text }) => text)).toEqual([
    'Planned',
    'Connected to mx.example.com',
    'No answer',
    'Maria settled: it arrived',
  ]);
});

it('does not say an enhanced code twice, and keeps the address of an erased person out', () => {
  expect(replyOf({ code: 550, enhancedCode: '5.1.1', text: '5.1.1 no such user' })).toBe('550 5.1.1 no such user');
  expect(nameOf({ ...attempt, attempt: 1, to: null })).toBe('Reminder 1 · address erased');
});

it('tells what came back after the mail was taken, in its order', () => {
  const steps = stepsOf({ ...attempt, bouncedAt: '2026-11-26T09:00:00Z', deliveredAt: '2026-11-25T09:00:00Z' });
  expect(steps.slice(-2).map(({ text }) => text)).toEqual(['Put into the mailbox', 'Came back']);
});
