import type { Session } from './platform/platform.js';

/** Stands in every thing that the walk makes; whoever may not see the things may not see this word. */
export const canary = 'Zanzibarius';

/** One thing of each kind in the account of the demo's first agent. */
export interface Things {
  accountId: string;
  userId: string;
  contactId: string;
  importId: string;
  uploadId: string;
  apiKeyId: string;
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
  const apiKey = await make('/api/api-keys', { name: canary });
  return {
    accountId: me.account.id,
    userId: me.user.id,
    contactId: contact.id,
    apiKeyId: apiKey.id,
    importId: await upload(agent),
    uploadId: await beginUpload(agent),
  };
}

async function upload(agent: Session): Promise<string> {
  const form = new FormData();
  const text = `First name,Last name,E-mail\n${canary},One,one@example.com\n${canary},Two,two@example.com\n`;
  form.set('file', new Blob([text], { type: 'text/csv' }), `${canary}.csv`);
  const answer = await agent('/api/imports', { method: 'POST', body: form });
  return ((await answer.json()) as { id: string }).id;
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
  colleagues: 'userId',
  contacts: 'contactId',
  imports: 'importId',
  uploads: 'uploadId',
  users: 'userId',
};

/** The address of this route for our things. @throws when a route names a kind of thing the walk does not know yet */
export function pathTo(path: string, things: Things): string {
  const part = path.split('/')[2] ?? '';
  return path.replace(/:(\w+)/g, (_, name: string) => {
    if (name === 'rowNumber') return '2';
    if (name === 'nth') return '1';
    if (name === 'token') return 'x'.repeat(43);
    const thing = idOf[part];
    if (!thing) throw new Error(`Say in test/walls.ts which thing ${path} is about`);
    return things[thing];
  });
}

/** Bodies that fit, where an empty one would be refused for its form before anyone looks whose thing it is. */
const bodies: Record<string, object> = {
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
  'POST /api/imports/:id/retry-now': { reason: 'not theirs' },
  'POST /api/imports/:id/reveal': { reason: 'not theirs' },
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
