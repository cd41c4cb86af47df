import { z } from 'zod';
import { defineConnector } from '../define.js';
import { cells, listOf, phoneFields, spread, text, texts } from '../shapes.js';
import type { Read } from '../vocabulary.js';

const place = z.looseObject({ kind: text, street: text, city: text, state: text, postal_code: text, country: text });
const shape = z.looseObject({
  contact_id: text,
  email_address: z.looseObject({ address: text, permission_to_send: text }).nullish(),
  first_name: text,
  last_name: text,
  company_name: text,
  phone_numbers: listOf(z.looseObject({ phone_number: text })),
  street_addresses: listOf(place),
  list_memberships: texts,
  taggings: texts,
  deleted_at: text,
});

const contacts = {
  path: '/contacts',
  query: { status: 'all', include: 'phone_numbers,street_addresses,list_memberships,taggings' },
  size: { param: 'limit', most: 500 },
  items: 'contacts',
  page: { style: 'nextLink', next: '_links.next.href' },
} as const satisfies Read;

const known = (ids: string[], words: ReadonlyMap<string, string>) => ids.flatMap((id) => words.get(id) ?? []);

export const constantContact = defineConnector({
  id: 'constant-contact',
  label: 'Constant Contact',
  kind: 'email',
  evidence: { docs: 'https://developer.constantcontact.com/api_reference/index.html', checked: '2026-10' },
  auth: [
    {
      kind: 'oauth',
      authorizeUrl: 'https://authz.constantcontact.com/oauth2/default/v1/authorize',
      tokenUrl: 'https://authz.constantcontact.com/oauth2/default/v1/token',
      scopes: ['contact_data', 'account_read', 'offline_access'],
      client: 'basic',
      usesPkce: true,
      rotatesRefresh: true,
      idleDays: 180,
      help: {
        steps: ['Sign in to Constant Contact and allow Porchlight to read your contacts.'],
        url: 'https://app.constantcontact.com/pages/myaccount/settings',
      },
    },
  ],
  hosts: { base: 'https://api.cc.email/v3' },
  limits: [{ name: 'calls', scope: 'installation', calls: 4, perMs: 1_000 }],
  // Two meanings of 429: slow down, or done for today.
  refusals: [
    { status: 429, body: ['0.error_key', /quota_exceeded/], is: 'quota', wait: { until: 'midnightUtc' } },
    { status: 429, body: ['error_key', /quota_exceeded/], is: 'quota', wait: { until: 'midnightUtc' } },
    { status: 429, is: 'throttle', wait: { seconds: 5 } },
    { status: 401, is: 'authExpired' },
    { status: 202, is: 'transient' },
  ],
  probe: {
    path: '/account/summary',
    who: [['first_name', 'last_name'], 'organization_name'],
    sees: { path: '/contacts', query: { limit: 1, include_count: 'true' }, count: 'contacts_count' },
    canWrite: true,
  },
  people: {
    list: [contacts],
    delta: [{ ...contacts, since: { style: 'since', query: (at) => ({ updated_after: at.toISOString() }), overlapMs: 2_000 } }], // prettier-ignore
    one: { path: (id) => `/contacts/${id}`, query: { include: contacts.query.include } },
    shape,
    id: 'contact_id',
    updated: 'updated_at',
    tellsDeletions: true,
    fields: ['firstName', 'lastName', 'email', ...phoneFields, 'street', 'city', 'state', 'zip', 'country', 'company', 'tags'], // prettier-ignore
    map: (contact, words) => {
      const home = contact.street_addresses.find(({ kind }) => kind === 'home') ?? contact.street_addresses[0];
      return {
        cells: {
          ...cells({
            firstName: contact.first_name,
            lastName: contact.last_name,
            email: contact.email_address?.address,
            street: home?.street,
            city: home?.city,
            state: home?.state,
            zip: home?.postal_code,
            country: home?.country,
            company: contact.company_name,
          }),
          ...spread(phoneFields, contact.phone_numbers.map(({ phone_number }) => phone_number)), // prettier-ignore
        },
        tags: known(contact.taggings, words.tags),
        isUnsubscribed: contact.email_address?.permission_to_send === 'unsubscribed',
        isGone: contact.deleted_at !== '',
        lists: known(contact.list_memberships, words.lists),
      };
    },
  },
  choices: {
    tags: { path: '/contact_tags', query: { limit: 500 }, items: 'tags', id: 'tag_id', label: ['name'], isNeeded: true }, // prettier-ignore
    lists: { path: '/contact_lists', query: { limit: 1000 }, items: 'lists', id: 'list_id', label: ['name'], isNeeded: true }, // prettier-ignore
  },
});
