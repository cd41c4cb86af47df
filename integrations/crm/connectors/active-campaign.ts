import { z } from 'zod';
import { defineConnector } from '../define.js';
import { cells, flag, text } from '../shapes.js';
import type { Read } from '../vocabulary.js';

const shape = z.looseObject({ id: text, email: text, firstName: text, lastName: text, phone: text, deleted: flag });

const contacts = {
  path: '/contacts',
  query: { 'orders[id]': 'ASC' },
  size: { param: 'limit', most: 100 },
  items: 'contacts',
  page: { style: 'keyset', param: 'id_greater', id: 'id' },
} as const satisfies Read;

const hook = z.looseObject({ 'contact[id]': z.string() });

/** `https://office.api-us1.com` or its host alone, as the account's page shows it. */
function hostIn(url: string): string {
  const address = url.includes('://') ? url : `https://${url}`;
  return URL.canParse(address) ? new URL(address).hostname : '';
}

export const activeCampaign = defineConnector({
  id: 'active-campaign',
  label: 'ActiveCampaign',
  kind: 'email',
  evidence: { docs: 'https://developers.activecampaign.com/reference/list-all-contacts', checked: '2026-10' },
  auth: [
    {
      kind: 'key',
      fields: [
        { name: 'url', label: 'API URL', hint: 'https://office.api-us1.com', pattern: /^(https:\/\/)?[a-z0-9-]+\.(api-[a-z]{2}\d|activehosted)\.com\/?$/, isSecret: false }, // prettier-ignore
        {
          name: 'key',
          label: 'API key',
          hint: '64 letters and digits',
          pattern: /^[a-f0-9]{32,128}$/i,
          isSecret: true,
        },
      ],
      help: {
        steps: [
          'In ActiveCampaign open Settings, then Developer.',
          'Copy the URL and the Key that stand there under API Access.',
          'Paste both here. The key sees what its user sees.',
        ],
        url: 'https://www.activecampaign.com/login/lookup.php?redirect=/app/settings/developer',
      },
      sign: ({ key = '' }) => ({ 'api-token': key }),
    },
  ],
  hosts: {
    base: 'https://{host}/api/3',
    host: {
      from: (secret) => (secret.kind === 'key' ? hostIn(secret.fields.url ?? '') : ''),
      pattern: /^[a-z0-9-]+\.(api-[a-z]{2}\d|activehosted)\.com$/,
    },
  },
  limits: [{ name: 'calls', scope: 'connection', calls: 5, perMs: 1_000 }],
  told: [{ remaining: 'ratelimit-remaining', reset: { ms: 1_000 } }],
  refusals: [
    { status: 403, is: 'authLost' },
    { status: 429, is: 'throttle', wait: { header: 'retry-after' } },
  ],
  probe: {
    path: '/users/me',
    who: [['user.firstName', 'user.lastName']],
    sees: { path: '/contacts', query: { limit: 1 }, count: 'meta.total' },
    canWrite: true,
    notes: ['Tags and lists of ActiveCampaign do not come in yet.'],
  },
  people: {
    list: [contacts],
    delta: [{ ...contacts, since: { style: 'since', query: (at) => ({ 'filters[updated_after]': at.toISOString() }), overlapMs: 5_000 } }], // prettier-ignore
    one: { path: (id) => `/contacts/${id}`, item: 'contact' },
    shape,
    id: 'id',
    updated: 'udate',
    tellsDeletions: false,
    fields: ['firstName', 'lastName', 'email', 'phone'],
    map: ({ firstName, lastName, email, phone, deleted }) => ({
      cells: cells({ firstName, lastName, email, phone }),
      isGone: deleted,
    }),
  },
  // Nothing is signed, and mass imports send nothing: a hint, no more.
  hooks: {
    verify: { recipe: 'pathSecret' },
    format: 'form',
    read: (body) => [{ recordId: hook.parse(body)['contact[id]'] }],
    subscribe: {
      path: '/webhooks',
      bodies: (url) => [{ webhook: { name: 'Porchlight', url, events: ['subscribe', 'update', 'unsubscribe'], sources: ['public', 'admin', 'api', 'system'] } }], // prettier-ignore
      id: 'webhook.id',
      unsubscribe: (id) => `/webhooks/${id}`,
    },
  },
});
