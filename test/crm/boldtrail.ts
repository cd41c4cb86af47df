import { Refusal, type Reply } from '../../apps/local/sandbox/emulator.js';
import type { Person, Population } from '../../apps/local/sandbox/people.js';
import { Gate } from './gate.js';
import { admitOnly } from './strict.js';
import type { Vendor } from './vendor.js';

const key = 'eyJ.invented.invented-token';
const refusal = (status: number, ...errors: string[]) => new Refusal({ status, json: { errors } });

const shown = (person: Person) => ({
  id: person.id,
  name: `${person.firstName} ${person.lastName}`,
  first_name: person.firstName,
  last_name: person.lastName,
  email: person.email,
  cell_phone_1: person.phone,
  primary_address: person.street,
  primary_city: person.city,
  primary_state: person.state,
  primary_zip: person.zip,
  status: person.isDeleted ? 6 : 4,
  hashtags: person.tags,
  source: 'Website',
  is_private: 0,
  updated_at: person.updated.toISOString().replace('T', ' ').slice(0, 19),
  ...person.odd,
});

function contacts(population: Population, query: URLSearchParams, address: string): Reply {
  admitOnly(query, ['page', 'limit', 'includeArchived', 'filter[updated_at]'], (name) => refusal(422, `The ${name} field is unknown.`)); // prettier-ignore
  const limit = Number(query.get('limit') ?? 100);
  if (!(limit >= 1 && limit <= 1_000)) throw refusal(422, 'The limit must be between 1 and 1000.');
  const page = Number(query.get('page') ?? 1);
  const since = Number(query.get('filter[updated_at]') ?? 0);
  // Deletion is soft; a complete list without changes shows who is there.
  const all = population.all().filter(({ updated, isDeleted }) => (since > 0 ? Math.floor(+updated / 1000) >= since : !isDeleted)); // prettier-ignore
  const last = Math.max(1, Math.ceil(all.length / limit));
  return {
    json: {
      current_page: page,
      data: all.slice((page - 1) * limit, page * limit).map(shown),
      last_page: last,
      next_page_url: page < last ? `${address}?page=${page + 1}` : null,
      per_page: page % 2 === 0 ? String(limit) : limit,
      total: since > 0 ? all.length : population.count(),
    },
  };
}

export const boldTrailVendor: Vendor = {
  id: 'boldtrail',
  secret: { kind: 'key', fields: { key } },
  create(population, { calls = 100_000 }) {
    const gate = new Gate(calls, 10_000, population.clock);
    return {
      ...gate.controls,
      answer({ path, query, headers, origin }) {
        if (headers['content-type'] !== 'application/json')
          throw refusal(422, 'Content-Type must be application/json.');
        if (!gate.isKeyTaken || headers.authorization !== `Bearer ${key}`) throw refusal(401, 'Unauthorized.');
        if (gate.take().waitMs > 0) throw refusal(429, 'Too many requests.');
        if (path === '/v2/public/contacts') return contacts(population, query, `${origin}${path}`);
        const person = population.people.get(Number(path.split('/').at(-1)));
        if (!path.startsWith('/v2/public/contact/') || !person || person.isDeleted) throw refusal(404, 'Not found.');
        return { json: shown(person) };
      },
    };
  },
  idOf: String,
  odd: { hashtags: 'not a list' },
  oddField: 'hashtags',
  pageSize: 100,
  tellsUnsubscribed: false,
  words: ({ tags }) => ({ stages: ['Active'], tags }),
};
