import { domainTrouble, isRoleMailbox } from './email-domains.js';
import { readAddress, readAddresses } from './email.js';

describe('an e-mail address', () => {
  it.each([
    'anna@example.com',
    'anna.bell+homes@example.co.uk',
    "o'brien@example.com",
    'a_b-c@mail.example.org',
    '1234@example.com',
    'anna@xn--mller-kva.example',
    `${'a'.repeat(64)}@example.com`,
  ])('%s is one', (text) => expect(readAddress(text)?.address).toBe(text));

  it.each([
    'anna@', '@example.com', 'anna', 'anna@example', 'anna@.com', 'anna..bell@example.com', '.anna@example.com', 'anna.@example.com', 'anna@exa mple.com', 'anna@example..com', 'anna@-example.com',
    'anna@example.c', 'anna@@example.com', 'anna@example.com/x', 'anna@[127.0.0.1]', 'anna@127.0.0.1', `${'a'.repeat(65)}@example.com`, `anna@${'a'.repeat(250)}.com`,
  ])('%s is none', (text) => expect(readAddress(text)).toBeNull()); // prettier-ignore

  it('has one normal form however it is typed', () => {
    expect(readAddress('Anna.Bell@Example.COM')).toEqual({
      address: 'Anna.Bell@Example.COM',
      normalized: 'anna.bell@example.com',
      domain: 'example.com',
    });
    expect(readAddress('anna@Müller.example')?.normalized).toBe('anna@xn--mller-kva.example');
    expect(readAddress('jürgen@example.com')?.normalized).toBe('jürgen@example.com');
  });
});

describe('a cell of e-mail', () => {
  it.each([
    ['Anna Bell <anna@example.com>', ['anna@example.com']],
    ['mailto:anna@example.com', ['anna@example.com']],
    ['"anna@example.com"', ['anna@example.com']],
    ['anna@example.com,', ['anna@example.com']],
    ['anna@example.com; bob@example.com', ['anna@example.com', 'bob@example.com']],
    ['anna@example.com ::: bob@example.com', ['anna@example.com', 'bob@example.com']],
    ['anna@example.com / ANNA@example.com', ['anna@example.com']],
    ['Anna <anna@example.com>, Bob <bob@example.com>', ['anna@example.com', 'bob@example.com']],
  ])('%s', (cell, expected) => expect(readAddresses(cell)?.map((found) => found.address)).toEqual(expected));

  it('is not half used when a part is no address', () => {
    expect(readAddresses('anna@example.com; bob@')).toBeNull();
    expect(readAddresses('call her anna@example.com')).toBeNull();
  });
});

describe('a mail domain', () => {
  it.each([
    ['gmial.com', 'gmail.com'],
    ['gmail.con', 'gmail.com'],
    ['gmail.co', 'gmail.com'],
    ['gamil.com', 'gmail.com'],
    ['hotmial.com', 'hotmail.com'],
    ['yaho.com', 'yahoo.com'],
    ['yahoo.cm', 'yahoo.com'],
    ['outlok.com', 'outlook.com'],
    ['iclould.com', 'icloud.com'],
    ['comcast.ner', 'comcast.net'],
    ['sbcgloble.net', 'sbcglobal.net'],
  ])('%s looks like %s', (domain, suggestion) => expect(domainTrouble(domain)).toEqual({ suggestion }));

  it.each([
    'gmail.com',
    'ymail.com',
    'mail.com',
    'gmx.de',
    'yahoo.co.uk',
    'hotmail.fr',
    'outlook.de',
    'example.com',
    'mail.example.co.uk',
    'office.test',
    'bellhomes.realtor',
    'hillside.homes',
    'me.com',
    'cox.net',
  ])('%s is left alone', (domain) => expect(domainTrouble(domain)).toBeNull());

  it('is odd with an ending that does not exist, even when nothing better is known', () => {
    expect(domainTrouble('hillside.conm')).toEqual({ suggestion: null });
  });
});

it('knows shared mailboxes from people', () => {
  expect(isRoleMailbox('Info')).toBe(true);
  expect(isRoleMailbox('anna')).toBe(false);
});
