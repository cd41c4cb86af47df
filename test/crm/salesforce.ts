import { Refusal, type Reply } from '../../apps/local/sandbox/emulator.js';
import { owners, type Person, type Population } from '../../apps/local/sandbox/people.js';
import { signedIn, SignIns } from './signed.js';
import { Gate } from './gate.js';
import type { Vendor } from './vendor.js';

const root = '/services/data/v62.0';
const refusal = (status: number, errorCode: string) =>
  new Refusal({ status, json: [{ message: errorCode, errorCode }] });
const isLead = (id: number) => id % 2 === 0;
const idOf = (id: number) => `${isLead(id) ? '00Q' : '003'}${String(id).padStart(15, '0')}`;
const batch = 200;

const shown = (person: Person) => {
  const place = isLead(person.id) ? '' : 'Mailing';
  return {
    attributes: { type: place ? 'Contact' : 'Lead' },
    Id: idOf(person.id),
    FirstName: person.firstName,
    LastName: person.lastName,
    Email: person.email,
    Phone: person.phone,
    MobilePhone: null,
    [`${place}Street`]: person.street,
    [`${place}City`]: person.city,
    [`${place}State`]: person.state,
    [`${place}PostalCode`]: person.zip,
    HasOptedOutOfEmail: person.isUnsubscribed,
    IsDeleted: person.isDeleted,
    SystemModstamp: person.updated.toISOString().replace('Z', '+0000'),
    Owner: { attributes: {}, Name: person.owner },
    ...person.odd,
  };
};

const everywhere = [
  'Id',
  'FirstName',
  'LastName',
  'Email',
  'Phone',
  'MobilePhone',
  'LeadSource',
  'HasOptedOutOfEmail',
  'IsDeleted',
  'SystemModstamp',
  'Owner.Name',
];
const addressFields = ['Street', 'City', 'State', 'PostalCode', 'Country'];
/** Fields that an object has, of those that matter here. */
const fieldsOf = (soql: string) => [
  ...everywhere,
  ...(soql.includes('FROM Lead')
    ? [...addressFields, 'Company', 'Status', 'IsConverted']
    : addressFields.map((field) => `Mailing${field}`)),
];

/** The SOQL that the documentation gives for it: everything of one kind, or what changed since. Locators hold the ids as they were. */
function query(population: Population, soql: string, locators: Map<string, Person[]>, isAll: boolean): Reply {
  if (soql.includes('FROM Organization'))
    return { json: { totalSize: 1, done: true, records: [{ Name: 'Parker Realty' }] } };
  if (soql.includes('COUNT()')) return { json: { totalSize: population.here().length, done: true, records: [] } };
  if (soql.includes('FROM User'))
    return {
      json: {
        totalSize: owners.length,
        done: true,
        records: owners.map((Name, index) => ({ Id: `005${index}`, Name })),
      },
    };
  const [, asked = ''] = /^SELECT (.+) FROM /.exec(soql) ?? [];
  const unknown = asked.split(', ').find((field) => !fieldsOf(soql).includes(field));
  if (unknown) throw refusal(400, 'INVALID_FIELD');
  const [, kind, since] = /FROM (Contact|Lead)(?: WHERE SystemModstamp >= (\S+))?/.exec(soql) ?? [];
  if (!kind) throw refusal(400, 'MALFORMED_QUERY');
  const found = (isAll ? population.all() : population.here()).filter((person) => isLead(person.id) === (kind === 'Lead') && (!since || +person.updated >= Date.parse(since))); // prettier-ignore
  const sorted = since ? found.toSorted((a, b) => +a.updated - +b.updated || a.id - b.id) : found;
  const locator = `01g${locators.size}`;
  locators.set(locator, sorted);
  return pageOf(locators, locator, 0);
}

function pageOf(locators: Map<string, Person[]>, locator: string, from: number): Reply {
  const all = locators.get(locator);
  if (!all) throw refusal(404, 'INVALID_QUERY_LOCATOR');
  const to = from + batch;
  const next = to < all.length ? { nextRecordsUrl: `${root}/query/${locator}-${to}` } : {};
  return { json: { totalSize: all.length, done: to >= all.length, ...next, records: all.slice(from, to).map(shown) } };
}

export const salesforceVendor: Vendor = {
  id: 'salesforce',
  secret: signedIn('parker.my.salesforce.com'),
  create(population, { calls = 100_000 }) {
    const gate = new Gate(calls, 3_600_000, population.clock);
    const signIns = new SignIns({ client: 'body', more: { instance_url: 'https://parker.my.salesforce.com' } }, gate);
    const locators = new Map<string, Person[]>();
    return {
      ...gate.controls,
      signIns,
      answer(asked) {
        const { path, query: given, headers } = asked;
        if (path === '/services/oauth2/token') return signIns.exchange(asked);
        if (path === '/services/oauth2/revoke') return signIns.giveBack(asked);
        if (!gate.isKeyTaken || !signIns.isIn(headers.authorization)) throw refusal(401, 'INVALID_SESSION_ID');
        const { waitMs, remaining } = gate.take();
        if (waitMs > 0) throw refusal(403, 'REQUEST_LIMIT_EXCEEDED');
        const told = { 'sforce-limit-info': `api-usage=${calls - remaining}/${calls}` };
        if (path === `${root}/query` || path === `${root}/queryAll`)
          return { headers: told, ...query(population, given.get('q') ?? '', locators, path.endsWith('All')) };
        const [, locator, from] = /\/query\/(\w+)-(\d+)$/.exec(path) ?? [];
        if (locator) return { headers: told, ...pageOf(locators, locator, Number(from)) };
        const person = population.here().find(({ id }) => idOf(id) === path.split('/').at(-1));
        if (!person) throw refusal(404, 'NOT_FOUND');
        return { headers: told, json: shown(person) };
      },
    };
  },
  idOf,
  odd: { Email: { not: 'a text' } },
  oddField: 'Email',
  pageSize: 200,
  tellsUnsubscribed: true,
  countsHidden: false,
  words: ({ owner }) => ({ owners: [owner] }),
  pagesOn: /query/,
};
