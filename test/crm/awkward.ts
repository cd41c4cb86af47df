import type { Person, Population } from '../../apps/local/sandbox/people.js';

export interface AwkwardRules {
  /** The vendor knows people by their address: everybody has one, and no two the same. */
  isEmailKey: boolean;
  /** Member of a record with the time of its last change, where an absurd one can stand. */
  updated: string | null;
}

type Trouble = (person: Person, before: Person) => Partial<Person>;

/** What address books are full of. Each trouble is one person in so many. */
const troubles: readonly Trouble[] = [
  () => ({ firstName: '' }),
  () => ({ lastName: '' }),
  () => ({ firstName: '', lastName: '' }),
  ({ email }) => ({ email: email.toUpperCase() }),
  ({ email }) => ({ email: `  ${email} ` }),
  ({ email, id }) => ({ email: `plus+tag.${id}${email.slice(email.indexOf('@'))}` }),
  ({ id }) => ({ otherEmails: [`second.${id}@example.org`, `third.${id}@example.net`, `fourth.${id}@example.com`] }),
  () => ({ firstName: 'Zoë 🏡', lastName: 'O’Hara-🦊' }),
  () => ({ firstName: 'نور', lastName: 'الهاشمي' }),
  () => ({ firstName: 'דנה', lastName: 'לוי' }),
  () => ({ firstName: '美咲', lastName: '渡辺' }),
  () => ({ firstName: 'A\u200bnn', lastName: '\u202eBell' }),
  () => ({ firstName: '<b>Ann</b>', lastName: '=HYPERLINK("x")' }),
  () => ({ firstName: 'Very'.repeat(80), lastName: 'Long'.repeat(80) }),
  () => ({ phone: 'call the office' }),
  () => ({ phone: '' }),
  () => ({ phone: '+1 512 555 0100 ext. 77' }),
  () => ({ zip: '1' }),
  () => ({ street: '', city: '', state: '', zip: '' }),
  () => ({ street: 'Elm\nStreet\t12', city: 'Nowhere\r\n' }),
  () => ({ birthday: '0001-01-01' }),
  () => ({ birthday: '9999-12-31' }),
  () => ({ birthday: '1984-02-30' }),
  () => ({ tags: ['a,b', ' spaced ', 'Seller', 'seller', '', '🏷️'] }),
  () => ({ isUnsubscribed: true }),
];

/** Troubles that a vendor does not let happen that knows people by their address. */
const addressTroubles: readonly Trouble[] = [
  () => ({ email: '' }),
  () => ({ email: 'not an address' }),
  // Two who share an address, as couples do; and one who is there twice.
  (_person, { email }) => ({ email }),
  (_person, { firstName, lastName, email, phone }) => ({ firstName, lastName, email, phone }),
];

/** Two of three people as address books have them; the same for the same number. */
export function makeAwkward(population: Population, { isEmailKey, updated }: AwkwardRules): void {
  const all = isEmailKey ? troubles : [...troubles, ...addressTroubles];
  let before: Person | null = null;
  for (const person of population.all()) {
    const trouble = person.id % 3 === 0 ? undefined : all[(person.id * 31) % all.length];
    const odd = updated && absurd[person.id % 500] ? { odd: { [updated]: absurd[person.id % 500] } } : {};
    const made: Person = { ...person, ...trouble?.(person, before ?? person), ...odd };
    population.put(made);
    before = made;
  }
}

const absurd: Record<number, string> = { 7: '0000-00-00T00:00:00Z', 8: '2999-01-01T00:00:00Z', 9: 'yesterday' };
