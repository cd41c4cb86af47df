import { isDatabaseAway } from './database-away.js';

const coded = (code: string, message = 'refused') => Object.assign(new Error(message), { code });

it.each([
  ['a server that was shut down', coded('57P01')],
  ['a server that begins', coded('57P03')],
  ['a server that has no connection left', coded('53300')],
  ['nobody at its port', Object.assign(coded('ECONNREFUSED'), { syscall: 'connect' })],
  [
    'nobody at either address of its name',
    new AggregateError([Object.assign(coded('ECONNREFUSED'), { syscall: 'connect' }), coded('EADDRNOTAVAIL')]),
  ],
  ['a connection that broke under a statement', new Error('Connection terminated unexpectedly')],
  ['a pool that got none in time', new Error('timeout exceeded when trying to connect')],
  ['what somebody made of it', new Error('begin failed', { cause: coded('08006') })],
])('knows a database that is away by %s', (_, error) => {
  expect(isDatabaseAway(error)).toBe(true);
});

it.each([
  ['a value that is there already', coded('23505')],
  ['a deadlock', coded('40P01')],
  [
    'another server that does not answer',
    new TypeError('fetch failed', { cause: Object.assign(coded('ECONNREFUSED'), { syscall: 'connect' }) }),
  ],
  ['a browser that has gone', coded('ECONNRESET', 'aborted')],
  ['a fault of ours', new RangeError('too many')],
  ['no error', 'ECONNREFUSED'],
])('takes %s for something else', (_, error) => {
  expect(isDatabaseAway(error)).toBe(false);
});
