import { createPool } from '../database/pool.js';
import { platform, type Session } from './platform/platform.js';
import { mailBodies, makeMailThings, type MailThings } from './walls-mail.js';
import { hubBodies, type HubThings, makeHubThings } from './walls-hubs.js';

/** Stands in every thing that the walk makes; whoever may not see the things may not see this word. */
export const canary = 'Zanzibarius';

/** One thing of each kind in the account of the demo's first agent. */
export interface Things extends HubThings, MailThings {
  accountId: string;
  userId: string;
  contactId: string;
  importId: string;
  suppressionId: string;
  uploadId: string;
  apiKeyId: string;
  connectionId: string;
  runId: string;
  problemId: string;
  campaignId: string;
}

const json = { 'content-type': 'application/json' };

export async function makeThings(agent: Session): Promise<Things> {
  const make = async (path: string, body: object) =>
    (await (await agent(path, { method: 'POST', headers: json, body: JSON.stringify(body) })).json()) as { id: string };
  const me = (await (await agent('/api/me')).json()) as { user: { id: string }; account: { id: string } };
  const contact = await make('/api/contacts', {
    firstName: canary,
    lastName: 'Walls',
    email: `${canary}.${Date.now()}@example.com`,
  });
  const suppression = await make('/api/suppressions', {
    email: `${canary}.no.${Date.now()}@example.com`,
    reason: 'asked',
  });
  const apiKey = await make('/api/api-keys', { name: canary });
  const campaign = await make('/api/campaigns', {
    name: canary,
    audience: { kind: 'contacts', contactIds: [contact.id] },
  });
  await saveTemplate(agent);
  return {
    accountId: me.account.id,
    userId: me.user.id,
    contactId: contact.id,
    apiKeyId: apiKey.id,
    campaignId: campaign.id,
    importId: await upload(agent),
    suppressionId: suppression.id,
    ...(await makeHubThings(make, { contactId: contact.id, canary })),
    ...(await makeMailThings({ accountId: me.account.id, contactId: contact.id, canary })),
    uploadId: await beginUpload(agent),
    ...(await makeConnection(me.account.id)),
  };
}

/** A mail of the account's own words. */
async function saveTemplate(agent: Session): Promise<void> {
  const page = await (await agent('/api/mail-templates/data_deleted')).json();
  const { subject, mjml, text, fallbacks } = (page as { current: Record<string, unknown> }).current;
  const body = JSON.stringify({ subject: `${canary} ${String(subject)}`, mjml, text, fallbacks });
  await agent('/api/mail-templates/data_deleted/versions', { method: 'POST', headers: json, body });
}

async function upload(agent: Session): Promise<string> {
  const form = new FormData();
  const text = `First name,Last name,E-mail\n${canary},One,one@example.com\n${canary},Two,two@example.com\n`;
  form.set('file', new Blob([text], { type: 'text/csv' }), `${canary}.csv`);
  const answer = await agent('/api/imports', { method: 'POST', body: form });
  return ((await answer.json()) as { id: string }).id;
}

/** As it stands after a sync that met a record it could not bring in; paused, so that nothing moves while it is walked. */
async function makeConnection(accountId: string) {
  const pool = createPool(platform().databaseUrl, { max: 1 });
  const { rows } = await pool.query<{ connectionId: string; runId: string; problemId: string }>(
    `with made as (
       insert into connections (account_id, connector, state, auth, hook_key_id, who, scheduled_as)
       values ($1, 'sandbox', 'paused', 'key', 1, $2, 'never') returning id),
     ran as (
       insert into sync_runs (connection_id, account_id, loop, trigger, state, ended_at)
       select id, $1, 'backfill', 'connect', 'completed', now() from made returning id)
     insert into sync_issues (connection_id, account_id, run_id, record_id, kind, issues, cells)
     select made.id, $1, ran.id, '7', 'record', '[{"code": "last_name_missing", "severity": "error", "field": "lastName", "column": null}]',
       jsonb_build_object('firstName', $2::text) from made, ran
     returning connection_id as "connectionId", run_id as "runId", id as "problemId"`,
    [accountId, canary],
  );
  await pool.end();
  return rows[0]!;
}

/** By tus: made, with all its bytes still missing. */
async function beginUpload(agent: Session): Promise<string> {
  const headers = {
    'tus-resumable': '1.0.0',
    'upload-length': '12',
    'upload-metadata': `filename ${btoa(`${canary}.csv`)}`,
  };
  const answer = await agent('/api/uploads', { method: 'POST', headers });
  return answer.headers.get('location')?.split('/').at(-1) ?? '';
}

