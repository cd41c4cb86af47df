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

async function command(session: Session, importId: string, name: 'scan' | 'confirm', state: string): Promise<void> {
  await ask(session, `/api/imports/${importId}/${name}`, { method: 'POST' });
  await until(`the import is ${state}`, async () => {
    return (await ask<ImportState>(session, `/api/imports/${importId}`)).state === state;
  });
}

const ofAgent = (name: string, path: string): ConsolePage => ({ name, path, role: 'agent', onPhone: true });

/** Imports in each state that waits for a person, made through the API, and the pages they have. */
export async function importPages(apiUrl: string): Promise<ConsolePage[]> {
  const agent = await as('agent', apiUrl);
  const uploaded = await upload(agent, 'spring');
  const reviewed = await upload(agent, 'summer');
  const imported = await upload(agent, 'autumn');
  await command(agent, reviewed, 'scan', 'awaiting_review');
  await command(agent, imported, 'scan', 'awaiting_review');
  await command(agent, imported, 'confirm', 'completed');
  const filter = encodeURIComponent(JSON.stringify({ importId: imported }));
  const { data } = await ask<{ data: { id: string }[] }>(agent, `/api/contacts?perPage=1&filter=${filter}`);
  return [
    ofAgent('home-at-work', '/'),
    ofAgent('imports-at-work', '/imports'),
    ofAgent('import-file', `/imports/${uploaded}`),
    ofAgent('import-map', `/imports/${uploaded}/map`),
    ofAgent('import-review', `/imports/${reviewed}`),
    ofAgent('import-after', `/imports/${imported}`),
    ofAgent('import-rows', `/imports/${imported}/rows`),
    ofAgent('import-timeline', `/imports/${imported}/timeline`),
    ofAgent('contact', `/contacts/${data[0]?.id}`),
    { name: 'support-import', path: `/imports/${imported}`, role: 'support' },
  ];
}
