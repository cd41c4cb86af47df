import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlatform } from '../../apps/local/platform.js';
import { importWorkflow } from '../../workflows/protocol.js';
import { Pipeline } from '../pipeline.js';
import { keepHistory } from './keep.js';

/**
 * `node dist/test/histories/record.js` after a build: runs imports on real parts and writes what the engine remembers of them
 * beside this file's source. To be run when the workflow changed on purpose; the old histories stay as long as such imports run.
 */
const folder = await mkdtemp(join(tmpdir(), 'porchlight-histories-'));
const settings = { IMPORT_BATCH_ROWS: '200', IMPORT_PART_ROWS: '100', PORCHLIGHT_DATA: folder };
const platform = await startPlatform({ env: { ...process.env, ...settings }, freePorts: true, say: console.error });
const pipeline = Pipeline.open(platform.env);

const rows = 1_000;
const people = Array.from({ length: rows }, (_, i) => `Ann,Lee,ann${i}@example.com`);
const content = `First,Last,Email\n${people.join('\n')}\n`;
const fields = { First: 'firstName', Last: 'lastName', Email: 'email' } as const;

async function uploaded(): Promise<string> {
  return pipeline.upload({ accountId: await pipeline.newAccount(), fields, content, rows });
}

async function reviewed(): Promise<string> {
  const importId = await uploaded();
  await pipeline.command(importId, 'scanning');
  await pipeline.until(importId, 'awaiting_review');
  return importId;
}

async function importedTo(importId: string, state: 'completed' | 'paused' | 'cancelled') {
  await pipeline.command(importId, 'importing');
  if (state === 'completed') return pipeline.until(importId, 'completed');
  await pipeline.untilTrue(`select count(*) > 0 from import_batches where import_id = $1 and kind = 'apply'`, importId);
  await pipeline.command(importId, state);
}

const stories: Record<string, () => Promise<string>> = {
  async completed() {
    const importId = await reviewed();
    await importedTo(importId, 'completed');
    return importId;
  },
  async paused() {
    const importId = await reviewed();
    await importedTo(importId, 'paused');
    await importedTo(importId, 'completed');
    return importId;
  },
  async failed() {
    const importId = await uploaded();
    const { rows: keys } = await pipeline.pool.query<{ text_key: string }>('select text_key from contact_imports where id = $1', [importId]);
    const key = keys[0]!.text_key;
    await pipeline.storage.write(`${key}-kept`, await pipeline.storage.read(key));
    await pipeline.storage.remove(key);
    await pipeline.command(importId, 'scanning');
    await pipeline.until(importId, 'failed');
    await pipeline.storage.write(key, await pipeline.storage.read(`${key}-kept`));
    await pipeline.command(importId, 'scanning');
    await pipeline.until(importId, 'awaiting_review');
    await importedTo(importId, 'completed');
    return importId;
  },
  async cancelled() {
    const importId = await reviewed();
    await importedTo(importId, 'cancelled');
    return importId;
  },
  async undone() {
    const importId = await reviewed();
    await importedTo(importId, 'completed');
    await pipeline.command(importId, 'undoing');
    await pipeline.until(importId, 'undone');
    return importId;
  },
};

try {
  for (const [name, story] of Object.entries(stories)) {
    const handle = pipeline.client.workflow.getHandle(importWorkflow.id(await story()));
    await keepHistory(handle, `import-${name}`, 'at rest');
  }
} finally {
  await pipeline.close();
  await platform.stop();
  await rm(folder, { recursive: true, force: true });
}
