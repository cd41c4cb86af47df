import { jest } from '@jest/globals';
import { type Conclusion, writeResults } from '../database/campaign-results.js';
import { inTransaction } from '../database/transaction.js';
import { CampaignScene } from './campaign-scene.js';

jest.setTimeout(60_000);

let scene: CampaignScene;
beforeAll(async () => {
  scene = await CampaignScene.open();
});
afterAll(() => scene.close());

const accepted: Omit<Conclusion, 'attemptId'> = {
  outcome: 'accepted', failure: null, replyCode: 250, enhancedCode: null, replyText: 'OK', remoteHost: 'mx.example.com', remoteAddress: null,
  tls: null, queueId: null, connectedAt: null, handedAt: new Date(), provider: 'other', nextAttemptAt: null, dueAt: null, code: null, sentence: null,
}; // prettier-ignore

it('writes nothing at all where a result would leave its mail open, and so due again', async () => {
  const contactId = await scene.contact();
  const { id: campaignId } = await scene.reviewed();
  const [open, stuck] = [await scene.mailed(contactId), await scene.mailed(contactId)];
  const ids = `{${open},${stuck}}`;
  await scene.pool.query(`update send_attempts set state = 'submitting' where id = any ($1::bigint[])`, [ids]);
  // As nothing in the program leaves it: no result reaches this one.
  await scene.pool.query('update send_attempts set settled_at = now() where id = $1', [stuck]);
  const conclusions = [open, stuck].map((attemptId) => ({ ...accepted, attemptId }));
  const writing = inTransaction(scene.pool, (tx) =>
    writeResults(tx, { campaignId, part: 0, conclusions, now: new Date() }),
  );
  await expect(writing).rejects.toThrow('1 results of mails did not reach their attempts');
  const { rows } = await scene.pool.query('select distinct state from send_attempts where id = any ($1::bigint[])', [
    ids,
  ]);
  // Nobody sends these: left open they would be other specs' unknown mails.
  await scene.pool.query(
    `update send_attempts set state = 'accepted', settled_at = null where id = any ($1::bigint[])`,
    [ids],
  );
  expect(rows).toEqual([{ state: 'submitting' }]);
});
