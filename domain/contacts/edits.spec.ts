import { readEdits } from './edits.js';

const read = (edits: Parameters<typeof readEdits>[0]) => readEdits(edits, { today: '2026-11-22', country: 'US' });

describe('fields typed by hand', () => {
  it('are read like cells of an import', () => {
    expect(
      read({ phone: '(303) 555-0128', email: 'Anna@Example.com', birthday: '5/12/1980', zip: '803021234' }),
    ).toEqual({
      values: { phone: '+13035550128', email: 'Anna@Example.com', birthday: '1980-05-12', zip: '80302-1234' },
      emailNormalized: 'anna@example.com',
      problems: {},
    });
  });
  it('clear what is blank, and touch nothing that was not typed', () => {
    expect(read({ phone: null, company: ' ' })).toEqual({ values: { phone: null, company: null }, problems: {} });
    expect(read({ email: null }).emailNormalized).toBeNull();
  });
  it('are told back where an import would leave them blank or fail', () => {
    expect(read({ email: 'anna@' }).problems).toEqual({ email: 'E-mail is not an address.' });
    expect(read({ birthday: 'soon' }).problems).toEqual({ birthday: 'Date cannot be read: left blank.' });
    expect(read({ company: 'x'.repeat(201) }).problems).toEqual({ company: 'Value is longer than its field allows.' });
    expect(read({ email: 'anna@example.com; bob@example.com' }).problems).toHaveProperty('email');
  });
  it('are taken at their word where an import would only warn', () => {
    expect(read({ phone: '555-0128' })).toMatchObject({ values: { phone: '555-0128' }, problems: {} });
    expect(read({ firstName: 'John & Mary', lastName: '4711' })).toMatchObject({
      values: { first_name: 'John & Mary', last_name: '4711' },
      problems: {},
    });
  });
});
