import { busyMs, judgeFigures } from './brakes.js';

const figures = (more: object) => ({ accepted: 0, rejected: 0, bounced: 0, complained: 0, ...more });

it('stops at more than three of a hundred that could not be delivered, refusals among them', () => {
  expect(judgeFigures('account', 'Elm Realty', figures({ accepted: 970, bounced: 0, rejected: 30 }))).toBeNull();
  expect(judgeFigures('account', 'Elm Realty', figures({ accepted: 970, bounced: 1, rejected: 30 }))).toEqual({
    kind: 'bounces',
    reason:
      'Elm Realty: 31 of 1,000 mails in 7 days came back or were refused (3.1 %). Above 3 % sending stops until somebody has looked.',
  });
});

it('stops at more than one of a thousand that was reported as spam, before it counts what came back', () => {
  expect(judgeFigures('account', 'Elm Realty', figures({ accepted: 2_000, complained: 2 }))).toBeNull();
  expect(
    judgeFigures('account', 'Elm Realty', figures({ accepted: 1_999, complained: 2, bounced: 999 })),
  ).toMatchObject({
    kind: 'complaints',
    reason: expect.stringContaining('2 of 1,999 mails in 7 days were reported as spam (0.10 %)'),
  });
});

it('says nothing on few mails: a domain needs more of them than an account', () => {
  expect(judgeFigures('account', 'a', figures({ accepted: 50, rejected: 49 }))).toBeNull();
  expect(judgeFigures('domain', 'a', figures({ accepted: 500, rejected: 400 }))).toBeNull();
  expect(judgeFigures('domain', 'a', figures({ accepted: 500, rejected: 500 }))).not.toBeNull();
  expect(judgeFigures('account', 'a', figures({ accepted: 1_000, complained: 1 }))).toBeNull();
});

it('leaves a provider alone for longer each time', () => {
  expect([0, 1, 2, 9].map((before) => busyMs(before) / 60_000)).toEqual([15, 60, 240, 240]);
});
