import { ApplicationFailure } from '@temporalio/activity';
import { asFailure } from './faults.js';

const judged = (error: unknown, attempt: number) => {
  const failure = asFailure(error, attempt) as ApplicationFailure;
  return { type: failure.type, isOver: failure.nonRetryable, says: failure.message };
};
const ofDatabase = (code: string) => Object.assign(new Error('duplicate key (email)=(iris@example.com)'), { code });

describe('errors of activities', () => {
  it.each([
    ['a database that is away', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
    ['a database that starts', ofDatabase('57P03')],
    ['a lock that somebody holds', ofDatabase('55P03')],
  ])('are tried again for as long as it takes: %s', (_, error) => {
    expect(judged(error, 5_000)).toMatchObject({ type: 'transient', isOver: false });
  });

  it.each([
    ['a fault of the program', new TypeError('x is undefined')],
    ['results that reached no attempt', Object.assign(new Error('x'), { name: 'ResultsLost' })],
    ['a value that the database refuses', ofDatabase('22003')],
  ])('stop the work for a person after a few tries: %s', (_, error) => {
    expect(judged(error, 4)).toMatchObject({ type: 'transient', isOver: false });
    expect(judged(error, 5)).toMatchObject({ type: 'internal', isOver: true });
  });

  it('stop the work after some minutes of tries at the latest when nobody knows what they are', () => {
    expect(judged(new Error('Connection terminated unexpectedly'), 29)).toMatchObject({ isOver: false });
    expect(judged(new Error('something'), 30)).toMatchObject({ type: 'internal', isOver: true });
  });

  it('leave no value behind', () => {
    for (const error of [
      ofDatabase('23505'),
      ofDatabase('57P03'),
      new TypeError('iris@example.com'),
      new Error('iris@example.com'),
    ])
      for (const attempt of [1, 30]) expect(judged(error, attempt).says).not.toContain('iris');
  });
});
