import { execute, type Connection } from './execute.js';

const firstNames = ['Anna', 'Ben', 'Carla', 'Diego', 'Ella', 'Farid', 'Grace', 'Hugo', 'Iris', 'Jonas'];
const lastNames = ['Bell', 'Castillo', 'Dahl', 'Eriksen', 'Fontaine', 'Graham', 'Hoang', 'Ibsen'];
const streets = ['Elm St', 'Maple Ave', 'Pine Ct', 'Cedar Ln'];
const homes = [
  { city: 'Boulder', state: 'CO', zip: '80302' },
  { city: 'Longmont', state: 'CO', zip: '80501' },
  { city: 'Golden', state: 'CO', zip: '80401' },
];
const sources = ['Open house', 'Referral', 'Website'];

/** Forty invented people of one account; phone numbers from the range that is kept free for fiction. */
export async function seedContacts(tx: Connection, accountId: string): Promise<void> {
  const contacts = Array.from({ length: 40 }, (_, i) => {
    const first = firstNames[i % firstNames.length] ?? '';
    const last = lastNames[(i * 3) % lastNames.length] ?? '';
    const email = `${first}.${last}${i}@example.com`.toLowerCase();
    return {
      account_id: accountId,
      first_name: first,
      last_name: last,
      email,
      email_normalized: email,
      phone: i % 4 === 3 ? null : `+130355501${String(i).padStart(2, '0')}`,
      street: `${12 + i * 7} ${streets[i % streets.length]}`,
      ...homes[i % homes.length],
      country: 'US',
      tags: i % 5 === 0 ? ['past client'] : i % 3 === 0 ? ['buyer'] : [],
      source: sources[i % sources.length],
    };
  });
  await execute(
    tx,
    `insert into contacts (account_id, first_name, last_name, email, email_normalized, phone, street, city, state, zip, country, tags, source)
     select account_id, first_name, last_name, email, email_normalized, phone, street, city, state, zip, country, tags, source
     from jsonb_populate_recordset(null::contacts, $1::jsonb)`,
    JSON.stringify(contacts),
  );
}
