import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { Platform } from '../../apps/local/platform.js';
import { as, type Session, until } from '../platform/platform.js';
import { messyFile } from './messy-file.js';
import type { ConsolePage } from './pages.js';

interface ImportState {
  id: string;
  state: string;
}

async function ask<Answer>(session: Session, path: string, init?: RequestInit): Promise<Answer> {
  const answer = await session(path, init);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

async function upload(session: Session, mark: string): Promise<string> {
  const { upload: file } = messyFile(240, mark);
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(file.buffer)], { type: file.mimeType }), file.name);
  return (await ask<ImportState>(session, '/api/imports', { method: 'POST', body: form })).id;
}

type Command = 'scan' | 'confirm' | 'pause' | 'cancel' | 'undo';

async function command(session: Session, importId: string, name: Command, state: string): Promise<void> {
  await ask(session, `/api/imports/${importId}/${name}`, { method: 'POST' });
  await until(`the import is ${state}`, async () => {
    return (await ask<ImportState>(session, `/api/imports/${importId}`)).state === state;
  });
}

/** Takes the file out of storage, so that its scan stops with a sentence. */
async function loseFile({ env }: Platform, importId: string): Promise<void> {
  const database = new Client({ connectionString: env.DATABASE_URL });
  await database.connect();
  const { rows } = await database.query<{ text_key: string }>('select text_key from contact_imports where id = $1', [
    importId,
  ]);
  await database.end();
  await rm(fileURLToPath(`${env.STORAGE_URL}/${rows[0]?.text_key}`));
}

const ofAgent = (name: string, path: string): ConsolePage => ({ name, path, role: 'agent', onPhone: true });

/** The same page as an agent of an office that has nothing yet. */
const ofNewcomer = (name: string, path: string): ConsolePage => ({ ...ofAgent(name, path), person: 'agent2' });

/** Imports in each state that lasts, made through the API, and the pages they have. */
export async function importPages(platform: Platform): Promise<ConsolePage[]> {
  const agent = await as('agent', platform.apiUrl);
  const uploaded = await upload(agent, 'spring');
  const reviewed = await upload(agent, 'summer');
  const imported = await upload(agent, 'autumn');
  await command(agent, reviewed, 'scan', 'awaiting_review');
  await command(agent, imported, 'scan', 'awaiting_review');
  await command(agent, imported, 'confirm', 'completed');
  const paused = await upload(agent, 'winter');
  await ask(agent, `/api/imports/${paused}/scan`, { method: 'POST' });
  await command(agent, paused, 'pause', 'paused');
  const stopped = await upload(agent, 'garden');
  await loseFile(platform, stopped);
  await command(agent, stopped, 'scan', 'failed');
  const cancelled = await upload(agent, 'lake');
  await command(agent, cancelled, 'cancel', 'cancelled');
  const undone = await upload(agent, 'hill');
  await command(agent, undone, 'scan', 'awaiting_review');
  await command(agent, undone, 'confirm', 'completed');
  await command(agent, undone, 'undo', 'undone');
  const filter = encodeURIComponent(JSON.stringify({ importId: imported }));
  const { data } = await ask<{ data: { id: string }[] }>(agent, `/api/contacts?perPage=1&filter=${filter}`);
  return [
    ofAgent('home-at-work', '/'),
    ofAgent('imports-at-work', '/imports'),
    ofAgent('import-file', `/imports/${uploaded}`),
    ofAgent('import-map', `/imports/${uploaded}/map`),
    ofAgent('import-review', `/imports/${reviewed}`),
    ofAgent('import-paused', `/imports/${paused}`),
    ofAgent('import-failed', `/imports/${stopped}`),
    ofAgent('import-cancelled', `/imports/${cancelled}`),
    ofAgent('import-undone', `/imports/${undone}`),
    ofAgent('import-after', `/imports/${imported}`),
    ofAgent('import-rows', `/imports/${imported}/rows`),
    ofAgent('import-timeline', `/imports/${imported}/timeline`),
    ofNewcomer('home-new', '/'),
    ofNewcomer('contacts-new', '/contacts'),
    ofNewcomer('imports-new', '/imports'),
    ofAgent('contact', `/contacts/${data[0]?.id}`),
    { name: 'support-import-failed', path: `/imports/${stopped}`, role: 'support' },
    { name: 'support-needs-someone-at-work', path: '/needs-someone', role: 'support' },
    { name: 'support-import', path: `/imports/${imported}`, role: 'support' },
  ];
}
