import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import * as tus from 'tus-js-client';
import { inline, workbookOf } from '../integrations/reader/workbook.fixture.js';
import { ask, fresh, reaches, type Refusal, upload } from './importing.js';
import { as, people, platform, type Session } from './platform/platform.js';
import { demoPassword } from '../database/seed.js';

jest.setTimeout(60_000);

let agent: Session;
beforeAll(async () => {
  agent = await as('agent');
});

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part)))),
  );
const wide = (columns: number) => Array.from({ length: columns }, (_, i) => `c${i}`).join(',');

describe('a file that cannot be read', () => {
  const broken = bytes('PK\x03\x04', Array(30).fill(0), 'xl/workbook.xml', Array(200).fill(7));
  const locked = bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], Array(600).fill(0), [
    ...Buffer.from('EncryptedPackage', 'utf16le'),
  ]);
  const lastRow = `<row r="1048578">${inline('A1048578', 'Anna')}</row>`;
  const tooLong = new Uint8Array(workbookOf([{ name: 'Contacts', rows: lastRow }]));
  it.each<[string, string | Uint8Array<ArrayBuffer>, RegExp]>([
    ['empty', '', /empty/],
    ['header only', 'First,Last,Email\n', /no rows below/],
    ['binary', bytes([0x89], 'PNG\r\n', [0x1a], '\n', Array(100).fill(0)), /picture/],
    ['ZIP', bytes('PK\x03\x04', Array(30).fill(0), 'notes.txt', Array(200).fill(1)), /ZIP/],
    ['broken XLSX', broken, /damaged/],
    ['protected XLSX', locked, /password/],
    ['1,048,577 rows below the header', tooLong, /more than 1,048,576 rows\. Split it/],
    ['501 columns', `${wide(501)}\n${wide(501)}\n`, /501 columns; 500/],
    ['5 MB cell', `First,Last\nAnna,"${'x'.repeat(5_000_000)}"\n`, /line 2/],
    ['NUL bytes', bytes('First,Last\nAn', [0], 'na,Bell\n'), /NUL/],
    ['truncated UTF-16', bytes([0xff, 0xfe], [...Buffer.from('First,Last\nAnna,Bell\n', 'utf16le')], [0x41]), /UTF-16/],
  ])('%s: is refused with a sentence, and nothing is kept', async (_name, content, sentence) => {
    const name = `${randomUUID()}.csv`;
    const { status, body } = await upload<Refusal>(agent, content, name);
    expect(status).toBe(422);
    expect(body.detail).toMatch(sentence);
    const kept = await ask<{ data: unknown[] }>(agent, `GET /imports?filter=${JSON.stringify({ q: name })}`);
    expect(kept.body.data).toEqual([]);
  });

  it('no file at all: says how to send one', async () => {
    const { status, body } = await ask<Refusal>(agent, 'POST /imports', new FormData());
    expect(status).toBe(422);
    expect(body.detail).toMatch(/field "file"/);
  });
});

describe('mapping', () => {
  it('reads the file again as told, and says what a wrong delimiter leads to', async () => {
    const { body: made } = await upload(agent, `First,Last,Email\nAnna,Bell,${fresh('anna')}\n`);
    const wrong = await ask(agent, `PUT /imports/${made.id}/mapping`, { file: { delimiter: ';' } });
    expect(wrong.body.columns.map(({ header }) => header)).toEqual(['First,Last,Email']);
    const refused = await ask<Refusal>(agent, `POST /imports/${made.id}/scan`);
    expect([refused.status, refused.body.code]).toEqual([422, 'mapping_incomplete']);
    const right = await ask(agent, `PUT /imports/${made.id}/mapping`, { file: { delimiter: ',' } });
    expect(right.body.mapping).toEqual({ 0: 'firstName', 1: 'lastName', 2: 'email' });
  });

  it('does not scan before names are mapped, and names what is missing', async () => {
    const { body: made } = await upload(agent, 'First,Last,Email\nAnna,Bell,anna@example.com\n');
    const changed = await ask(agent, `PUT /imports/${made.id}/mapping`, { columns: { 1: null } });
    expect(changed.body.mappingProblems.join()).toMatch(/last name/);
    const { status, body } = await ask<Refusal>(agent, `POST /imports/${made.id}/scan`);
    expect([status, body.detail]).toEqual([422, changed.body.mappingProblems[0]]);
  });

  it('refuses two columns on one field and columns that are not there', async () => {
    const { body: made } = await upload(agent, 'First,Last,Email\nAnna,Bell,anna@example.com\n');
    const twice = await ask<Refusal>(agent, `PUT /imports/${made.id}/mapping`, { columns: { 1: 'firstName' } });
    expect([twice.status, twice.body.detail]).toEqual([422, expect.stringMatching(/Columns 1 and 2 .* First name/)]);
    const beyond = await ask<Refusal>(agent, `PUT /imports/${made.id}/mapping`, { columns: { 7: 'phone' } });
    expect([beyond.status, beyond.body.detail]).toEqual([422, expect.stringMatching(/has 3 columns/)]);
    expect((await ask(agent, `GET /imports/${made.id}`)).body.mapping).toEqual(made.mapping);
  });
});

