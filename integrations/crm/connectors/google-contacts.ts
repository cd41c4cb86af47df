import { z } from 'zod';
import { defineConnector } from '../define.js';
import { cells, emailFields, flag, homeFields, listOf, phoneFields, spread, text } from '../shapes.js';
import type { Read } from '../vocabulary.js';

const personFields = 'names,emailAddresses,phoneNumbers,addresses,organizations,birthdays,biographies,memberships,metadata'; // prettier-ignore
const valued = listOf(z.looseObject({ value: text }));
const calendarDay = z.looseObject({
  year: z.number().optional(),
  month: z.number().optional(),
  day: z.number().optional(),
});
const shape = z.looseObject({
  resourceName: text,
  metadata: z.looseObject({ deleted: flag }).nullish(),
  names: listOf(z.looseObject({ givenName: text, familyName: text })),
  emailAddresses: valued,
  phoneNumbers: valued,
  addresses: listOf(
    z.looseObject({ streetAddress: text, city: text, region: text, postalCode: text, countryCode: text }),
  ),
  organizations: listOf(z.looseObject({ name: text })),
  birthdays: listOf(z.looseObject({ date: calendarDay.optional() })),
  biographies: valued,
  memberships: listOf(z.looseObject({ contactGroupMembership: z.looseObject({ contactGroupResourceName: text }).optional() })), // prettier-ignore
});

const connections = {
  path: '/people/me/connections',
  query: { personFields, requestSyncToken: 'true' },
  size: { param: 'pageSize', most: 1_000 },
  items: 'connections',
  itemsMayLack: true,
  page: { style: 'cursor', param: 'pageToken', next: 'nextPageToken' },
} as const satisfies Read;

const digits = (value: number, count: number) => String(value).padStart(count, '0');

function birthday({ year, month, day }: { year?: number; month?: number; day?: number }): string {
  if (!month || !day) return '';
  const date = `${digits(month, 2)}-${digits(day, 2)}`;
  return year ? `${digits(year, 4)}-${date}` : date;
}

export const googleContacts = defineConnector({
  id: 'google-contacts',
  label: 'Google Contacts',
  kind: 'addressBook',
  evidence: { docs: 'https://developers.google.com/people/api/rest/v1/people.connections/list', checked: '2026-10' },
  auth: [
    {
      kind: 'oauth',
      authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
      tokenUrl: 'https://oauth2.googleapis.com/token',
      revokeUrl: 'https://oauth2.googleapis.com/revoke',
      scopes: ['https://www.googleapis.com/auth/contacts.readonly', 'https://www.googleapis.com/auth/userinfo.profile'],
      params: { access_type: 'offline', prompt: 'consent' },
      client: 'body',
      usesPkce: true,
      rotatesRefresh: false,
      help: {
        steps: ['Sign in with Google and allow Porchlight to see your contacts. It changes nothing there.'],
        url: 'https://myaccount.google.com/connections',
      },
    },
  ],
  hosts: { base: 'https://people.googleapis.com/v1' },
  limits: [{ name: 'reads', scope: 'connection', calls: 90, perMs: 60_000 }],
  refusals: [
    { status: 400, body: ['error.details.0.reason', 'EXPIRED_SYNC_TOKEN'], is: 'cursorExpired' },
    { status: 410, is: 'cursorExpired' },
    { status: 401, is: 'authExpired' },
    { status: 429, is: 'throttle', wait: { seconds: 60 } },
  ],
  probe: {
    path: '/people/me',
    query: { personFields: 'names' },
    who: ['names.0.displayName'],
    sees: { path: '/people/me/connections', query: { personFields: 'names', pageSize: 1 }, count: 'totalItems' },
    canWrite: false,
  },
  recordPage: (recordId) => `https://contacts.google.com/person/${encodeURIComponent(recordId.replace(/^people\//, ''))}`, // prettier-ignore
  people: {
    list: [connections],
    delta: [{ ...connections, since: { style: 'syncToken', param: 'syncToken', next: 'nextSyncToken' } }],
    one: { path: (id) => `/${id}`, query: { personFields } },
    shape,
    id: 'resourceName',
    updated: 'metadata.sources.0.updateTime',
    tellsDeletions: true,
    fields: ['firstName', 'lastName', ...emailFields, ...phoneFields, ...homeFields, 'company', 'birthday', 'notes', 'tags'], // prettier-ignore
    map: (person, words) => {
      const home = person.addresses[0];
      const groups = person.memberships.map(({ contactGroupMembership: group }) => words.tags.get(group?.contactGroupResourceName ?? '') ?? ''); // prettier-ignore
      return {
        cells: {
          ...cells({
            firstName: person.names[0]?.givenName,
            lastName: person.names[0]?.familyName,
            street: home?.streetAddress,
            city: home?.city,
            state: home?.region,
            zip: home?.postalCode,
            country: home?.countryCode,
            company: person.organizations[0]?.name,
            birthday: birthday(person.birthdays[0]?.date ?? {}),
            notes: person.biographies[0]?.value,
          }),
          ...spread(emailFields, person.emailAddresses.map(({ value }) => value)), // prettier-ignore
          ...spread(phoneFields, person.phoneNumbers.map(({ value }) => value)), // prettier-ignore
        },
        // "My Contacts" holds everybody.
        tags: groups.filter((group) => group !== '' && group !== 'myContacts'),
        isGone: person.metadata?.deleted ?? false,
      };
    },
  },
  choices: {
    tags: { path: '/contactGroups', query: { pageSize: 1_000 }, items: 'contactGroups', id: 'resourceName', label: ['name'], isNeeded: true }, // prettier-ignore
  },
});
