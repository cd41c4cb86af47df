import { photoKeyOf, photoUrl, postalAddressIssue, readWebsite } from './sender.js';

describe('the postal address of a sender', () => {
  it.each([
    '400 Pearl St, Boulder, CO 80302',
    '400 Pearl St\nSuite 200\nBoulder, CO 80302',
    'PO Box 1200, Boulder, CO 80306',
    'PMB 12, 400 Pearl St, Boulder, CO 80302-1234',
  ])('may be %s', (text) => expect(postalAddressIssue(text, 'US')).toBeNull());

  it.each(['Boulder, CO 80302', '400 Pearl St', '400 Pearl St, Boulder', 'our office', 'www.example.com, 12'])(
    'may not be %s, and says what is missing',
    (text) => expect(postalAddressIssue(text, 'US')).toMatch(/^The postal address needs .*\.$/),
  );

  it('is not held to American form elsewhere', () => {
    expect(postalAddressIssue('Lindenweg 4\n8400 Winterthur', 'CH')).toBeNull();
    expect(postalAddressIssue('Winterthur', 'CH')).not.toBeNull();
  });
});

it.each([
  ['hillside.example', 'https://hillside.example'],
  ['http://www.hillside.example/team?x=1', 'http://www.hillside.example/team?x=1'],
  ['javascript:alert(1)', null],
  ['https://user:secret@hillside.example', null],
  ['our website', null],
])('reads the website %s as %s', (text, expected) => expect(readWebsite(text)).toBe(expected));

it('gives a photo an address that says nothing of whose it is', () => {
  expect(photoUrl('https://porchlight.example', photoKeyOf('ab12.jpg'))).toBe(
    'https://porchlight.example/api/agent-photos/ab12.jpg',
  );
  expect(photoUrl('https://porchlight.example', null)).toBeNull();
});
