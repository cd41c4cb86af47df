import { headerSignature, profileColumns } from './profile.js';
import type { ColumnMapping } from './mapping.js';

const people = ['anna', 'bob', 'carla', 'dan', 'eve'];
const emails = people.map((name) => `${name}@example.com`);
const profile = (columns: Record<string, string[]>, remembered?: ColumnMapping) => {
  const headers = Object.keys(columns).map((header) => header.trimEnd());
  const rows = people.map((_, row) => Object.values(columns).map((cells) => cells[row] ?? ''));
  return profileColumns(headers, rows, remembered);
};
const fields = (profiles: ReturnType<typeof profileColumns>) =>
  profiles.map((column) => column.suggestion?.field ?? null);

describe('the trap of real exports', () => {
  it('finds the one address among Email, Email Optin, Email Count, Last Email Date, Agent Email', () => {
    const columns = {
      'Agent Email': people.map(() => 'kim@agency.example'),
      'Last Email Date': people.map(() => '3/4/2025'),
      'Email Count': ['1', '0', '12', '3', '4'],
      'Email Optin': ['Yes', 'No', 'Yes', 'Yes', 'No'],
      Email: emails,
    };
    expect(fields(profile(columns))).toEqual([null, null, null, 'consent', 'email']);
  });
  it("does not take the agent's address when the person's column is missing", () => {
    expect(fields(profile({ 'Agent Email': emails, 'Email Count': ['1', '2', '3', '4', '5'] }))).toEqual([null, null]);
  });
});

describe('values beat headers', () => {
  it('flags an Email column of numbers and does not suggest it', () => {
    const [email, other] = profile({ Email: ['1', '0', '12', '3', '4'], Contact: emails });
    expect(email).toMatchObject({
      suggestion: null,
      kind: 'number',
      warning: expect.stringContaining('only 0 % of its values are e-mail addresses'),
    });
    expect(other?.suggestion).toEqual({ field: 'email', reason: 'values' });
  });
  it('flags it also when the field was chosen last time', () => {
    const [email] = profile({ Email: ['1', '0', '12', '3', '4'] }, { 0: 'email' });
    expect(email).toMatchObject({ suggestion: null, warning: expect.any(String) });
  });
  it('leaves a mostly right column alone', () => {
    expect(profile({ Email: [...emails.slice(0, 4), 'none yet'] })[0]).toMatchObject({
      suggestion: { field: 'email', reason: 'exact' },
    });
  });
  it.each([
    ['First Name', emails],
    ['Zip', emails],
    ['Phone', ['a', 'b', 'c', 'd', 'e']],
    ['City', emails],
    ['Birthday', emails],
  ])('flags %s', (header, cells) =>
    expect(profile({ [header]: cells })[0]).toMatchObject({ suggestion: null, warning: expect.any(String) }),
  );
});

describe('ties are left to the person', () => {
  it('when two columns have the same name and different values', () => {
    const both = profile({ Email: emails, 'Email ': emails.toReversed() });
    expect(both.map((column) => [column.suggestion, column.candidates])).toEqual([
      [null, ['email', 'email2']],
      [null, ['email', 'email2']],
    ]);
  });
  it('but an empty one-line address gives way to filled parts', () => {
    const streets = people.map((_, at) => `${at + 1} Elm St`);
    const columns = { Address: streets, City: people.map(() => 'Boulder'), 'Property Address': people.map(() => '') };
    expect(fields(profile(columns))).toEqual(['street', 'city', null]);
  });
  it('but not when one of them is empty, or both say the same', () => {
    expect(fields(profile({ Email: ['', '', '', '', ''], 'Email ': emails }))).toEqual([null, 'email']);
    expect(fields(profile({ Email: emails, 'Email ': emails }))).toEqual(['email', null]);
  });
});

describe('reasons', () => {
  it('are remembered, exact, synonym, values', () => {
    const columns = {
      Given: people,
      'Last name': people,
      'E-Mail-Adresse': emails,
      'Her line': ['303-555-0100', '303-555-0101', '303-555-0102', '303-555-0103', '303-555-0104'],
    };
    const reasons = profile(columns, { 0: 'firstName' }).map((column) => [
      column.suggestion?.field,
      column.suggestion?.reason,
    ]);
    expect(reasons).toEqual([['firstName', 'remembered'], ['lastName', 'exact'], ['email', 'synonym'], ['phone', 'values']]); // prettier-ignore
  });
  it('remember also that a column is not imported', () =>
    expect(fields(profile({ Email: emails }, { 0: null }))).toEqual([null]));
});

describe('names', () => {
  it('are one full name only where no separate names are', () => {
    const full = ['Anna Bell', 'Robert Stone', 'Karen Miller', 'David Lopez', 'Laura King'];
    expect(fields(profile({ Name: full }))).toEqual(['fullName']);
    expect(fields(profile({ Name: full, 'First Name': people, 'Last Name': people }))).toEqual([
      null,
      'firstName',
      'lastName',
    ]);
  });
});

describe('a file without a header', () => {
  it('is suggested by its values alone', () => {
    const rows = [
      ['Anna', 'Miller', 'anna@example.com', '303-555-0100', '12 Elm St', 'CO', '80302'],
      ['Robert', 'Johnson', 'robert@example.com', '303-555-0101', '14 Elm St', 'CO', '80303'],
      ['Karen', 'Davis', 'karen@example.com', '303-555-0102', '16 Oak Ave', 'NM', '87501'],
    ];
    expect(fields(profileColumns(['', '', '', '', '', '', ''], rows))).toEqual([
      'firstName',
      'lastName',
      'email',
      'phone',
      'street',
      'state',
      'zip',
    ]);
  });
});

describe('what is shown of a column', () => {
  it('is its share filled and the first, the longest and the oddest value', () => {
    const [column] = profile({ Phone: ['303-555-0100', '303-555-0101', 'ask Kim', '303-555-0103 ext. 12', ''] });
    expect(column?.filled).toBe(0.8);
    expect(column?.samples).toEqual(['303-555-0100', '303-555-0103 ext. 12', 'ask Kim']);
  });
  it('holds up with no rows and with short ones', () => {
    expect(profileColumns(['Email'], [])).toEqual([
      {
        index: 0,
        header: 'Email',
        samples: [],
        filled: 0,
        kind: 'empty',
        suggestion: { field: 'email', reason: 'exact' },
      },
    ]);
    expect(fields(profileColumns(['First Name', 'Email'], [['Anna']]))).toEqual(['firstName', 'email']);
  });
});

it('signs a header row by its words and their order', () => {
  expect(headerSignature(['First Name', 'E-Mail'])).toBe(headerSignature([' first_name', 'email*']));
  expect(headerSignature(['First Name', 'E-Mail'])).not.toBe(headerSignature(['E-Mail', 'First Name']));
});
