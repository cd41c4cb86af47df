import { jest } from '@jest/globals';
import { holdCampaign } from '../database/erase-campaigns.js';
import { inTransaction } from '../database/transaction.js';
import { CampaignScene } from './campaign-scene.js';
import { until } from './platform/platform.js';

jest.setTimeout(60_000);

let scene: CampaignScene;
beforeAll(async () => {
  scene = await CampaignScene.open();
});
afterAll(() => scene.close());

it('waits with an erasure until the intents of a campaign stand, and erases those too', async () => {
  const contactId = await scene.contact();
  const { id } = await scene.reviewed();
  let erased: Promise<Response> | undefined;
  const attemptId = await inTransaction(scene.pool, async (tx) => {
    await holdCampaign(tx, id);
    erased = scene.agent(`/api/contacts/${contactId}`, {
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ version: 1 }),
    });
    await until('the erasure waits', async () => {
      const { rows } = await tx.query<{ waits: boolean }>(
        `select exists (select from pg_locks w join pg_locks h using (locktype, classid, objid, objsubid)
           where w.locktype = 'advisory' and not w.granted and h.granted and h.pid = pg_backend_pid()) as waits`,
      );
      return rows[0]!.waits;
    });
    return scene.mailed(contactId, tx);
  });
  expect((await erased!).status).toBe(204);
  const { rows } = await scene.pool.query('select email, state from send_attempts where id = $1', [attemptId]);
  expect(rows).toEqual([{ email: null, state: 'accepted' }]);
});
