import { z } from 'zod';
import { defineConnector } from '../define.js';
import {
  basic,
  cells,
  emailFields,
  homeFields,
  listOf,
  nameFields,
  phoneFields,
  spread,
  text,
  texts,
} from '../shapes.js';
import type { Read } from '../vocabulary.js';

const valued = listOf(z.looseObject({ value: text, type: text }));
const shape = z.looseObject({
  id: z.number(),
  firstName: text,
  lastName: text,
  stage: text,
  source: text,
  assignedTo: text,
  background: text,
  birthday: text,
  emails: valued,
  phones: valued,
  addresses: listOf(z.looseObject({ type: text, street: text, city: text, state: text, code: text, country: text })),
  tags: texts,
});

const everybody = {
  path: '/people',
  query: { fields: 'allFields', includeTrash: 'true' },
  size: { param: 'limit', most: 100 },
  items: 'people',
  page: { style: 'nextLink', next: '_metadata.nextLink' },
} as const satisfies Read;

export const followUpBoss = defineConnector({
  id: 'follow-up-boss',
  label: 'Follow Up Boss',
  kind: 'crm',
  evidence: { docs: 'https://docs.followupboss.com/reference/getting-started', checked: '2026-10' },
  auth: [
    {
      kind: 'key',
      fields: [{ name: 'key', label: 'API key', hint: 'fka_…', pattern: /^[\w-]{8,200}$/, isSecret: true }],
      help: {
        steps: [
          'Sign in to Follow Up Boss and open Admin, then API. Only the owner and admins see it.',
          'Press Create API Key, call it Porchlight and copy the key: it is shown once.',
          'Paste it here. The key sees the people that the user who made it sees.',
        ],
        url: 'https://app.followupboss.com/2/api',
      },
      sign: ({ key = '' }) => ({ authorization: basic(key, '') }),
    },
    {
      kind: 'oauth',
      authorizeUrl: 'https://app.followupboss.com/oauth/authorize',
      tokenUrl: 'https://app.followupboss.com/oauth/token',
      scopes: [],
      client: 'basic',
      usesPkce: false,
      rotatesRefresh: true,
      idleDays: 90,
      help: {
        steps: ['Sign in to Follow Up Boss and allow Porchlight to read your people.'],
        url: 'https://app.followupboss.com/2/integrations',
      },
    },
  ],
  hosts: { base: 'https://api.followupboss.com/v1' },
  appHeaders: ({ id, secret }) => ({ 'x-system': id, 'x-system-key': secret }),
  limits: [{ name: 'global', scope: 'connection', calls: 125, perMs: 10_000 }],
  told: [{ remaining: 'x-ratelimit-remaining', reset: { header: 'x-ratelimit-window', unit: 's' } }],
  refusals: [
    { status: 403, body: ['errorMessage', /expired|trial|cancel|suspend/i], is: 'locked' },
    { status: 429, is: 'throttle', wait: { header: 'retry-after' } },
  ],
  // `GET /me` would answer with the key itself.
  probe: {
    path: '/identity',
    who: ['user.name', 'account.name'],
    sees: { path: '/people', query: { limit: 1 }, count: '_metadata.total' },
    canWrite: true,
  },
  recordPage: (recordId) => `https://app.followupboss.com/2/people/view/${encodeURIComponent(recordId)}`,
  people: {
    list: [{ ...everybody, total: '_metadata.total' }],
    delta: [
      { ...everybody, query: { ...everybody.query, sort: '-updated' }, since: { style: 'sortWalk', overlapMs: 5_000 } },
    ],
    one: { path: (id) => `/people/${id}`, query: { fields: 'allFields' } },
    shape,
    id: 'id',
    updated: 'updated',
    tellsDeletions: false,
    fields: [
      ...nameFields,
      ...emailFields,
      ...phoneFields,
      ...homeFields,
      'birthday',
      'stage',
      'source',
      'notes',
      'tags',
    ],
    map: (person) => {
      const home = person.addresses.find(({ type }) => type === 'home') ?? person.addresses[0];
      return {
        cells: {
          ...cells({
            firstName: person.firstName,
            lastName: person.lastName,
            street: home?.street,
            city: home?.city,
            state: home?.state,
            zip: home?.code,
            country: home?.country,
            birthday: person.birthday,
            stage: person.stage,
            source: person.source,
            notes: person.background,
          }),
          ...spread(emailFields, person.emails.map(({ value }) => value)), // prettier-ignore
          ...spread(phoneFields, person.phones.map(({ value }) => value)), // prettier-ignore
        },
        tags: person.tags,
        isUnsubscribed: person.tags.some((tag) => tag.toLowerCase() === 'unsubscribed'),
        isGone: person.stage === 'Trash',
        stage: person.stage,
        owner: person.assignedTo,
      };
    },
  },
  choices: {
    stages: { path: '/stages', query: { limit: 100 }, items: 'stages', id: 'id', label: ['name'] },
    owners: { path: '/users', query: { limit: 100 }, items: 'users', id: 'id', label: ['name'] },
  },
  hooks: {
    verify: { recipe: 'hmac', header: 'fub-signature', encoding: 'hex', over: 'base64OfRaw', key: 'app' },
    format: 'json',
    read: (body) => {
      const { eventId, eventCreated, resourceIds } = hook.parse(body);
      return resourceIds.map((recordId) => ({ id: eventId, recordId, at: eventCreated }));
    },
    subscribe: {
      path: '/webhooks',
      bodies: (url) => ['peopleCreated', 'peopleUpdated', 'peopleDeleted', 'peopleTagsCreated', 'peopleStageUpdated'].map((event) => ({ event, url })), // prettier-ignore
      id: 'id',
      unsubscribe: (id) => `/webhooks/${id}`,
    },
  },
});

const hook = z.looseObject({
  eventId: z.string(),
  eventCreated: z.string(),
  resourceIds: z.array(z.union([z.string(), z.number()]).transform(String)),
});
