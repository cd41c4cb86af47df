import { createHmac } from 'node:crypto';
import { Refusal, type Asked, type Reply } from '../../apps/local/sandbox/emulator.js';
import { owners, type Person, type Population } from '../../apps/local/sandbox/people.js';
import { Gate } from './gate.js';
import { app } from './signed.js';
import { admitOnly } from './strict.js';
import type { Vendor } from './vendor.js';

const token = 'pat-na1-invented-invented';
const refusal = (status: number, category: string, more: object = {}): Refusal =>
  new Refusal({ status, json: { status: 'error', message: category, category, correlationId: 'invented', ...more } });

const shown = (person: Person) => ({
  id: String(person.id),
  properties: {
    firstname: person.firstName,
    lastname: person.lastName,
    email: person.email,
    phone: person.phone,
    address: person.street,
    city: person.city,
    state: person.state,
    zip: person.zip,
    lifecyclestage: 'lead',
    ...(person.birthday && { date_of_birth: person.birthday }),
    hubspot_owner_id: String(owners.indexOf(person.owner) + 1),
    hs_email_optout: person.isUnsubscribed ? 'true' : 'false',
    lastmodifieddate: person.updated.toISOString(),
    hs_object_id: String(person.id),
  },
  createdAt: person.created.toISOString(),
  updatedAt: person.updated.toISOString(),
  archived: person.isDeleted,
  ...(person.isDeleted && { archivedAt: person.updated.toISOString() }),
  ...person.odd,
});

const searchMembers = new Set(['filterGroups', 'sorts', 'properties', 'limit', 'after', 'query']);
interface Search {
  filterGroups?: { filters: { propertyName: string; operator: string; value: string }[] }[];
  sorts?: { propertyName: string; direction: string }[];
  limit?: number;
  after?: string;
}

const valueOf = (person: Person, name: string) => (name === 'lastmodifieddate' ? +person.updated : person.id);

/** A search that shows its first 10,000 hits alone, sorted by one property; its index is some seconds behind. */
function search(population: Population, lagMs: number, asked: Search): Reply {
  const { filterGroups = [], sorts = [], limit = 10, after = '0' } = asked;
  if (Object.keys(asked).some((name) => !searchMembers.has(name))) throw refusal(400, 'VALIDATION_ERROR');
  if (!(limit >= 1 && limit <= 200) || sorts.length > 1) throw refusal(400, 'VALIDATION_ERROR');
  if (Number(after) + limit > 10_000) throw refusal(400, 'VALIDATION_ERROR');
  const fits = (person: Person) => (filterGroups[0]?.filters ?? []).every(({ propertyName, operator, value }) => {
    const own = valueOf(person, propertyName);
    const other = Number(value);
    return operator === 'EQ' ? own === other : operator === 'GT' ? own > other : operator === 'GTE' && own >= other;
  }); // prettier-ignore
  const by = sorts[0]?.propertyName ?? 'hs_object_id';
  // Ties come in any order.
  const hits = population.asOf(+population.clock() - lagMs).filter((person) => !person.isDeleted && fits(person)).toSorted((a, b) => valueOf(a, by) - valueOf(b, by) || ((a.id * 7919) % 10_007) - ((b.id * 7919) % 10_007)); // prettier-ignore
  const page = hits.slice(Number(after), Number(after) + limit);
  const next = Number(after) + page.length;
  return { json: { total: hits.length, results: page.map(shown), ...(next < hits.length && { paging: { next: { after: String(next) } } }) } }; // prettier-ignore
}

function list(population: Population, query: URLSearchParams): Reply {
  admitOnly(query, ['limit', 'after', 'properties', 'propertiesWithHistory', 'associations', 'archived'], () => refusal(400, 'VALIDATION_ERROR')); // prettier-ignore
  const limit = Number(query.get('limit') ?? 10);
  if (!(limit >= 1 && limit <= 100)) throw refusal(400, 'VALIDATION_ERROR');
  const isArchived = query.get('archived') === 'true';
  const after = Number(query.get('after') ?? 0);
  // Who was merged is not among the archived.
  const rest = population.all().filter(({ id, isDeleted, mergedInto }) => isDeleted === isArchived && id > after && mergedInto === undefined); // prettier-ignore
  const page = rest.slice(0, limit);
  return { json: { results: page.map(shown), ...(rest.length > limit && { paging: { next: { after: String(page.at(-1)!.id) } } }) } }; // prettier-ignore
}

export const hubspotVendor: Vendor = {
  id: 'hubspot',
  secret: { kind: 'key', fields: { key: token } },
  create(population, { calls = 100_000, lagMs = 0 }) {
    const gate = new Gate(calls, 10_000, population.clock);
    return {
      ...gate.controls,
      answer({ method, path, query, headers, body }: Asked) {
        if (!gate.isKeyTaken || headers.authorization !== `Bearer ${token}`)
          throw refusal(401, 'INVALID_AUTHENTICATION');
        if (gate.take().waitMs > 0) throw refusal(429, 'RATE_LIMITS', { errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' }); // prettier-ignore
        if (path === '/account-info/v3/details') return { json: { portalId: 1234567, timeZone: 'US/Eastern' } };
        if (path === '/crm/v3/owners') return { json: { results: owners.map((name, index) => ({ id: String(index + 1), firstName: name.split(' ')[0], lastName: name.split(' ')[1] })) } }; // prettier-ignore
        if (path === '/crm/v3/objects/contacts/search' && method === 'POST') return search(population, lagMs, JSON.parse(body) as Search); // prettier-ignore
        if (path === '/crm/v3/objects/contacts') return list(population, query);
        if (path === '/crm/v3/properties/contacts/lifecyclestage') return { json: { name: 'lifecyclestage', options: ['subscriber', 'lead', 'customer'].map((value) => ({ value, label: value })) } }; // prettier-ignore
        const found = population.people.get(Number(path.split('/').at(-1)));
        // The id of whoever was merged leads to the one they were merged into.
        const person = found?.mergedInto ? population.people.get(found.mergedInto) : found;
        if (!person || person.isDeleted) throw refusal(404, 'OBJECT_NOT_FOUND');
        return { json: shown(person) };
      },
    };
  },
  idOf: String,
  odd: { properties: { email: ['not', 'a', 'text'] } },
  oddField: 'properties.email',
  pageSize: 100,
  tellsUnsubscribed: true,
  lagMs: 30_000,
  hooks: {
    body: (ids, at) =>
      Buffer.from(
        JSON.stringify(
          ids.map((objectId) => ({
            eventId: 1_000 + objectId,
            subscriptionType: 'contact.propertyChange',
            objectId,
            occurredAt: +at,
          })),
        ),
      ),
    sign: (rawBody, at, url) => ({
      'x-hubspot-request-timestamp': String(+at),
      'x-hubspot-signature-v3': createHmac('sha256', app.secret)
        .update(`POST${url}${rawBody.toString()}${+at}`)
        .digest('base64'),
    }),
  },
  words: ({ owner }) => ({ stages: ['lead'], owners: [owner] }),
};
