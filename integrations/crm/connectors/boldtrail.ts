import { z } from 'zod';
import { defineConnector } from '../define.js';
import { cells, text, texts } from '../shapes.js';
import type { Read } from '../vocabulary.js';

const shape = z.looseObject({
  id: text,
  name: text,
  first_name: text,
  last_name: text,
  email: text,
  cell_phone_1: text,
  home_phone: text,
  primary_address: text,
  primary_city: text,
  primary_state: text,
  primary_zip: text,
  status: text,
  source: text,
  hashtags: texts,
});

const stages = ['New', 'Client', 'Closed', 'Sphere', 'Active', 'Contract', 'Archived', 'Prospect'];

const contacts = {
  path: '/contacts',
  query: { includeArchived: 1 },
  size: { param: 'limit', most: 100 },
  items: 'data',
  total: 'total',
  page: { style: 'pageNumber', param: 'page', next: 'next_page_url' },
} as const satisfies Read;

export const boldTrail = defineConnector({
  id: 'boldtrail',
  label: 'BoldTrail (kvCORE)',
  kind: 'crm',
  evidence: { docs: 'https://developer.insiderealestate.com/publicv2/reference', checked: '2026-10' },
  auth: [
    {
      kind: 'key',
      fields: [{ name: 'key', label: 'API token', hint: 'eyJ…', pattern: /^[\w.-]{20,4000}$/, isSecret: true }],
      help: {
        steps: [
          'In BoldTrail open Lead Engine, then Lead Dropbox, and scroll to the API tokens.',
          'Make a token with the scope Contacts, or All, and copy it. There may be three at a time.',
          'Paste it here. It ends after a year; we tell you a month before.',
        ],
        url: 'https://app.kvcore.com/lead-engine/lead-dropbox',
      },
      sign: ({ key = '' }) => ({ authorization: `Bearer ${key}` }),
      endsAfterDays: 365,
    },
  ],
  hosts: { base: 'https://api.kvcore.com/v2/public' },
  headers: { 'content-type': 'application/json' },
  limits: [{ name: 'calls', scope: 'connection', calls: 2, perMs: 1_000 }],
  refusals: [{ status: 429, is: 'throttle', wait: { seconds: 30 } }],
  probe: {
    path: '/contacts',
    query: { limit: 1 },
    who: [],
    sees: { path: '/contacts', query: { limit: 1 }, count: 'total' },
    canWrite: true,
    notes: ['BoldTrail does not say whose token this is; it sees the contacts of the user who made it.'],
  },
  people: {
    list: [contacts],
    delta: [{ ...contacts, since: { style: 'since', query: (at) => ({ 'filter[updated_at]': Math.floor(+at / 1000) }), overlapMs: 5_000 } }], // prettier-ignore
    one: { path: (id) => `/contact/${id}` },
    shape,
    id: 'id',
    updated: 'updated_at',
    tellsDeletions: true,
    fields: [
      'firstName',
      'lastName',
      'fullName',
      'email',
      'phone',
      'phone2',
      'street',
      'city',
      'state',
      'zip',
      'stage',
      'source',
      'tags',
    ],
    map: (contact) => {
      const isSplit = contact.first_name !== '' || contact.last_name !== '';
      const stage = stages[Number(contact.status)];
      return {
        cells: cells({
          firstName: contact.first_name,
          lastName: contact.last_name,
          fullName: isSplit ? '' : contact.name,
          email: contact.email,
          phone: contact.cell_phone_1 || contact.home_phone,
          phone2: contact.cell_phone_1 ? contact.home_phone : '',
          street: contact.primary_address,
          city: contact.primary_city,
          state: contact.primary_state,
          zip: contact.primary_zip,
          stage,
          source: contact.source,
        }),
        tags: contact.hashtags,
        isGone: stage === 'Archived',
        stage,
      };
    },
  },
});
