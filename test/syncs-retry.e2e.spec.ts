import { jest } from '@jest/globals';
import { syncWorkflow } from '../workflows/protocol.js';
import { ask, type Refusal } from './importing.js';
import { until } from './platform/platform.js';
import type { PracticeLogin } from './practice-crm.js';
import { SyncScene } from './syncing.js';

jest.setTimeout(180_000);

let scene: SyncScene;
beforeAll(async () => {
  scene = await SyncScene.begin();
});
afterAll(() => scene.end());

const refused = { status: 200, body: '<html>Down for maintenance</html>' };

/** A connection whose CRM answers nonsense, with a step that waits for its next try. */
async function inTrouble(login: PracticeLogin): Promise<string> {
  const id = await scene.connected(login);
  login.refusal = refused;
  await ask(scene.agent, `POST /connections/${id}/sync`);
  await scene.reaches(id, 'in trouble', ({ health }) => health.kind === 'trouble');
  return id;
}

const retryNow = (id: string, body: object = {}) =>
  ask<{ reset: number } & Refusal>(scene.support, `POST /connections/${id}/retry-now`, {
    reason: 'It is well',
    ...body,
  });

describe('Retry now', () => {
  it('is never refused for coming as the step ends by itself: only what was tried at once is counted', async () => {
    const login = scene.login(3);
    const id = await inTrouble(login);
    // People press it again and again while the CRM is away, and just as it is back.
    const lifted = setTimeout(() => (login.refusal = null), 400);
    const answers: Awaited<ReturnType<typeof retryNow>>[] = [];
    await until('the sync has gone through', async () => {
      answers.push(...(await Promise.all(Array.from({ length: 20 }, () => retryNow(id)))));
      return (await scene.get(id)).health.kind === 'ok';
    });
    clearTimeout(lifted);
    expect(answers.filter(({ status }) => status !== 202).map(({ body }) => body)).toEqual([]);
    expect(answers.some(({ body }) => body.reset === 1)).toBe(true);
    expect((await retryNow(id)).body.reset).toBe(0);
    expect((await scene.resting(id)).lastRun?.counts).toMatchObject({ failed: 0 });
  });

  it('does no harm to a step that is at work: nobody is lost, and nobody comes in twice', async () => {
    const login = scene.login(1_000);
    login.slowMs = 300;
    const id = await scene.connect(login);
    await scene.reaches(id, 'is reading', ({ run }) => (run?.counts.added ?? 0) > 200);
    expect((await retryNow(id)).body).toEqual({ reset: 1 });
    const { lastRun } = await scene.resting(id);
    expect(lastRun?.counts).toMatchObject({ reported: 1_000, added: 1_000, unchanged: 0, failed: 0, unexplained: 0 });
    expect(await scene.contacts(id)).toHaveLength(1_000);
  });

  it('asks the engine itself, though the last look at it found it away', async () => {
    const login = scene.login(2);
    const id = await inTrouble(login);
    const engine = scene.own.platform.parts.temporal!.pid!;
    process.kill(engine, 'SIGSTOP');
    try {
      await until('the API takes the engine for away', async () => (await scene.get(id)).engine === 'away');
      const { status, body } = await retryNow(id);
      expect([status, body.detail]).toEqual([
        503,
        'The workflow engine is away: it tries again by itself once it is back.',
      ]);
    } finally {
      process.kill(engine, 'SIGCONT');
    }
    const workflow = scene.own.pipeline.client.workflow.getHandle(syncWorkflow.id(id));
    await until('the engine answers again', () => workflow.describe());
    expect((await retryNow(id)).body).toEqual({ reset: 1 });
    login.refusal = null;
    await scene.resting(id);
  });
});
