import { HeadFileUnreadable, noFileBefore, readHeadFile, writeHeadFile } from './head-file.js';

const file = {
  day: '2026-11-25',
  takenAt: '2026-11-25T00:03:11.000Z',
  previous: noFileBefore,
  chains: [
    { accountId: '0', seq: '340', hash: 'a'.repeat(64) },
    { accountId: '12', seq: '7', hash: 'b'.repeat(64) },
  ],
};

it('reads what it has written, also when a mail program has changed the line ends', () => {
  expect(readHeadFile(writeHeadFile(file))).toEqual(file);
  expect(readHeadFile(writeHeadFile(file).replaceAll('\n', '\r\n'))).toEqual(file);
});

it.each([
  ['another text', 'Dear all', 1],
  ['a day that is none', writeHeadFile(file).replace('2026-11-25\n', 'today\n'), 2],
  ['a hash that was cut', writeHeadFile(file).replace('b'.repeat(64), 'bbb'), 6],
])('refuses %s and says in which line', (_, text, line) => {
  expect(() => readHeadFile(text)).toThrow(new HeadFileUnreadable(line));
});
