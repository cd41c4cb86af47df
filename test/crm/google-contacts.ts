import { Refusal, type Reply } from '../../apps/local/sandbox/emulator.js';
import type { Person, Population } from '../../apps/local/sandbox/people.js';
import { signedIn, SignIns } from './signed.js';
import { Gate } from './gate.js';
import { admitOnly } from './strict.js';
import type { Vendor } from './vendor.js';

const refusal = (code: number, status: string, reason?: string) =>
  new Refusal({
    status: code,
    json: { error: { code, message: status, status, details: reason ? [{ reason }] : [] } },
  });

const shown = (person: Person) => {
  const metadata = { sources: [{ type: 'CONTACT', id: String(person.id), updateTime: person.updated.toISOString() }] };
  if (person.isDeleted) return { resourceName: `people/c${person.id}`, metadata: { ...metadata, deleted: true } };
  return {
    resourceName: `people/c${person.id}`,
    etag: `%${+person.updated}`,
    metadata,
    names: [{ givenName: person.firstName, familyName: person.lastName }],
    emailAddresses: [person.email, ...(person.otherEmails ?? [])].map((value) => ({ value, type: 'home' })),
    phoneNumbers: [{ value: person.phone }],
    addresses: [{ streetAddress: person.street, city: person.city, region: person.state, postalCode: person.zip, countryCode: 'US' }], // prettier-ignore
    ...(person.birthday && { birthdays: [{ text: person.birthday, date: dateOf(person.birthday) }] }),
    memberships: [{ contactGroupMembership: { contactGroupResourceName: 'contactGroups/myContacts' } }],
    ...person.odd,
  };
};

/** A date as it was given; Google keeps what is no day as well. */
function dateOf(day: string) {
  const [year, month, date] = day.split('-').map(Number);
  return { year, month, day: date };
}

const weekMs = 7 * 86_400_000;

interface Shelf {
  population: Population;
  /** Tokens from before are known no longer. */
  forgotten: number;
  /** Writes appear after minutes. */
  lagMs: number;
  /** Every other page holds nobody although there are more: a page may hold fewer than were asked for. */
  isSparse: boolean;
}

const known = ['personFields', 'pageSize', 'pageToken', 'requestSyncToken', 'syncToken', 'sortOrder', 'sources'];

function connections({ population, forgotten, lagMs, isSparse }: Shelf, query: URLSearchParams): Reply {
  admitOnly(query, known, () => refusal(400, 'INVALID_ARGUMENT'));
  const size = Number(query.get('pageSize') ?? 100);
  if (!(size >= 1 && size <= 1_000) || !query.get('personFields')) throw refusal(400, 'INVALID_ARGUMENT');
  const now = +population.clock() - lagMs;
  const since = Number(query.get('syncToken') ?? 0);
  if (since > 0 && since < Math.max(+population.clock() - weekMs, forgotten)) throw refusal(400, 'FAILED_PRECONDITION', 'EXPIRED_SYNC_TOKEN'); // prettier-ignore
  const [from = 0, began = now, turn = 0] = (query.get('pageToken') ?? '').split('.').filter(Boolean).map(Number);
  const seen = population.asOf(now);
  const all = seen.filter(({ updated, isDeleted }) => (since > 0 ? +updated >= since : !isDeleted));
  const rest = all.filter(({ id }) => id > from);
  const page = isSparse && turn % 2 === 1 ? [] : rest.slice(0, size);
  const isLast = rest.length <= page.length;
  const next = `${page.at(-1)?.id ?? from}.${began}.${turn + 1}`;
  return {
    json: {
      ...(page.length > 0 && { connections: page.map(shown) }),
      totalItems: population.here().length,
      ...(isLast ? query.get('requestSyncToken') === 'true' && { nextSyncToken: String(began) } : { nextPageToken: next }), // prettier-ignore
    },
  };
}

export const googleContactsVendor: Vendor = {
  id: 'google-contacts',
  secret: signedIn(),
  create(population, { calls = 100_000, lagMs = 0, isSparse = false }) {
    const shelf: Shelf = { population, forgotten: 0, lagMs, isSparse };
    const gate = new Gate(calls, 60_000, population.clock);
    const signIns = new SignIns({ client: 'body', more: { expires_in: 3_600 } }, gate);
    return {
      ...gate.controls,
      signIns,
      forgetTokens: () => void (shelf.forgotten = +population.clock()),
      answer(asked) {
        const { path, query, headers } = asked;
        if (path === '/token') return signIns.exchange(asked);
        if (path === '/revoke') return signIns.giveBack(asked);
        if (!gate.isKeyTaken || !signIns.isIn(headers.authorization)) throw refusal(401, 'UNAUTHENTICATED');
        if (gate.take().waitMs > 0) throw refusal(429, 'RESOURCE_EXHAUSTED');
        if (path === '/v1/people/me')
          return { json: { resourceName: 'people/me', names: [{ displayName: 'Olive Parker' }] } };
        if (path === '/v1/contactGroups') return { json: { contactGroups: [{ resourceName: 'contactGroups/myContacts', name: 'myContacts' }] } }; // prettier-ignore
        if (path === '/v1/people/me/connections') return connections(shelf, query);
        const person = population.people.get(Number(path.split('/c').at(-1)));
        if (!person || person.isDeleted) throw refusal(404, 'NOT_FOUND');
        return { json: shown(person) };
      },
    };
  },
  idOf: (id) => `people/c${id}`,
  odd: { names: [{ givenName: ['x'] }] },
  oddField: 'names.0.givenName',
  pageSize: 1_000,
  tellsUnsubscribed: false,
  lagMs: 180_000,
  mayBeSparse: true,
  words: () => ({}),
  pagesOn: /connections/,
};