const idOf: Record<string, keyof Things> = {
  accounts: 'accountId',
  'api-keys': 'apiKeyId',
  campaigns: 'campaignId',
  colleagues: 'userId',
  connections: 'connectionId',
  contacts: 'contactId',
  'hub-corrections': 'hubCorrectionId',
  'hub-invitations': 'hubInvitationId',
  'hub-questions': 'hubQuestionId',
  hubs: 'hubId',
  imports: 'importId',
  'inbound-events': 'inboundEventId',
  // Holds are nobody's but the platform's, so any id will do.
  sending: 'accountId',
  suppressions: 'suppressionId',
  'landing-links': 'landingLinkId',
  'send-attempts': 'sendAttemptId',
  uploads: 'uploadId',
  users: 'userId',
};

/** The address of this route for our things. @throws when a route names a kind of thing the walk does not know yet */
export function pathTo(path: string, things: Things): string {
  const part = path.split('/')[2] ?? '';
  return path.replace(/:(\w+)/g, (_, name: string) => {
    if (name === 'rowNumber') return '2';
    if (name === 'nth' || name === 'version') return '1';
    // Kinds of mail are the same in every account; what an account made of one is not.
    if (name === 'kind') return 'data_deleted';
    if (name === 'token' || name === 'own') return 'x'.repeat(43);
    if (name === 'runId' || name === 'problemId' || name === 'connectionId' || name === 'contactId')
      return things[name];
    const thing = idOf[part];
    if (!thing) throw new Error(`Say in test/walls.ts which thing ${path} is about`);
    return things[thing];
  });
}

/** Bodies that fit, where an empty one would be refused for its form before anyone looks whose thing it is. */
const bodies: Record<string, object> = {
  ...hubBodies,
  ...mailBodies,
  'POST /api/sending/holds/:id/release': { reason: 'not theirs' },
  'PATCH /api/accounts/:id': { name: 'Taken' },
  'PATCH /api/users/:id': { banned: true },
  'PATCH /api/contacts/:id': { version: 1, firstName: 'Taken' },
  'DELETE /api/contacts/:id': { version: 1 },
  'PUT /api/imports/:id/mapping': { options: { addTags: ['taken'] } },
  'POST /api/imports/:id/retry': { all: true },
  'POST /api/imports/:id/rows/fix': { issue: 'email_not_an_address', action: 'clear', column: 2 },
  'POST /api/imports/:id/rows/dismiss': { reason: 'not theirs', rowNumbers: [2] },
  'PATCH /api/imports/:id/rows/:rowNumber': { values: { '0': 'Taken' }, editVersion: 0 },
  'POST /api/imports/:id/rows/:rowNumber/dismiss': { reason: 'not theirs' },
  'POST /api/imports/:id/rows/:rowNumber/choose': { contactId: '1' },
  'PUT /api/campaigns/:id': { name: 'Taken' },
  'POST /api/campaigns/:id/approve': { digest: 'a'.repeat(64) },
  'POST /api/campaigns/:id/reveal': { reason: 'not theirs' },
  'PUT /api/campaigns/:id/rate': { perHour: 1 },
  'POST /api/imports/:id/retry-now': { reason: 'not theirs' },
  'POST /api/suppressions/:id/remove': { reason: 'not theirs', request: 'nobody has asked for it' },
  'PUT /api/hubs/:id/invitation-draft': { subject: 'Taken', message: null, reminders: 0 },
  'POST /api/imports/:id/reveal': { reason: 'not theirs' },
  'POST /api/connections/:id/reconnect': { fields: {} },
  'POST /api/connections/:id/rotate': { fields: {} },
  'POST /api/connections/:id/answer': { areGone: true },
  'POST /api/connections/:id/disconnect': { data: 'erase' },
  'POST /api/connections/:id/retry-now': { reason: 'not theirs' },
  'POST /api/connections/:id/reveal': { reason: 'not theirs' },
  'POST /api/connections/:id/problems/retry': { all: true },
  'POST /api/connections/:id/problems/dismiss': { all: true, reason: 'not theirs' },
  'PATCH /api/connections/:id/problems/:problemId': { values: { lastName: 'Taken' }, editVersion: 0 },
  'POST /api/connections/:id/problems/:problemId/choose': { contactId: '1' },
};

export function bodyFor(method: string, path: string, things: Things): RequestInit {
  if (method === 'GET' || method === 'HEAD') return path.startsWith('/api/uploads') ? { headers: tus } : {};
  if (path.startsWith('/api/uploads'))
    return { headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }, body: 'x' };
  if (path.endsWith('/failed-rows.csv')) {
    const form = new FormData();
    form.set('file', new Blob([`First name\n${things.importId}\n`]), 'fixed.csv');
    return { body: form };
  }
  return { headers: json, body: JSON.stringify(bodies[`${method} ${path}`] ?? {}) };
}

const tus = { 'tus-resumable': '1.0.0' };
