import { campaignSweep, campaignWorkflow } from '../../workflows/protocol.js';
import { CampaignRun, withoutItsKey } from '../campaign-run.js';
import { ask } from '../importing.js';
import { startOwnPlatform } from '../pipeline-platform.js';
import { as } from '../platform/platform.js';
import { keepHistory } from './keep.js';

/**
 * `node dist/test/histories/record-campaigns.js` after a build: campaigns on real parts, and what the engine remembers of them. To be
 * run when the workflow changed on purpose, with the names of the ways that changed; the old histories stay as long as such campaigns run.
 */
const own = await startOwnPlatform({});
const scene = new CampaignRun(await as('agent', own.platform.apiUrl), own.platform.databaseUrl);
const sweep = () => own.pipeline.client.schedule.getHandle(campaignSweep.scheduleId).trigger();

const stories: Record<string, () => Promise<string>> = {
  async completed() {
    const { id } = await scene.approved(await scene.contacts(40), { reminders: 0 });
    await scene.reaches(id, 'completed');
    return id;
  },
  async reminded() {
    const { id } = await scene.approved(await scene.contacts(3), { reminders: 1 });
    await scene.reaches(id, 'reminding');
    await scene.pool.query(`update recipients set due_at = now() where campaign_id = $1`, [id]);
    await sweep();
    await scene.reaches(id, 'completed');
    return id;
  },
  async paused() {
    const { id } = await scene.approved(await scene.contacts(300), { reminders: 0, perHour: 6_000 });
    await scene.reaches(id, 'sending', { isSo: ({ counts }) => counts.sent > 0 });
    await scene.command(id, 'pause');
    await scene.reaches(id, 'paused');
    await scene.command(id, 'resume');
    await scene.reaches(id, 'sending', { isSo: ({ counts }) => counts.sent > 100 });
    return id;
  },
  async cancelled() {
    const { id } = await scene.approved(await scene.contacts(300), { reminders: 0, perHour: 6_000 });
    await scene.reaches(id, 'sending', { isSo: ({ counts }) => counts.sent > 0 });
    await scene.command(id, 'cancel');
    await scene.reaches(id, 'cancelled', { isSo: ({ counts }) => counts.planned === 0 });
    return id;
  },
  async failed() {
    const { id } = await scene.approved(await scene.contacts(30), { reminders: 0, perHour: 720 });
    await scene.reaches(id, 'sending', { isSo: ({ counts }) => counts.sent > 0 });
    const putBack = await withoutItsKey(own);
    await scene.reaches(id, 'failed', { seconds: 120 });
    await putBack();
    await ask(scene.agent, `PUT /campaigns/${id}/rate`, { perHour: null });
    await scene.command(id, 'resume');
    await scene.reaches(id, 'completed');
    return id;
  },
  async expired() {
    const { id } = await scene.reviewed(await scene.contacts(1));
    await scene.pool.query(`update campaigns set frozen_at = frozen_at - interval '8 days' where id = $1`, [id]);
    await sweep();
    await scene.reaches(id, 'expired');
    return id;
  },
};
/** The others wait: for more mails that may leave, or for a command. */
const ended = new Set(['completed', 'reminded', 'failed', 'cancelled', 'expired']);
const [, , ...asked] = process.argv;

try {
  for (const [name, story] of Object.entries(stories)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const handle = own.pipeline.client.workflow.getHandle(campaignWorkflow.id(await story()));
    await keepHistory(handle, `campaign-${name}`, ended.has(name) ? 'ended' : 'at rest');
  }
} finally {
  await scene.close();
  await own.stop();
}
