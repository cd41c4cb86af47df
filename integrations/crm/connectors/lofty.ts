import { z } from 'zod';
import { defineConnector } from '../define.js';
import { cells, emailFields, flag, listOf, phoneFields, spread, text, texts } from '../shapes.js';

const shape = z.looseObject({
  leadId: text,
  firstName: text,
  lastName: text,
  emails: texts,
  phones: texts,
  stage: text,
  source: text,
  tags: listOf(z.looseObject({ tagName: text })),
  streetAddress: text,
  city: text,
  state: text,
  zipCode: text,
  assignedUser: text,
  unsubscription: flag,
  cannotEmail: flag,
});

const hooked = z.looseObject({ leadId: z.union([z.string().min(1), z.number().transform(String)]) });
const leadIds = z.union([hooked.transform((one) => [one]), z.array(hooked)]);

export const lofty = defineConnector({
  id: 'lofty',
  label: 'Lofty',
  kind: 'crm',
  evidence: { docs: 'https://api.lofty.com/docs/reference', checked: '2026-10' },
  auth: [
    {
      kind: 'key',
      fields: [{ name: 'key', label: 'API key', hint: 'eyJ…', pattern: /^[\w.-]{16,4000}$/, isSecret: true }],
      help: {
        steps: [
          'In Lofty open Settings, Integrations and look for API.',
          'Press Generate API Key and copy it. An admin’s key sees the whole office, an agent’s key the own leads.',
          'Paste it here.',
        ],
        url: 'https://lofty.com/admin/setting/integration',
      },
      sign: ({ key = '' }) => ({ authorization: `token ${key}` }),
    },
  ],
  hosts: { base: 'https://api.lofty.com/v1.0' },
  limits: [{ name: 'calls', scope: 'connection', calls: 10, perMs: 60_000 }],
  refusals: [{ status: 429, is: 'throttle', wait: { seconds: 60 } }],
  probe: {
    path: '/me',
    who: [['firstName', 'lastName']],
    sees: { path: '/leads', query: { limit: 1 }, count: '_metadata.total' },
    canWrite: true,
    notes: ['Lofty cannot say what has changed: each look reads everybody, ten pages a minute at most.'],
  },
  people: {
    list: [
      {
        path: '/leads',
        size: { param: 'limit', most: 100 },
        items: 'leads',
        total: '_metadata.total',
        // Not by `scrollId`: a scroll moves on although its answer was lost, and then a page is missing.
        page: { style: 'offset', param: 'offset' },
      },
    ],
    delta: [],
    one: { path: (id) => `/leads/${id}`, item: 'lead' },
    shape,
    id: 'leadId',
    updated: 'lastUpdateTime',
    tellsDeletions: false,
    fields: ['firstName', 'lastName', ...emailFields, ...phoneFields, 'street', 'city', 'state', 'zip', 'stage', 'source', 'tags'], // prettier-ignore
    map: (lead) => ({
      cells: {
        ...cells({
          firstName: lead.firstName,
          lastName: lead.lastName,
          street: lead.streetAddress,
          city: lead.city,
          state: lead.state,
          zip: lead.zipCode,
          stage: lead.stage,
          source: lead.source,
        }),
        ...spread(emailFields, lead.emails),
        ...spread(phoneFields, lead.phones),
      },
      tags: lead.tags.map(({ tagName }) => tagName),
      isUnsubscribed: lead.unsubscription || lead.cannotEmail,
      stage: lead.stage,
      owner: lead.assignedUser,
    }),
  },
  // Nothing is signed: the address is the secret, and the lead is asked for.
  hooks: {
    verify: { recipe: 'pathSecret' },
    format: 'json',
    read: (body) => leadIds.parse(body).map(({ leadId }) => ({ recordId: leadId })),
    subscribe: {
      path: '/webhook',
      bodies: (url) => [{ callbackUrl: url, listId: 2, limit: 100 }],
      id: 'id',
      unsubscribe: (id) => `/webhook/${id}`,
    },
  },
});
