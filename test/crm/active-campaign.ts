import { Refusal, type Reply } from '../../apps/local/sandbox/emulator.js';
import type { Person, Population } from '../../apps/local/sandbox/people.js';
import { Gate } from './gate.js';
import { admitOnly } from './strict.js';
import type { Vendor } from './vendor.js';

const key = 'a'.repeat(64);
const refusal = (status: number, title: string, headers: Record<string, string> = {}) => new Refusal({ status, headers, json: { errors: [{ title }] } }); // prettier-ignore

const shown = (person: Person) => ({
  id: String(person.id),
  email: person.email,
  firstName: person.firstName,
  lastName: person.lastName,
  phone: person.phone,
  cdate: person.created.toISOString(),
  udate: person.updated.toISOString().replace(/\.\d+Z/, '-00:00'),
  deleted: '0',
  deleted_at: null,
  ...person.odd,
});

function contacts(population: Population, query: URLSearchParams): Reply {
  admitOnly(query, ['limit', 'offset', 'orders[id]', 'id_greater', 'filters[updated_after]', 'filters[updated_before]'], (name) => refusal(422, `Unknown parameter ${name}`)); // prettier-ignore
  const limit = Math.min(Number(query.get('limit') ?? 20), 100);
  const since = Date.parse(query.get('filters[updated_after]') ?? '');
  const from = query.get('orders[id]') === 'ASC' ? Number(query.get('id_greater') ?? 0) : 0;
  const all = population.here().filter(({ updated }) => Number.isNaN(since) || +updated > since);
  const page = all.filter(({ id }) => id > from).slice(0, limit);
  return { json: { contacts: page.map(shown), meta: { total: String(all.length) } } };
}

function subscribed(hooks: Map<string, string>, body: string): object {
  const { webhook } = JSON.parse(body) as {
    webhook?: { name?: string; url?: string; events?: string[]; sources?: string[] };
  };
  if (!webhook?.name || !webhook.url || !webhook.events?.length || !webhook.sources?.length)
    throw refusal(422, 'name, url, events and sources are required');
  const id = String(hooks.size + 1);
  hooks.set(id, webhook.url);
  return { webhook: { ...webhook, id } };
}

export const activeCampaignVendor: Vendor = {
  id: 'active-campaign',
  secret: { kind: 'key', fields: { url: 'https://parker.api-us1.com', key } },
  create(population, { calls = 100_000 }) {
    const hooks = new Map<string, string>();
    const gate = new Gate(calls, 1_000, population.clock);
    return {
      ...gate.controls,
      hooks,
      answer({ method, path, query, headers, body }) {
        if (!gate.isKeyTaken || headers['api-token'] !== key) throw refusal(403, 'Forbidden');
        const { waitMs, remaining } = gate.take();
        if (waitMs > 0) throw refusal(429, 'Too many requests', { 'retry-after': String(Math.ceil(waitMs / 1000)) });
        const told = { 'ratelimit-limit': String(calls), 'ratelimit-remaining': String(remaining) };
        if (path === '/api/3/users/me')
          return { headers: told, json: { user: { firstName: 'Olive', lastName: 'Parker' } } };
        if (path === '/api/3/webhooks' && method === 'POST')
          return { status: 201, headers: told, json: subscribed(hooks, body) };
        if (path.startsWith('/api/3/webhooks/') && method === 'DELETE')
          return hooks.delete(path.split('/').at(-1)!)
            ? { headers: told, json: {} }
            : { status: 404, headers: told, json: { message: 'No Result found' } };
        if (path === '/api/3/contacts') return { headers: told, ...contacts(population, query) };
        const person = population.people.get(Number(path.split('/').at(-1)));
        if (!person || person.isDeleted) throw refusal(404, 'Not found', told);
        return { headers: told, json: { contact: shown(person) } };
      },
    };
  },
  idOf: String,
  odd: { phone: { number: 1 } },
  oddField: 'phone',
  pageSize: 100,
  tellsUnsubscribed: false,
  isEmailKey: true,
  hooks: {
    body: ([id]) => Buffer.from(new URLSearchParams({ type: 'update', 'contact[id]': String(id) }).toString()),
    sign: () => ({}),
  },
  words: () => ({}),
};
