import { noticeWorkflow } from '../../workflows/protocol.js';
import { MailScene } from '../mail/mail-scene.js';
import { until } from '../platform/platform.js';
import { keepHistory } from './keep.js';

/**
 * `node dist/test/histories/record-notices.js` after a build: owes notices on real parts and writes what the engine remembers of them
 * beside this file's source. To be run when the workflow changed on purpose; the old histories stay as long as notices wait.
 */
const scene = await MailScene.begin();
const { client } = scene.own.pipeline;

const stories: Record<string, (email: string) => Promise<string>> = {
  async sent(email) {
    const id = await scene.owe({ kind: 'data_deleted', email });
    await scene.notice(id, 'sent');
    return id;
  },
  async deferred(email) {
    scene.sink.behave(email, { at: 'recipient', reply: '450 4.2.0 Later' }, { drop: 'data' });
    const id = await scene.owe({ kind: 'data_deleted', email });
    await scene.notice(id, 'sent');
    return id;
  },
  async dropped(email) {
    const id = await scene.owe({ kind: 'data_deleted', email, uselessAt: new Date() });
    await scene.notice(id, 'dropped');
    return id;
  },
  async unknown(email) {
    scene.sink.behave(email, { hold: 'dot' });
    const id = await scene.owe({ kind: 'data_deleted', email });
    await until('the mail is on the wire', async () => scene.sink.to(email).length === 1);
    await scene.own.platform.parts.worker!.kill();
    await scene.own.platform.parts.worker!.start();
    await scene.notice(id, 'unknown');
    return id;
  },
};

try {
  for (const [name, story] of Object.entries(stories)) {
    const handle = client.workflow.getHandle(noticeWorkflow.id(await story(`${name}@example.com`)));
    await keepHistory(handle, `notice-${name}`, 'ended');
  }
} finally {
  await scene.end();
}
