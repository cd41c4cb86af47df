import { z } from 'zod';
import { defineConnector } from '../define.js';
import { cells, flag, text } from '../shapes.js';
import type { Read, SearchWalk } from '../vocabulary.js';

const properties = ['firstname', 'lastname', 'email', 'phone', 'mobilephone', 'address', 'city', 'state', 'zip', 'country', 'company', 'lifecyclestage', 'hubspot_owner_id', 'hs_email_optout', 'date_of_birth', 'lastmodifieddate']; // prettier-ignore
const query = { properties: properties.join(',') };

const shape = z.looseObject({
  id: text,
  archived: flag,
  properties: z.looseObject({
    firstname: text,
    lastname: text,
    email: text,
    phone: text,
    mobilephone: text,
    address: text,
    city: text,
    state: text,
    zip: text,
    country: text,
    company: text,
    lifecyclestage: text,
    hubspot_owner_id: text,
    hs_email_optout: flag,
    date_of_birth: text,
  }),
});

const contacts = '/crm/v3/objects/contacts';
const everybody = {
  path: contacts,
  query,
  size: { param: 'limit', most: 100 },
  items: 'results',
  page: { style: 'cursor', param: 'after', next: 'paging.next.after' },
} as const satisfies Read;

const filter = (propertyName: string, operator: string, value: string | number) => ({ propertyName, operator, value: String(value) }); // prettier-ignore

/** A search shows its first 10,000 alone: it is never turned over, each page is a search of its own. */
function searchBody(walk: SearchWalk): object {
  const isTie = 'at' in walk;
  const filters = isTie
    ? [filter('lastmodifieddate', 'EQ', +walk.at), filter('hs_object_id', 'GT', walk.afterId)]
    : [filter('lastmodifieddate', 'GTE', +walk.from)];
  const sorts = [{ propertyName: isTie ? 'hs_object_id' : 'lastmodifieddate', direction: 'ASCENDING' }];
  return { filterGroups: [{ filters }], sorts, properties, limit: 200 };
}

const hook = z.array(z.looseObject({ eventId: z.number().transform(String), objectId: z.number().transform(String), occurredAt: z.number() })); // prettier-ignore

export const hubspot = defineConnector({
  id: 'hubspot',
  label: 'HubSpot',
  kind: 'crm',
  evidence: { docs: 'https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide', checked: '2026-10' },
  auth: [
    {
      kind: 'key',
      fields: [{ name: 'key', label: 'Access token', hint: 'pat-na1-…', pattern: /^[\w-]{20,200}$/, isSecret: true }],
      help: {
        steps: [
          'In HubSpot open Settings, Integrations, Private Apps. You need to be a super admin.',
          'Create a private app called Porchlight; under Scopes choose crm.objects.contacts.read and crm.objects.owners.read.',
          'Create it, show the access token, copy it and paste it here.',
        ],
        url: 'https://app.hubspot.com/l/settings/private-apps',
      },
      sign: ({ key = '' }) => ({ authorization: `Bearer ${key}` }),
    },
    {
      kind: 'oauth',
      authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
      tokenUrl: 'https://api.hubapi.com/oauth/v1/token',
      scopes: ['crm.objects.contacts.read', 'crm.objects.owners.read', 'oauth'],
      client: 'body',
      usesPkce: false,
      rotatesRefresh: false,
      help: {
        steps: ['Sign in to HubSpot, choose the account and allow Porchlight to read its contacts.'],
        url: 'https://app.hubspot.com/l/settings/integrations',
      },
    },
  ],
  hosts: { base: 'https://api.hubapi.com' },
  limits: [
    { name: 'rolling', scope: 'connection', calls: 100, perMs: 10_000 },
    { name: 'search', scope: 'connection', calls: 5, perMs: 1_000, only: /\/search$/ },
  ],
  told: [
    {
      remaining: 'x-hubspot-ratelimit-remaining',
      reset: { header: 'x-hubspot-ratelimit-interval-milliseconds', unit: 'ms' },
    },
  ],
  refusals: [
    { status: 401, body: ['category', 'EXPIRED_AUTHENTICATION'], is: 'authExpired' },
    { status: 429, body: ['policyName', 'DAILY'], is: 'quota', wait: { seconds: 3_600 } },
    { status: 429, is: 'throttle', wait: { seconds: 10 } },
  ],
  probe: {
    path: '/account-info/v3/details',
    who: ['companyName', 'portalId'],
    sees: { method: 'POST', path: `${contacts}/search`, body: { limit: 1 }, count: 'total' },
    canWrite: false,
  },
  people: {
    list: [everybody],
    delta: [
      {
        ...everybody,
        method: 'POST',
        path: `${contacts}/search`,
        size: { param: 'limit', most: 200 },
        // The index behind a search is late by some seconds.
        since: { style: 'searchWindow', overlapMs: 60_000, body: searchBody },
      },
      { ...everybody, query: { ...query, archived: 'true' }, isGone: { at: 'archivedAt' } },
    ],
    one: { path: (id) => `${contacts}/${id}`, query },
    shape,
    id: 'id',
    updated: 'updatedAt',
    tellsDeletions: true,
    fields: [
      'firstName',
      'lastName',
      'email',
      'phone',
      'phone2',
      'street',
      'city',
      'state',
      'zip',
      'country',
      'company',
      'birthday',
      'stage',
    ],
    map: ({ properties: person, archived }, words) => ({
      cells: cells({
        firstName: person.firstname,
        lastName: person.lastname,
        email: person.email,
        phone: person.mobilephone || person.phone,
        phone2: person.mobilephone ? person.phone : '',
        street: person.address,
        city: person.city,
        state: person.state,
        zip: person.zip,
        country: person.country,
        company: person.company,
        birthday: person.date_of_birth,
        stage: person.lifecyclestage,
      }),
      isUnsubscribed: person.hs_email_optout,
      isGone: archived,
      stage: person.lifecyclestage,
      owner: words.owners.get(person.hubspot_owner_id),
    }),
  },
  choices: {
    stages: { path: '/crm/v3/properties/contacts/lifecyclestage', items: 'options', id: 'value', label: ['value'] },
    owners: { path: '/crm/v3/owners', query: { limit: 100 }, items: 'results', id: 'id', label: ['firstName', 'lastName'], next: { param: 'after', at: 'paging.next.after' }, isNeeded: true }, // prettier-ignore
  },
  hooks: {
    verify: { recipe: 'hmac', header: 'x-hubspot-signature-v3', encoding: 'base64', over: 'methodUrlRawTime', key: 'app', time: 'x-hubspot-request-timestamp' }, // prettier-ignore
    format: 'json',
    read: (body) => hook.parse(body).map(({ eventId, objectId, occurredAt }) => ({ id: eventId, recordId: objectId, at: occurredAt })), // prettier-ignore
  },
});
