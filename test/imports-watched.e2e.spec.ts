import { jest } from '@jest/globals';
import { Client } from 'pg';
import type { Import } from '../apps/api/imports/imports.schemas.js';
import type { NeedyImport } from '../apps/api/imports/support.service.js';
import type { ListPage } from '../apps/api/list.js';
import { ask, fresh, imported, reaches, upload } from './importing.js';
import { as, platform, type Session, until } from './platform/platform.js';

jest.setTimeout(60_000);

let agent: Session;
beforeAll(async () => {
  agent = await as('agent');
});

const header = 'First,Last,Email';

/** The imports that a stream of events has told so far. */
function listen(importId: string, signal: AbortSignal) {
  const told: Import[] = [];
  const ended = (async () => {
    const answer = await agent(`/api/imports/${importId}/events`, { signal });
    let text = '';
    for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
      const events = (text + piece).split('\n\n');
      text = events.pop()!;
      for (const event of events) {
        if (!/^event: import$/m.test(event)) continue;
        told.push(JSON.parse(/^data: (.*)$/m.exec(event)![1]!) as Import);
      }
    }
  })();
  return { told, ended };
}

async function inDatabase<Row extends object>(sql: string, values: unknown[]): Promise<Row[]> {
  const client = new Client({ connectionString: platform().databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

it('tells an import as it stands at once, then each change, until the listener goes', async () => {
  const { body: made } = await upload(agent, `${header}\nAnna,Bell,${fresh('anna')}\n`);
  const leave = new AbortController();
  const { told, ended } = listen(made.id, leave.signal);
  await until('the first event', async () => told[0]);
  expect(told[0]).toMatchObject({ id: made.id, state: 'mapping' });
  expect(told[0]).not.toHaveProperty('columns');
  await ask(agent, `POST /imports/${made.id}/scan`);
  await until('the review is told', async () => told.some(({ state }) => state === 'awaiting_review'));
  leave.abort();
  await expect(ended).rejects.toThrow(/abort/);
  expect((await ask(agent, `GET /imports/${made.id}`)).status).toBe(200);
});

const needy = async () =>
  (await ask<ListPage<NeedyImport>>(await as('support'), 'GET /imports/needs-someone')).body.data;

describe('imports that need someone', () => {
  it('are those that failed', async () => {
    const { body: made } = await upload(agent, `${header}\nAnna,Bell,${fresh('anna')}\n`);
    // As if the storage had lost the file.
    await inDatabase(`update contact_imports set text_key = 'away/' || text_key where id = $1`, [made.id]);
    await ask(agent, `POST /imports/${made.id}/scan`);
    await reaches(agent, made.id, 'failed');
    expect(await needy()).toContainEqual(expect.objectContaining({ id: made.id, why: 'failed', state: 'failed' }));
  });

  it('and those whose failed rows nobody has looked at for a day, until they are dismissed', async () => {
    const { id } = await imported(agent, `${header}\nBob,,${fresh('bob')}\n`);
    expect((await needy()).map((item) => item.id)).not.toContain(id);
    await inDatabase(`update contact_imports set completed_at = completed_at - interval '25 hours' where id = $1`, [
      id,
    ]);
    expect(await needy()).toContainEqual(expect.objectContaining({ id, why: 'open_rows' }));
    await ask(agent, `POST /imports/${id}/rows/2/dismiss`, { reason: 'not a person' });
    expect((await needy()).map((item) => item.id)).not.toContain(id);
  });
});
