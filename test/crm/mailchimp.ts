import { createHash } from 'node:crypto';
import { Refusal, type Reply } from '../../apps/local/sandbox/emulator.js';
import type { Person, Population } from '../../apps/local/sandbox/people.js';
import { Gate } from './gate.js';
import { admitOnly } from './strict.js';
import type { Vendor } from './vendor.js';

const key = '0123456789abcdef0123456789abcdef-us21';
const listId = 'a1b2c3d4e5';
const problem = (status: number, title: string) =>
  new Refusal({ status, headers: { 'content-type': 'application/problem+json' }, json: { type: 'https://mailchimp.com/developer/marketing/docs/errors/', title, status, detail: title, instance: 'invented' } }); // prettier-ignore

const bare403 = new Refusal({ status: 403, headers: { 'content-type': 'text/html' }, text: 'Forbidden' });
const contactId = (id: number) => createHash('md5').update(`contact ${id}`).digest('hex');
const isoSecond = (date: Date) => date.toISOString().replace(/\.\d+Z$/, '+00:00');
const second = (date: Date) => Math.floor(+date / 1000);

const shown = (person: Person) => ({
  id: createHash('md5').update(person.email.toLowerCase()).digest('hex'),
  contact_id: contactId(person.id),
  email_address: person.email,
  status: person.isDeleted ? 'archived' : person.isUnsubscribed ? 'unsubscribed' : 'subscribed',
  merge_fields: {
    FNAME: person.firstName,
    LNAME: person.lastName,
    PHONE: person.phone,
    ADDRESS: person.id % 3 === 0 ? '' : { addr1: person.street, addr2: '', city: person.city, state: person.state, zip: person.zip, country: 'US' }, // prettier-ignore
  },
  tags: person.tags.map((name, index) => ({ id: index + 1, name })),
  last_changed: isoSecond(person.updated),
  list_id: listId,
  ...person.odd,
});

const known = [
  'count',
  'offset',
  'since_last_changed',
  'before_last_changed',
  'sort_field',
  'sort_dir',
  'status',
  'fields',
  'exclude_fields',
  'unsubscribed_since',
];

function members(population: Population, query: URLSearchParams): Reply {
  admitOnly(query, known, () => problem(400, 'Invalid Resource'));
  const count = Number(query.get('count') ?? 10);
  const offset = Number(query.get('offset') ?? 0);
  if (!(count >= 1 && count <= 1_000)) throw problem(400, 'Invalid Resource');
  const since = query.get('since_last_changed');
  const all = population.all().filter(({ updated, isDeleted }) => (since ? second(updated) >= second(new Date(since)) : !isDeleted)); // prettier-ignore
  const sorted = query.get('sort_field') === 'last_changed' ? all.toSorted((a, b) => second(a.updated) - second(b.updated) || a.id - b.id) : all; // prettier-ignore
  return {
    json: {
      members: sorted.slice(offset, offset + count).map(shown),
      list_id: listId,
      total_items: since ? all.length : population.count(),
    },
  };
}

export const mailchimpVendor: Vendor = {
  id: 'mailchimp',
  secret: { kind: 'key', fields: { key } },
  create(population, { calls = 100_000 }) {
    let refused = 0;
    const gate = new Gate(calls, 10_000, population.clock);
    return {
      ...gate.controls,
      answer({ path, query, headers }) {
        const [, password] = Buffer.from((headers.authorization ?? '').slice(6), 'base64')
          .toString()
          .split(':');
        if (!gate.isKeyTaken || password !== key) throw problem(401, 'API Key Invalid');
        // Whoever does not stop then is met by the firewall.
        if (gate.take().waitMs > 0) throw (refused += 1) > 2 ? bare403 : problem(429, 'Too Many Requests');
        refused = 0;
        if (path === '/3.0/')
          return { json: { account_name: 'Parker Realty', total_subscribers: population.here().length } };
        if (path === '/3.0/lists') return { json: { lists: [{ id: listId, name: 'Clients' }], total_items: 1 } };
        const [, , , list, kind, member] = path.split('/');
        if (list !== listId || kind !== 'members') throw problem(404, 'Resource Not Found');
        if (!member) return members(population, query);
        const person = population.all().find(({ id }) => contactId(id) === member);
        if (!person) throw problem(404, 'Resource Not Found');
        return { json: shown(person) };
      },
    };
  },
  idOf: (id) => `${listId}.${contactId(id)}`,
  odd: { merge_fields: { FNAME: {}, LNAME: 'x' } },
  oddField: 'merge_fields.FNAME',
  pageSize: 1_000,
  tellsUnsubscribed: true,
  isEmailKey: true,
  words: ({ tags }) => ({ lists: ['Clients'], tags }),
  pagesOn: /members/,
};
