import { Refusal, type Reply } from '../../apps/local/sandbox/emulator.js';
import type { Person, Population } from '../../apps/local/sandbox/people.js';
import { signedIn, SignIns } from './signed.js';
import { Gate } from './gate.js';
import { admitOnly } from './strict.js';
import type { Vendor } from './vendor.js';

const refusal = (status: number, error_key: string) => new Refusal({ status, json: [{ error_key, error_message: error_key }] }); // prettier-ignore
const idOf = (id: number) => `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
const tags = ['Buyer', 'Seller', 'Open House', 'Newsletter', 'Referral'];

const shown = (person: Person) => ({
  contact_id: idOf(person.id),
  email_address: { address: person.email, permission_to_send: person.isUnsubscribed ? 'unsubscribed' : 'implicit' },
  first_name: person.firstName,
  last_name: person.lastName,
  phone_numbers: [{ phone_number: person.phone, kind: 'mobile' }],
  street_addresses: [{ kind: 'home', street: person.street, city: person.city, state: person.state, postal_code: person.zip, country: 'United States' }], // prettier-ignore
  list_memberships: ['list-1'],
  taggings: person.tags.map((tag) => `tag-${tags.indexOf(tag)}`),
  created_at: person.created.toISOString(),
  updated_at: person.updated.toISOString(),
  ...(person.isDeleted && { deleted_at: person.updated.toISOString() }),
  ...person.odd,
});

function contacts(population: Population, query: URLSearchParams): Reply {
  admitOnly(query, ['limit', 'status', 'include', 'include_count', 'updated_after', 'updated_before', 'cursor'], () => refusal(400, 'contacts.api.validation.error')); // prettier-ignore
  const limit = Number(query.get('limit') ?? 50);
  if (limit > 500) throw refusal(400, 'contacts.api.validation.error');
  const since = Date.parse(query.get('updated_after') ?? '');
  const from = Number(query.get('cursor') ?? 0);
  const all = population.all().filter(({ updated }) => Number.isNaN(since) || +updated > since);
  const rest = all.filter(({ id }) => id > from);
  const page = rest.slice(0, limit);
  const next = new URLSearchParams(query);
  next.set('cursor', String(page.at(-1)?.id ?? 0));
  return {
    json: {
      contacts: page.map(shown),
      contacts_count: population.here().length,
      ...(rest.length > limit && { _links: { next: { href: `/v3/contacts?${next.toString()}` } } }),
    },
  };
}

export const constantContactVendor: Vendor = {
  id: 'constant-contact',
  secret: signedIn(),
  create(population, { calls = 100_000 }) {
    const gate = new Gate(calls, 1_000, population.clock);
    const signIns = new SignIns({ rotates: true, client: 'basic', more: { expires_in: 86_400 } }, gate);
    const usedByDay = new Map<string, number>();
    return {
      ...gate.controls,
      signIns,
      answer(asked) {
        const { path, query, headers } = asked;
        if (path === '/oauth2/default/v1/token') return signIns.exchange(asked);
        if (!gate.isKeyTaken || !signIns.isIn(headers.authorization)) throw new Refusal({ status: 401, json: { error_key: 'unauthorized', error_message: 'Unauthorized' } }); // prettier-ignore
        const day = population.clock().toISOString().slice(0, 10);
        const used = usedByDay.get(day) ?? 0;
        if (used >= 10_000) throw refusal(429, 'quota_exceeded');
        if (gate.take().waitMs > 0) throw refusal(429, 'throttled');
        usedByDay.set(day, used + (path.endsWith('/use-up-the-day') ? 10_000 : 1));
        if (path === '/v3/account/summary') return { json: { organization_name: 'Parker Realty' } };
        if (path === '/v3/contact_tags')
          return { json: { tags: tags.map((name, index) => ({ tag_id: `tag-${index}`, name })) } };
        if (path === '/v3/contact_lists') return { json: { lists: [{ list_id: 'list-1', name: 'Clients' }] } };
        if (path === '/v3/contacts') return contacts(population, query);
        const person = population.all().find(({ id }) => path.endsWith(idOf(id)));
        if (!person || person.isDeleted) throw refusal(404, 'contacts.api.not_found');
        return { json: shown(person) };
      },
    };
  },
  idOf,
  odd: { first_name: { not: 'a text' } },
  oddField: 'first_name',
  pageSize: 500,
  tellsUnsubscribed: true,
  isEmailKey: true,
  words: ({ tags: own }) => ({ lists: ['Clients'], tags: own.filter((tag) => tags.includes(tag)) }),
};
