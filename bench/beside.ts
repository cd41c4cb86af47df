import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlatform } from '../apps/local/platform.js';
import { campaignWorkflow, stateChanged, taskQueues } from '../domain/engine.js';
import { CampaignRun } from '../test/campaign-run.js';
import { SinkProcess } from '../test/mail/sink-process.js';
import { Pipeline } from '../test/pipeline.js';
import { as, until } from '../test/platform/platform.js';
import { writeCampaign } from './campaign-rows.js';

export interface BesideFigures {
  /** Of the large campaign, and how many of them were mailed when the small one was made and when it was through. */
  recipients: number;
  mailedBefore: number;
  mailedAfter: number;
  /** Of the small one. */
  invites: number;
  /** From its making to its review, and from its approval to its first and to its last mail. */
  reviewSeconds: number;
  firstMailSeconds: number;
  lastMailSeconds: number;
  /** Processes that wanted a processor in the last minute, on average: ours and those of others. */
  load: number;
}

interface Options {
  recipients: number;
  invites: number;
  say: (line: string) => void;
}

/** A small campaign of one office while a large one of another is being sent, by one worker with its usual connections. */
export async function benchBeside({ recipients, invites, say }: Options): Promise<BesideFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-bench-'));
  const sink = new SinkProcess();
  await sink.start();
  const settings = { SMTP_URL: sink.url, SENDING_WARM_UP: 'false', PORCHLIGHT_DATA: folder };
  const platform = await startPlatform({ env: { ...process.env, ...settings }, freePorts: true, say });
  const pipeline = Pipeline.open(platform.env);
  const office = new CampaignRun(await as('agent', platform.apiUrl), platform.databaseUrl);
  try {
    say(`Writing a campaign of ${recipients} recipients …`);
    const large = await writeCampaign(office.pool, { recipients, partitions: 4 });
    await office.pool.query('vacuum analyze contacts, hubs, invitations, recipients');
    await pipeline.client.workflow.signalWithStart(campaignWorkflow.type, {
      workflowId: campaignWorkflow.id(large),
      taskQueue: taskQueues.workflows,
      args: campaignWorkflow.args(large),
      signal: stateChanged,
    });
    const mailed = async () => {
      const { rows } = await office.pool.query<{ mails: number }>(
        'select coalesce(sum(mails), 0)::int as mails from campaign_parts where campaign_id = $1',
        [large],
      );
      return rows[0]!.mails;
    };
    await until('the large one is being sent', async () => (await mailed()) > 5_000);

    const mailedBefore = await mailed();
    const began = performance.now();
    const { id, digest } = await office.reviewed(await office.contacts(invites), { reminders: 0 });
    const reviewSeconds = (performance.now() - began) / 1_000;
    await office.command(id, 'approve', { digest });
    await office.reaches(id, 'completed');
    const mailedAfter = await mailed();
    const { rows } = await office.pool.query<{ first: number; last: number; count: number }>(
      `select extract(epoch from min(s.handed_at) - c.approved_at)::float8 as first, extract(epoch from max(s.handed_at) - c.approved_at)::float8 as last,
         count(*)::int as count
       from campaigns c join send_attempts s on s.campaign_id = c.id and s.state = 'accepted' where c.id = $1 group by c.approved_at`,
      [id],
    );
    const { first, last, count } = rows[0]!;
    if (count !== invites || mailedAfter >= recipients) throw new Error('The two were not sent beside each other');
    const times = { reviewSeconds, firstMailSeconds: first, lastMailSeconds: last };
    return { recipients, mailedBefore, mailedAfter, invites, ...times, load: loadavg()[0]! };
  } finally {
    await office.close();
    await pipeline.close();
    await platform.stop();
    await sink.kill();
    await rm(folder, { recursive: true, force: true });
  }
}
