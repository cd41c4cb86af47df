import { columnDateOrder, countryDateOrder } from '../imports/date-order.js';
import { dateText, readDate } from './dates.js';

const read = (text: string, order: 'mdy' | 'dmy' = 'mdy') => {
  const date = readDate(text, order, 2026);
  return date && dateText(date);
};

describe('a date', () => {
  it.each([
    ['2020-03-04', '2020-03-04'], ['2020-3-4', '2020-03-04'], ['2020/03/04', '2020-03-04'], ['2020-03-04T10:00:00Z', '2020-03-04'], ['2020-03-04 10:00:00', '2020-03-04'], ['20200304', '2020-03-04'],
    ['3/4/2020', '2020-03-04'], ['3/4/20', '2020-03-04'], ['03-04-2020', '2020-03-04'], ['25/12/2020', '2020-12-25'], ['12/25/2020 10:30 AM', '2020-12-25'],
    ['4.3.2020', '2020-03-04'], ['04.03.85', '1985-03-04'], ['May 12, 1980', '1980-05-12'], ['12 May 1980', '1980-05-12'], ['12-May-80', '1980-05-12'], ['Mon, May 12 1980', '1980-05-12'],
    ['12. Mai 1980', '1980-05-12'], ['12 de mayo de 1980', '1980-05-12'], ['1er mars 1980', '1980-03-01'], ['12 maart 1980', '1980-03-12'], ['43894', '2020-03-04'], ['43894.75', '2020-03-04'],
    ['--05-12', '--05-12'], ['5/12', '--05-12'], ['May 12', '--05-12'], ['1604-05-12', '--05-12'], ['2/29/2020', '2020-02-29'],
  ])('%s is %s', (text, expected) => expect(read(text)).toBe(expected)); // prettier-ignore

  it('is day first where the column says so', () => expect(read('3/4/2020', 'dmy')).toBe('2020-04-03'));
  it('of two digits is never later than it may be', () => {
    expect(read('3/4/27')).toBe('1927-03-04');
    expect(read('3/4/26')).toBe('2026-03-04');
  });
  it('is ambiguous only when day and month could be swapped', () => {
    expect(readDate('3/4/2020', 'mdy', 2026)?.ambiguous).toBe(true);
    expect(readDate('3/3/2020', 'mdy', 2026)?.ambiguous).toBe(false);
    expect(readDate('3/14/2020', 'mdy', 2026)?.ambiguous).toBe(false);
    expect(readDate('3.4.2020', 'mdy', 2026)?.ambiguous).toBe(false);
  });
  it.each(['2/30/2020', '2/29/2021', '13/13/2020', '0/1/2020', 'soon', '12', '1980', '99999', '2020-13-01', ''])(
    'is not read from "%s"',
    (text) => expect(read(text)).toBeNull(),
  );
});

describe('the order of day and month in a column', () => {
  it('is settled by one value that fits one way only', () => {
    expect(columnDateOrder(['3/4/2020', '25/12/2020']).order).toBe('dmy');
    expect(columnDateOrder(['3/4/2020', '12/25/2020']).order).toBe('mdy');
  });
  it('stays open when no value says, or when they contradict each other', () => {
    expect(columnDateOrder(['3/4/2020', '5/6/2020'])).toEqual({ order: null, mdy: 0, dmy: 0, open: 2 });
    expect(columnDateOrder(['25/12/2020', '12/25/2020']).order).toBeNull();
  });
  it('is not asked of ISO dates', () => expect(columnDateOrder(['2020-12-25']).order).toBeNull());
  it('follows the country when nothing says', () =>
    expect([countryDateOrder('US'), countryDateOrder('DE')]).toEqual(['mdy', 'dmy']));
});
