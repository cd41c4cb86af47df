import { z } from 'zod';
import { defineConnector } from '../define.js';
import { basic, cells, listOf, text } from '../shapes.js';
import type { Read } from '../vocabulary.js';

const postal = z.looseObject({ addr1: text, city: text, state: text, zip: text, country: text });
const shape = z.looseObject({
  contact_id: text,
  email_address: text,
  status: text,
  tags: listOf(z.looseObject({ name: text })),
  list_id: text,
  merge_fields: z.looseObject({
    FNAME: text,
    LNAME: text,
    PHONE: text,
    ADDRESS: z.union([postal, z.literal('')]).nullish(),
  }),
});

const members = {
  path: '/lists/{list}/members',
  query: { sort_field: 'last_changed', sort_dir: 'ASC', exclude_fields: 'members._links,_links' },
  size: { param: 'count', most: 1_000 },
  items: 'members',
  total: 'total_items',
  page: { style: 'offset', param: 'offset' },
} as const satisfies Read;

/** Ids are `list.contact`: a person may be in several audiences, with another word on being mailed in each. */
const pathOf = (id: string) => `/lists/${id.split('.')[0]}/members/${id.split('.')[1]}`;

export const mailchimp = defineConnector({
  id: 'mailchimp',
  label: 'Mailchimp',
  kind: 'email',
  evidence: { docs: 'https://mailchimp.com/developer/marketing/api/list-members/', checked: '2026-10' },
  auth: [
    {
      kind: 'key',
      fields: [
        { name: 'key', label: 'API key', hint: '…-us21', pattern: /^[\w]{16,100}-[a-z]{2,3}\d{1,3}$/, isSecret: true },
      ],
      help: {
        steps: [
          'In Mailchimp open your profile, then Extras, API keys.',
          'Press Create A Key, call it Porchlight and copy it with its end, like -us21: it is shown once.',
          'Paste it here. It reads every audience of the account.',
        ],
        url: 'https://admin.mailchimp.com/account/api/',
      },
      sign: ({ key = '' }) => ({ authorization: basic('porchlight', key) }),
    },
  ],
  hosts: {
    base: 'https://{host}/3.0',
    host: {
      from: (secret) => (secret.kind === 'key' ? `${secret.fields.key?.split('-').at(-1)}.api.mailchimp.com` : ''),
      pattern: /^[a-z]{2,3}\d{1,3}\.api\.mailchimp\.com$/,
    },
  },
  // Ten calls at a time are allowed, whatever they last; we make one.
  limits: [{ name: 'calls', scope: 'connection', calls: 100, perMs: 10_000 }],
  refusals: [
    { status: 403, bare: true, is: 'throttle', wait: { seconds: 60 } },
    { status: 403, body: ['title', /deactivated|suspended/i], is: 'locked' },
    { status: 429, is: 'throttle', wait: { seconds: 10 } },
  ],
  probe: {
    path: '/',
    who: ['account_name', 'login_name'],
    sees: { path: '/', count: 'total_subscribers' },
    canWrite: true,
  },
  people: {
    each: 'lists',
    list: [members],
    delta: [{ ...members, since: { style: 'since', query: (at) => ({ since_last_changed: at.toISOString() }), overlapMs: 2_000 } }], // prettier-ignore
    one: { path: pathOf },
    shape,
    id: 'contact_id',
    updated: 'last_changed',
    tellsDeletions: true,
    fields: [
      'firstName',
      'lastName',
      'email',
      'phone',
      'mailingStreet',
      'mailingCity',
      'mailingState',
      'mailingZip',
      'mailingCountry',
      'tags',
    ],
    map: (member, words) => {
      const { FNAME, LNAME, PHONE, ADDRESS } = member.merge_fields;
      const home = ADDRESS || null;
      const list = words.lists.get(member.list_id);
      return {
        cells: cells({
          firstName: FNAME,
          lastName: LNAME,
          email: member.email_address,
          phone: PHONE,
          mailingStreet: home?.addr1,
          mailingCity: home?.city,
          mailingState: home?.state,
          mailingZip: home?.zip,
          mailingCountry: home?.country,
        }),
        tags: member.tags.map(({ name }) => name),
        isUnsubscribed: member.status === 'unsubscribed',
        isGone: member.status === 'archived',
        lists: list ? [list] : [],
      };
    },
  },
  choices: {
    lists: { path: '/lists', query: { count: 1_000 }, items: 'lists', id: 'id', label: ['name'] },
  },
});
