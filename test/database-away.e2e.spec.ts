import { jest } from '@jest/globals';
import { ask, type Refusal } from './importing.js';
import { type OwnPlatform, startOwnPlatform } from './pipeline-platform.js';
import { as, type Session, until } from './platform/platform.js';

jest.setTimeout(180_000);

let own: OwnPlatform;
let agent: Session;
let program: Session;
beforeAll(async () => {
  own = await startOwnPlatform({});
  const { apiUrl } = own.platform;
  agent = await as('agent', apiUrl);
  const { body } = await ask<{ key: string }>(agent, 'POST /api-keys', { name: 'Nightly list' });
  program = (path, init) => fetch(new URL(path, apiUrl), { ...init, headers: { 'x-api-key': body.key } });
});
afterAll(() => own.stop());

it('says that it is not available while the database is away, to people, programs and homeowners, and serves them afterwards', async () => {
  for (const session of [agent, program]) expect((await session('/api/contacts')).status).toBe(200);
  await own.platform.parts.postgres!.kill();
  for (const session of [agent, program]) {
    const { status, body } = await ask<Refusal>(session, 'GET /contacts');
    expect([status, body.code, body.detail]).toEqual([
      503,
      'database_away',
      'The database is away for a moment. Nothing was changed halfway; try again in a minute.',
    ]);
  }
  const page = await fetch(new URL(`/i/l/${'a'.repeat(43)}`, own.platform.apiUrl));
  expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('One moment, please')]);
  await own.platform.parts.postgres!.start();
  for (const session of [agent, program])
    await until('it serves again', async () => (await session('/api/contacts')).status === 200);
});
