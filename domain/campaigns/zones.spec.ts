import { isTimeZone } from './windows.js';
import { usZones, zoneOf } from './zones.js';

const zone = (zip: string | null, state: string | null = null, country: string | null = 'US') =>
  zoneOf({ zip, state, country });

it('tells the zone of a state with one from the state alone', () => {
  expect([zone(null, 'CO'), zone(null, 'ny'), zone(null, 'HI'), zone(null, 'AZ')]).toEqual([
    'America/Denver',
    'America/New_York',
    'Pacific/Honolulu',
    'America/Phoenix',
  ]);
});

it.each([
  ['Pensacola', '32501', 'FL', 'America/Chicago'],
  ['Port St. Joe', '32456', 'FL', 'America/New_York'],
  ['Miami', '33101', 'FL', 'America/New_York'],
  ['El Paso', '79901', 'TX', 'America/Denver'],
  ['Alpine', '79830', 'TX', 'America/Chicago'],
  ['Nashville', '37201', 'TN', 'America/Chicago'],
  ['Knoxville', '37902', 'TN', 'America/New_York'],
  ['Gary', '46402', 'IN', 'America/Chicago'],
  ['Indianapolis', '46204', 'IN', 'America/New_York'],
  ['Rapid City', '57701', 'SD', 'America/Denver'],
  ["Coeur d'Alene", '83814', 'ID', 'America/Los_Angeles'],
  ['Boise', '83702', 'ID', 'America/Denver'],
  ['Ontario', '97914', 'OR', 'America/Denver'],
  ['Window Rock', '86515', 'AZ', 'America/Denver'],
  ['Tuba City', '86045', 'AZ', 'America/Denver'],
  ['Flagstaff', '86001', 'AZ', 'America/Phoenix'],
  ['Iron River', '49935', 'MI', 'America/Chicago'],
  ['Bowling Green', '42101', 'KY', 'America/Chicago'],
  ['Scottsbluff', '69361', 'NE', 'America/Denver'],
  ['Goodland', '67735', 'KS', 'America/Denver'],
  ['Dickinson', '58601', 'ND', 'America/Denver'],
  ['Adak', '99546', 'AK', 'America/Adak'],
])('lays %s, %s %s, on its side of the line', (_city, zip, state, expected) => {
  expect(zone(zip, state)).toBe(expected);
  expect(zone(zip)).toBe(expected);
});

it('takes a ZIP code with four more digits, and an address without a country', () => {
  expect(zone('80302-1234', 'CO', null)).toBe('America/Denver');
  expect(zone('80302', null, 'United States')).toBe('America/Denver');
});

it('says nothing about other countries, the forces abroad, and homes without an address', () => {
  expect([
    zone('10115', null, 'DE'),
    zone('M5V 2T6', 'ON', 'CA'),
    zone('09012', 'AE'),
    zone(null),
    zone('', ''),
  ]).toEqual([null, null, null, null, null]);
});

it('names only zones that this machine knows', () => {
  const all = Object.values(usZones).flatMap((map) => Object.values(map));
  expect([...new Set(all)].filter((name) => !isTimeZone(name))).toEqual([]);
});
