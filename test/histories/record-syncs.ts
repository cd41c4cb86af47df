import { syncWorkflow } from '../../workflows/protocol.js';
import { ask } from '../importing.js';
import { SyncScene } from '../syncing.js';
import { eventually } from '../pipeline.js';
import { keepHistory } from './keep.js';

/**
 * `node dist/test/histories/record-syncs.js` after a build: runs syncs on real parts and writes what the engine remembers of them
 * beside this file's source. To be run when the workflow changed on purpose; the old histories stay as long as such syncs run.
 */
const scene = await SyncScene.begin();
const command = (id: string, name: string, body: object = {}) =>
  ask(scene.agent, `POST /connections/${id}/${name}`, body);

const stories: Record<string, () => Promise<string>> = {
  async synced() {
    const login = scene.login(250);
    const id = await scene.connected(login);
    login.put({ id: 1, firstName: 'Anna' });
    await scene.sync(id);
    await scene.sync(id, { everything: true });
    return id;
  },
  async paused() {
    const id = await scene.connected(scene.login(10));
    await command(id, 'pause');
    await command(id, 'resume');
    await scene.sync(id);
    return id;
  },
  async reconnected() {
    const login = scene.login(10);
    const id = await scene.connected(login);
    login.key = `${login.key}new`;
    await command(id, 'sync');
    await scene.reaches(id, 'needs reconnect', ({ state }) => state === 'needs_reconnect');
    await command(id, 'reconnect', { fields: { key: login.key } });
    await scene.resting(id);
    return id;
  },
  async limited() {
    const login = scene.login(10);
    const id = await scene.connected(login);
    login.refusal = { status: 429, body: '{}', headers: { 'retry-after': '3' } };
    await command(id, 'sync');
    await scene.reaches(id, 'limited', ({ health }) => health.kind === 'limited');
    login.refusal = null;
    await scene.resting(id);
    return id;
  },
  async disconnected() {
    const id = await scene.connected(scene.login(10));
    await command(id, 'disconnect', { data: 'erase' });
    await eventually(async () => !(await scene.get(id)).contacts);
    return id;
  },
};

try {
  for (const [name, story] of Object.entries(stories)) {
    const handle = scene.own.pipeline.client.workflow.getHandle(syncWorkflow.id(await story()));
    await keepHistory(handle, `sync-${name}`, 'at rest');
  }
} finally {
  await scene.end();
}
