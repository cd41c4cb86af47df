import { countryCode } from './country.js';
import { joinTags, readTags } from './tags.js';
import { isPlaceholder, mendText } from './text.js';
import { readYesNo } from './yes-no.js';
import { readZip } from './zip.js';

const us = { state: null, country: 'US', columnLostZeros: false };

describe('a zip code', () => {
  it.each([
    ['80302', '80302'],
    ['80302-1234', '80302-1234'],
    ['803021234', '80302-1234'],
    ['80302 1234', '80302-1234'],
    ['80302.0', '80302'],
    ['m5r2g3', 'M5R 2G3'],
  ])('%s is %s', (text, zip) => expect(readZip(text, us)).toEqual({ verdict: 'zip', zip, lostZero: false }));
  it('gets its zero back where the state says so', () => {
    expect(readZip('2134', { ...us, state: 'MA' })).toEqual({ verdict: 'zip', zip: '02134', lostZero: true });
    expect(readZip('2134', { ...us, state: 'Massachusetts' })).toMatchObject({ zip: '02134' });
    expect(readZip('601', { ...us, state: 'PR' })).toMatchObject({ zip: '00601' });
    expect(readZip('21341234', { ...us, state: 'MA' })).toMatchObject({ zip: '02134-1234' });
  });
  it('gets it back where the column says so and no state speaks against it', () => {
    expect(readZip('2134', { ...us, columnLostZeros: true })).toMatchObject({ zip: '02134' });
    expect(readZip('2134', { ...us, state: 'CO', columnLostZeros: true })).toEqual({
      verdict: 'unknown',
      suggestion: null,
    });
  });
  it('is only suggested with its zero when nothing says so', () =>
    expect(readZip('2134', us)).toEqual({ verdict: 'unknown', suggestion: '02134' }));
  it('is kept as typed in other countries', () =>
    expect(readZip('1012 AB', { ...us, country: 'NL' })).toMatchObject({ zip: '1012 AB' }));
  it.each(['8030', 'none', '123456789012', '12-34'])('is unknown: %s', (text) =>
    expect(readZip(text, { ...us, state: 'CO' }).verdict).toBe('unknown'),
  );
});

describe('yes and no', () => {
  it.each(['Yes', 'Y', 'TRUE', '1', 'x', 'Ja', 'sí', 'Oui', 'Sim', 'Subscribed', 'opted in'])('%s is consent', (text) =>
    expect(readYesNo(text, 'consent')).toBe(true),
  );
  it.each(['No', 'n', 'false', '0', 'Nein', 'Non', 'Nee', 'unsubscribed', 'Opted-out'])('%s is no consent', (text) =>
    expect(readYesNo(text, 'consent')).toBe(false),
  );
  it('turn round for the other question', () => {
    expect(readYesNo('Unsubscribed', 'unsubscribed')).toBe(true);
    expect(readYesNo('Subscribed', 'unsubscribed')).toBe(false);
  });
  it('are not guessed', () => expect(readYesNo('perhaps', 'consent')).toBeNull());
});

describe('tags', () => {
  it.each([
    ['buyer; past client', ['buyer', 'past client']],
    ['buyer,past client', ['buyer', 'past client']],
    ['buyer|VIP|vip', ['buyer', 'VIP']],
    ['* myContacts ::: Past Clients', ['myContacts', 'Past Clients']],
    ['"buyer","past client"', ['buyer', 'past client']],
    ['#buyer', ['buyer']],
    [' ; , ', []],
  ])('%s', (cell, tags) => expect(readTags(cell)).toEqual({ tags, cut: false }));
  it('too long or too many are cut and said', () => {
    expect(readTags(`buyer;${'x'.repeat(61)}`)).toEqual({ tags: ['buyer'], cut: true });
    expect(readTags(Array.from({ length: 150 }, (_, i) => `t${i}`).join(';'))).toMatchObject({ cut: true });
  });
  it('join without repeating, the first spelling wins', () =>
    expect(joinTags(['VIP'], ['vip', 'buyer'])).toEqual(['VIP', 'buyer']));
});

describe('text', () => {
  it('loses what cannot be seen and keeps the rest', () => {
    expect(mendText('An\u0000na\u200b\u00a0Bell\ufeff')).toEqual({
      text: 'Anna Bell',
      removedControls: true,
      undecodable: false,
    });
    expect(mendText('Ju\u0308rgen').text).toBe('Jürgen');
    expect(mendText('12 Elm St\r\nBoulder').text).toBe('12 Elm St Boulder');
    expect(mendText('one\r\ntwo', 'severalLines').text).toBe('one\ntwo');
  });
  it('tells of bytes that are no text, and never holds half a character', () => {
    expect(mendText('M\ufffdller').undecodable).toBe(true);
    expect(mendText('a\ud800b').text.isWellFormed()).toBe(true);
  });
  it('knows words for nothing', () => {
    expect(['n/a', 'None', '-', 'NULL'].every(isPlaceholder)).toBe(true);
    expect(['Anna', '12'].some(isPlaceholder)).toBe(false);
  });
});

it('knows countries by code and by name in seven languages', () => {
  expect(
    [
      'US',
      'usa',
      'United States',
      'Vereinigte Staaten',
      'Estados Unidos',
      'États-Unis',
      'Deutschland',
      'Nederland',
    ].map(countryCode),
  ).toEqual(['US', 'US', 'US', 'US', 'US', 'US', 'DE', 'NL']);
  expect(countryCode('Atlantis')).toBeNull();
});
