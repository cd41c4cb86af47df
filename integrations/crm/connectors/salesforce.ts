import { z } from 'zod';
import type { Secret } from '../connector.js';
import { defineConnector } from '../define.js';
import { cells, flag, text } from '../shapes.js';
import type { Read } from '../vocabulary.js';

const named = z.looseObject({ Name: text }).nullish();
const shape = z.looseObject({
  Id: text,
  FirstName: text,
  LastName: text,
  Email: text,
  Phone: text,
  MobilePhone: text,
  LeadSource: text,
  HasOptedOutOfEmail: flag,
  IsDeleted: flag,
  IsConverted: flag,
  Status: text,
  Company: text,
  Owner: named,
  MailingStreet: text,
  MailingCity: text,
  MailingState: text,
  MailingPostalCode: text,
  MailingCountry: text,
  Street: text,
  City: text,
  State: text,
  PostalCode: text,
  Country: text,
});

const common = 'Id, FirstName, LastName, Email, Phone, MobilePhone, LeadSource, HasOptedOutOfEmail, IsDeleted, SystemModstamp, Owner.Name'; // prettier-ignore
const kinds = {
  Contact: `SELECT ${common}, MailingStreet, MailingCity, MailingState, MailingPostalCode, MailingCountry FROM Contact`,
  Lead: `SELECT ${common}, Street, City, State, PostalCode, Country, Company, Status, IsConverted FROM Lead`,
} as const;
type Kind = keyof typeof kinds;

const everybody = (kind: Kind): Read => ({
  path: '/query',
  query: { q: `${kinds[kind]} ORDER BY Id` },
  size: { param: '', most: 2_000 },
  items: 'records',
  total: 'totalSize',
  page: { style: 'nextLink', next: 'nextRecordsUrl' },
});

/** `queryAll` shows who is in the recycle bin too, for some fifteen days. */
const changed = (kind: Kind): Read => ({
  ...everybody(kind),
  path: '/queryAll',
  since: {
    style: 'since',
    query: (at) => ({ q: `${kinds[kind]} WHERE SystemModstamp >= ${at.toISOString()} ORDER BY SystemModstamp, Id` }),
    overlapMs: 5_000,
  },
});

/** Signing in names an address, `https://office.my.salesforce.com`. */
function hostOf(secret: Secret): string {
  const said = secret.kind === 'oauth' ? (secret.host ?? '') : '';
  return URL.canParse(said) ? new URL(said).hostname : said;
}

export const salesforce = defineConnector({
  id: 'salesforce',
  label: 'Salesforce',
  kind: 'crm',
  evidence: { docs: 'https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest', checked: '2026-10' },
  auth: [
    {
      kind: 'oauth',
      authorizeUrl: 'https://login.salesforce.com/services/oauth2/authorize',
      tokenUrl: 'https://login.salesforce.com/services/oauth2/token',
      revokeUrl: 'https://login.salesforce.com/services/oauth2/revoke',
      scopes: ['api', 'refresh_token'],
      client: 'body',
      usesPkce: true,
      rotatesRefresh: false,
      hostFrom: 'instance_url',
      help: {
        steps: ['Sign in to Salesforce and allow Porchlight to read contacts and leads through its API.'],
        url: 'https://login.salesforce.com/',
      },
    },
  ],
  hosts: {
    base: 'https://{host}/services/data/v62.0',
    host: { from: hostOf, pattern: /^[a-z0-9-]+(\.[a-z0-9-]+){0,3}\.salesforce\.com$/ },
  },
  limits: [{ name: 'calls', scope: 'connection', calls: 20, perMs: 1_000 }],
  refusals: [
    { status: 401, body: ['0.errorCode', 'INVALID_SESSION_ID'], is: 'authExpired' },
    { status: 403, body: ['0.errorCode', 'REQUEST_LIMIT_EXCEEDED'], is: 'quota', wait: { seconds: 3_600 } },
    { status: [400, 404], body: ['0.errorCode', 'INVALID_QUERY_LOCATOR'], is: 'cursorExpired' },
  ],
  probe: {
    path: '/query',
    query: { q: 'SELECT Name FROM Organization' },
    who: ['records.0.Name'],
    sees: { path: '/query', query: { q: 'SELECT COUNT() FROM Contact' }, count: 'totalSize' },
    canWrite: false,
    notes: ['Contacts and leads are both read; a lead that was converted counts as its contact.'],
  },
  people: {
    list: [everybody('Contact'), everybody('Lead')],
    delta: [changed('Contact'), changed('Lead')],
    one: { path: (id) => `/sobjects/${id.startsWith('00Q') ? 'Lead' : 'Contact'}/${id}` },
    shape,
    id: 'Id',
    updated: 'SystemModstamp',
    tellsDeletions: true,
    fields: ['firstName', 'lastName', 'email', 'phone', 'phone2', 'street', 'city', 'state', 'zip', 'country', 'company', 'source', 'stage'], // prettier-ignore
    map: (person) => ({
      cells: cells({
        firstName: person.FirstName,
        lastName: person.LastName,
        email: person.Email,
        phone: person.MobilePhone || person.Phone,
        phone2: person.MobilePhone ? person.Phone : '',
        street: person.MailingStreet || person.Street,
        city: person.MailingCity || person.City,
        state: person.MailingState || person.State,
        zip: person.MailingPostalCode || person.PostalCode,
        country: person.MailingCountry || person.Country,
        company: person.Company,
        source: person.LeadSource,
        stage: person.Status,
      }),
      isUnsubscribed: person.HasOptedOutOfEmail,
      isGone: person.IsDeleted || person.IsConverted,
      stage: person.Status,
      owner: person.Owner?.Name,
    }),
  },
  choices: {
    owners: { path: '/query', query: { q: 'SELECT Id, Name FROM User WHERE IsActive = true' }, items: 'records', id: 'Id', label: ['Name'] }, // prettier-ignore
  },
});
