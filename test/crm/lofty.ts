import { Refusal, type Reply } from '../../apps/local/sandbox/emulator.js';
import type { Person, Population } from '../../apps/local/sandbox/people.js';
import { Gate } from './gate.js';
import { admitOnly } from './strict.js';
import type { Vendor } from './vendor.js';

const key = 'eyJ.invented.lofty';
/** However many are asked for. */
const cap = 25;

const shown = (person: Person) => ({
  leadId: person.id,
  firstName: person.firstName,
  lastName: person.lastName,
  emails: [person.email, ...(person.otherEmails ?? [])],
  phones: [person.phone],
  stage: person.stage,
  tags: person.tags.map((tagName, index) => ({ tagId: index + 1, tagName })),
  streetAddress: person.street,
  city: person.city,
  state: person.state,
  zipCode: person.zip,
  assignedUser: person.owner,
  unsubscription: person.isUnsubscribed,
  lastUpdateTime: +person.updated,
  ...person.odd,
});

function leads(population: Population, query: URLSearchParams): Reply {
  admitOnly(query, ['limit', 'offset', 'scrollId', 'sort', 'withTrash'], () => new Refusal({ status: 400, json: { code: 200058, message: 'Bad parameter' } })); // prettier-ignore
  const limit = Math.min(Number(query.get('limit') ?? 10), cap);
  const offset = Number(query.get('offset') ?? 0);
  const all = population.here();
  const metadata = { collection: 'leads', limit, offset, total: population.count() };
  return { json: { _metadata: metadata, leads: all.slice(offset, offset + limit).map(shown) } };
}

function subscribed(hooks: Map<string, string>, body: string): object {
  const { callbackUrl, listId, limit } = JSON.parse(body) as { callbackUrl?: string; listId?: number; limit?: number };
  if (!callbackUrl || !listId || !(limit && limit <= 5_000))
    throw new Refusal({ status: 400, json: 'callbackUrl, listId and limit are required' });
  const id = String(hooks.size + 1);
  hooks.set(id, callbackUrl);
  return { id: Number(id), callbackUrl, listId };
}

export const loftyVendor: Vendor = {
  id: 'lofty',
  secret: { kind: 'key', fields: { key } },
  create(population, { calls = 100_000 }) {
    const hooks = new Map<string, string>();
    const gate = new Gate(calls, 60_000, population.clock);
    return {
      ...gate.controls,
      hooks,
      answer({ method, path, query, headers, body }) {
        // Some refusals are a bare text within JSON.
        if (!gate.isKeyTaken || headers.authorization !== `token ${key}`)
          throw new Refusal({ status: 401, json: 'Unauthorized' });
        if (gate.take().waitMs > 0)
          throw new Refusal({ status: 429, json: { code: 200058, message: 'Too many requests' } });
        if (path === '/v1.0/me') return { json: { userId: 1, firstName: 'Olive', lastName: 'Parker' } };
        if (path === '/v1.0/webhook' && method === 'POST') return { json: subscribed(hooks, body) };
        if (path.startsWith('/v1.0/webhook/') && method === 'DELETE')
          return hooks.delete(path.split('/').at(-1)!) ? { json: {} } : { status: 404, json: 'Not found' };
        if (path === '/v1.0/leads') return leads(population, query);
        const person = population.people.get(Number(path.split('/').at(-1)));
        if (!person || person.isDeleted)
          throw new Refusal({ status: 404, json: { code: 200100, message: 'LEAD_NOT_EXIST' } });
        return { json: { lead: shown(person) } };
      },
    };
  },
  idOf: String,
  odd: { phones: [{ number: 1 }] },
  oddField: 'phones.0',
  pageSize: cap,
  tellsUnsubscribed: true,
  hooks: {
    body: (ids) => Buffer.from(JSON.stringify(ids.map((leadId) => ({ leadId })))),
    sign: () => ({}),
  },
  words: ({ stage, owner, tags }) => ({ stages: [stage], owners: [owner], tags }),
};
