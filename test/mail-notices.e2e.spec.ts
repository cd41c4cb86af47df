import { jest } from '@jest/globals';
import { abandonStale, openAttempt } from '../database/send-attempts.js';
import { MailScene } from './mail/mail-scene.js';
import { until } from './platform/platform.js';

jest.setTimeout(180_000);

let scene: MailScene;
beforeAll(async () => (scene = await MailScene.begin()));
afterAll(() => scene.end());

it('sends a notice from the other address, as nobody in person wrote it, on no list', async () => {
  const email = `notice-${process.pid}@example.com`;
  const noticeId = await scene.owe({ kind: 'data_deleted', email });
  await scene.notice(noticeId, 'sent');
  const [mail] = scene.sink.to(email);
  const text = mail!.raw.toString();
  expect(text).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(text).not.toMatch(/^List-/m);
  expect(mail!.from).toMatch(/^bounces\+[\w-]{32}@porchlight\.example$/);
});

it('sends no notice that came too late to be of use, and says of one that cannot be written what is missing', async () => {
  const late = await scene.owe({
    kind: 'data_deleted',
    email: 'late@example.com',
    uselessAt: new Date(Date.now() - 1_000),
  });
  expect(await scene.notice(late, 'dropped')).toMatchObject({ failure_code: 'useless' });
  const empty = await scene.owe({ kind: 'answer', email: 'empty@example.com' });
  expect(await scene.notice(empty, 'failed')).toMatchObject({ failure_code: 'values_missing' });
  expect(scene.sink.to('late@example.com')).toEqual([]);
  expect(scene.sink.to('empty@example.com')).toEqual([]);
});

it('leaves a notice unknown when the worker is killed over it, and sends it again when a person says so', async () => {
  const email = `held-${process.pid}@example.com`;
  scene.sink.behave(email, { hold: 'dot' });
  const noticeId = await scene.owe({ kind: 'data_deleted', email });
  await until('the mail is on the wire', async () => scene.sink.to(email).length === 1);
  await scene.own.platform.parts.worker!.kill();
  await scene.own.platform.parts.worker!.start();
  await scene.notice(noticeId, 'unknown');
  expect(scene.sink.to(email).length).toBe(1);
  const { id } = await scene.one<{ id: string }>(
    `select id::text from send_attempts where notice_id = $1 and state = 'unknown'`,
    noticeId,
  );
  expect((await scene.settle(id, 'send_again')).status).toBe(200);
  await scene.notice(noticeId, 'sent');
  expect(scene.sink.to(email).length).toBe(2);
});

it('gives up on a hand-over that nobody comes back to, and on none that may still be under way', async () => {
  const [stale, fresh] = await Promise.all([attemptBegun('40 minutes'), attemptBegun('20 minutes')]);
  await abandonStale(scene.pool);
  const stateOf = (id: string) => scene.one('select state, failure from send_attempts where id = $1', id);
  expect(await stateOf(stale)).toEqual({ state: 'unknown', failure: 'worker_gone' });
  expect(await stateOf(fresh)).toEqual({ state: 'submitting', failure: null });
});

async function attemptBegun(ago: string): Promise<string> {
  const { attemptId } = await openAttempt(scene.pool, {
    accountId: scene.accountId,
    purpose: 'test',
    subject: null,
    email: 'test@example.com',
    addressKey: Buffer.alloc(32),
    messageId: `<${ago.replace(' ', '.')}@porchlight.example>`,
    template: null,
    mail: { digest: Buffer.alloc(32), size: 1, senderDomain: 'porchlight.example' },
    transport: 'smtp',
    worker: 'api 0',
  });
  await scene.pool.query('update send_attempts set started_at = now() - $2::interval where id = $1', [attemptId, ago]);
  return attemptId;
}
