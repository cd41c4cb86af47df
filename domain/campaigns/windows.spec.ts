import { isOpen, isTimeZone, nextClosing, nextOpening } from './windows.js';

const weekdays = { days: [1, 2, 3, 4, 5], fromHour: 9, toHour: 19 };
const everyDay = { days: [1, 2, 3, 4, 5, 6, 7], fromHour: 9, toHour: 19 };
const newYork = 'America/New_York';
const opening = (window: typeof weekdays, zone: string, at: string) =>
  nextOpening(window, zone, new Date(at)).toISOString();

it('is the instant itself while the window is open', () => {
  expect(opening(weekdays, newYork, '2026-03-04T15:30:12.345Z')).toBe('2026-03-04T15:30:12.345Z');
});

it('opens at its first hour and is shut at its last', () => {
  expect(isOpen(weekdays, newYork, new Date('2026-03-04T13:59:59.999Z'))).toBe(false);
  expect(isOpen(weekdays, newYork, new Date('2026-03-04T14:00:00Z'))).toBe(true);
  expect(isOpen(weekdays, newYork, new Date('2026-03-04T23:59:59.999Z'))).toBe(true);
  expect(isOpen(weekdays, newYork, new Date('2026-03-05T00:00:00Z'))).toBe(false);
});

it('waits over the weekend for the first day it opens on', () => {
  expect(opening(weekdays, newYork, '2026-01-17T01:00:00Z')).toBe('2026-01-19T14:00:00.000Z');
  expect(opening({ ...weekdays, days: [5] }, newYork, '2026-01-17T01:00:00Z')).toBe('2026-01-23T14:00:00.000Z');
});

it('keeps to the clock on the wall when daylight saving begins and ends', () => {
  expect(opening(everyDay, newYork, '2026-03-08T05:00:00Z')).toBe('2026-03-08T13:00:00.000Z');
  expect(opening(everyDay, newYork, '2026-11-01T04:00:00Z')).toBe('2026-11-01T14:00:00.000Z');
});

it('opens at the jump when its first hour is skipped', () => {
  // 2:00 becomes 3:00 at 7:00 UTC.
  const night = { ...everyDay, fromHour: 2, toHour: 5 };
  expect(opening(night, newYork, '2026-03-08T05:00:00Z')).toBe('2026-03-08T07:00:00.000Z');
  expect(isOpen(night, newYork, new Date('2026-03-08T06:59:59Z'))).toBe(false);
});

it('does not open on a day that skips all of it', () => {
  expect(opening({ ...everyDay, fromHour: 2, toHour: 3 }, newYork, '2026-03-08T05:00:00Z')).toBe(
    '2026-03-09T06:00:00.000Z',
  );
});

it('is open both times in an hour that the clock shows twice', () => {
  // 1:00 to 2:00 comes at 5:00 UTC and again at 6:00 UTC.
  const night = { ...everyDay, fromHour: 1, toHour: 2 };
  expect(opening(night, newYork, '2026-11-01T04:00:00Z')).toBe('2026-11-01T05:00:00.000Z');
  expect(isOpen(night, newYork, new Date('2026-11-01T06:30:00Z'))).toBe(true);
  expect(isOpen(night, newYork, new Date('2026-11-01T07:00:00Z'))).toBe(false);
  expect(nextClosing(night, newYork, new Date('2026-11-01T05:10:00Z')).toISOString()).toBe('2026-11-01T07:00:00.000Z');
});

it('knows zones with half an hour, jumps of half an hour, and days that never were', () => {
  expect(opening(everyDay, 'Asia/Kolkata', '2026-06-01T00:00:00Z')).toBe('2026-06-01T03:30:00.000Z');
  // Lord Howe Island goes from 2:00 to 2:30 on 4 October 2026.
  expect(opening({ ...everyDay, fromHour: 2, toHour: 3 }, 'Australia/Lord_Howe', '2026-10-03T12:00:00Z')).toBe(
    '2026-10-03T15:30:00.000Z',
  );
  // Samoa had no 30 December 2011, a Friday.
  expect(opening({ ...everyDay, days: [5] }, 'Pacific/Apia', '2011-12-30T08:00:00Z')).toBe('2012-01-05T19:00:00.000Z');
});

it('reaches to midnight and from midnight', () => {
  const whole = { ...everyDay, fromHour: 0, toHour: 24 };
  expect(isOpen(whole, newYork, new Date('2026-03-08T06:59:59Z'))).toBe(true);
  expect(opening({ ...whole, days: [2] }, newYork, '2026-06-01T12:00:00Z')).toBe('2026-06-02T04:00:00.000Z');
});

it('agrees with the clock at every quarter of an hour of a year, in zones on both sides of the earth', () => {
  for (const zone of [newYork, 'America/Los_Angeles', 'Australia/Sydney', 'Pacific/Honolulu']) {
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 29 * 900_000) {
      const next = nextOpening(weekdays, zone, new Date(at));
      expect(isOpen(weekdays, zone, next)).toBe(true);
      const isFirst = next.getTime() === at || !isOpen(weekdays, zone, new Date(next.getTime() - 1));
      expect(isFirst).toBe(true);
    }
  }
});

it('says so when a window never opens', () => {
  expect(() => nextOpening({ ...everyDay, days: [] }, newYork, new Date())).toThrow(RangeError);
});

it('tells names of zones from other words', () => {
  expect(['America/Denver', 'UTC', 'Europe/Berlin'].map(isTimeZone)).toEqual([true, true, true]);
  expect(['Mars/Olympus', '+05:00', '', 'mountain'].map(isTimeZone)).toEqual([false, false, false, false]);
});