it('fails in words when the file is gone from storage, and goes on once it is back', async () => {
  const { body: made } = await upload(agent, `First,Last,Email\nAnna,Bell,${fresh('anna')}\n`);
  const path = await storedAt(made.id);
  await rename(path, `${path}.away`);
  await ask(agent, `POST /imports/${made.id}/scan`);
  const failed = await reaches(agent, made.id, 'failed');
  expect(failed.failure?.sentence).toMatch(/cannot be read from storage.*Nothing was lost/);
  expect([failed.needs, failed.commands]).toEqual(['person', expect.arrayContaining(['resume'])]);
  await rename(`${path}.away`, path);
  await ask(agent, `POST /imports/${made.id}/resume`);
  expect((await reaches(agent, made.id, 'awaiting_review')).planned?.create).toBe(1);
});

async function storedAt(importId: string): Promise<string> {
  const client = new Client({ connectionString: platform().databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ text_key: string }>('select text_key from contact_imports where id = $1', [
    importId,
  ]);
  await client.end();
  return join(fileURLToPath(platform().env.STORAGE_URL!), rows[0]!.text_key);
}

const cookieOf = async () => {
  const { apiUrl } = platform();
  const answer = await fetch(`${apiUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: apiUrl },
    body: JSON.stringify({ email: people.agent, password: demoPassword }),
  });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
};

describe('an upload that resumes', () => {
  it('goes on where it was cut off and becomes the same import', async () => {
    const content = `First,Last,Email\n${Array.from({ length: 3000 }, (_, i) => `Anna${i},Bell,a${i}@example.com`).join('\n')}\n`;
    const options = {
      endpoint: `${platform().apiUrl}/api/uploads`,
      headers: { cookie: await cookieOf(), origin: platform().apiUrl },
      metadata: { filename: 'cut-off.csv' },
      chunkSize: 20_000,
      retryDelays: null,
    };
    const uploadUrl = await new Promise<string>((resolve, reject) => {
      const first = new tus.Upload(Buffer.from(content), {
        ...options,
        onChunkComplete: () => void first.abort().then(() => resolve(first.url!)),
        onError: reject,
      });
      first.start();
    });
    const uploadId = uploadUrl.split('/').at(-1)!;
    const early = await ask<Refusal>(agent, 'POST /imports', { uploadId });
    expect([early.status, early.body.code]).toEqual([409, 'upload_unfinished']);
    await new Promise<void>((resolve, reject) => {
      new tus.Upload(Buffer.from(content), {
        ...options,
        uploadUrl,
        onSuccess: () => resolve(),
        onError: reject,
      }).start();
    });
    const stranger = await ask<Refusal>(await as('agent2'), 'POST /imports', { uploadId });
    expect(stranger.status).toBe(404);
    const { status, body } = await ask(agent, 'POST /imports', { uploadId });
    expect([status, body.fileName, body.fileSize]).toEqual([201, 'cut-off.csv', Buffer.byteLength(content)]);
    expect((await ask<Refusal>(agent, 'POST /imports', { uploadId })).status).toBe(404);
  });

  it('is refused at once above 512 MB', async () => {
    const answer = await agent('/api/uploads', {
      method: 'POST',
      headers: { 'tus-resumable': '1.0.0', 'upload-length': String(512 * 1024 * 1024 + 1) },
    });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toMatch(/larger than 512 MB/);
  });
});
