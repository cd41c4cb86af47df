import { splitAddress } from './address.js';

const parts = (text: string) => {
  const found = splitAddress(text);
  return found && [found.street, found.unit, found.city, found.state, found.zip, found.country];
};

describe('an address in one line', () => {
  it.each([
    ['12 Elm St, Boulder, CO 80302', ['12 Elm St', null, 'Boulder', 'CO', '80302', null]],
    ['12 Elm St, Apt 4, Boulder, CO 80302', ['12 Elm St', 'Apt 4', 'Boulder', 'CO', '80302', null]],
    ['12 Elm St Apt 4, Boulder, CO, 80302', ['12 Elm St', 'Apt 4', 'Boulder', 'CO', '80302', null]],
    ['12 Elm St #4, Boulder, Colorado 80302-1234', ['12 Elm St', '#4', 'Boulder', 'CO', '80302-1234', null]],
    ['12 Elm St, Boulder, CO 80302, USA', ['12 Elm St', null, 'Boulder', 'CO', '80302', 'US']],
    ['12 Elm St, Boulder, CO 80302, United States', ['12 Elm St', null, 'Boulder', 'CO', '80302', 'US']],
    ['12 Elm St, Boulder CO 80302', ['12 Elm St', null, 'Boulder', 'CO', '80302', null]],
    ['12 Elm St Boulder CO 80302', ['12 Elm St', null, 'Boulder', 'CO', '80302', null]],
    [
      '1200 N Main Ave Unit 7 Fort Collins, CO 80521',
      ['1200 N Main Ave', 'Unit 7', 'Fort Collins', 'CO', '80521', null],
    ],
    ['12 Elm St  Boulder  CO  80302  US', ['12 Elm St', null, 'Boulder', 'CO', '80302', 'US']],
    ['12 Elm St\nBoulder, CO 80302', ['12 Elm St', null, 'Boulder', 'CO', '80302', null]],
    ['1 Avenue Rd, Toronto, ON M5R 2G3, Canada', ['1 Avenue Rd', null, 'Toronto', 'ON', 'M5R 2G3', 'CA']],
    ['5 Court St, New York, NY', ['5 Court St', null, 'New York', 'NY', null, null]],
    ['PO Box 12, Santa Fe, New Mexico 87501', ['PO Box 12', null, 'Santa Fe', 'NM', '87501', null]],
    ['12 Elm St, Suite 200, Washington, DC 20001', ['12 Elm St', 'Suite 200', 'Washington', 'DC', '20001', null]],
  ])('%s', (text, expected) => expect(parts(text)).toEqual(expected));

  it.each(['12 Elm St', 'Boulder, CO', 'corner of Elm and Main', 'Apt 4, CO 80302', '80302', 'Calle Mayor 5, Madrid'])(
    'is not guessed: %s',
    (text) => expect(splitAddress(text)).toBeNull(),
  );
});
