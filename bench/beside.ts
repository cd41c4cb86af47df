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
import { median } from './import.js';

/** From its making to its review, and from its approval to its first and to its last mail. */
export interface SmallTimes {
  reviewSeconds: number;
  firstMailSeconds: number;
  lastMailSeconds: number;
}

export interface BesideFigures {
  invites: number;
  /** The small one by itself, then beside the large one; medians. */
  alone: SmallTimes;
  beside: SmallTimes;
  /** Of the large campaign, and how many of them were mailed when the first small one was made and when the last was through. */
  recipients: number;
  mailedBefore: number;
  mailedAfter: number;
  /** Processes that wanted a processor in the last minute, on average: ours and those of others. */
  load: number;
}

interface Options {
  recipients: number;
  invites: number;
  say: (line: string) => void;
}

/** Small campaigns of one office, alone and while a large one of another is being sent, by one worker with its usual connections. */
export async function benchBeside({ recipients, invites, say }: Options): Promise<BesideFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-bench-'));
  const sink = new SinkProcess();
  await sink.start();
  const settings = { SMTP_URL: sink.url, SENDING_WARM_UP: 'false', PORCHLIGHT_DATA: folder };
  const platform = await startPlatform({ env: { ...process.env, ...settings }, freePorts: true, say });
  const pipeline = Pipeline.open(platform.env);
  const office = new CampaignRun(await as('agent', platform.apiUrl), platform.databaseUrl);
  try {
    const alone = await medians(() => small(office, invites));
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
    const beside = await medians(() => small(office, invites));
    const mailedAfter = await mailed();
    if (mailedAfter >= recipients) throw new Error('The large campaign was over before the small ones');
    return { invites, alone, beside, recipients, mailedBefore, mailedAfter, load: loadavg()[0]! };
  } finally {
    await office.close();
    await pipeline.close();
    await platform.stop();
    await sink.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

async function small(office: CampaignRun, invites: number): Promise<SmallTimes> {
  const contacts = await office.contacts(invites);
  const began = performance.now();
  const { id, digest } = await office.reviewed(contacts, { reminders: 0 });
  const reviewSeconds = (performance.now() - began) / 1_000;
  await office.command(id, 'approve', { digest });
  await office.reaches(id, 'completed');
  const { rows } = await office.pool.query<{ first: number; last: number; count: number }>(
    `select extract(epoch from min(s.handed_at) - c.approved_at)::float8 as first, extract(epoch from max(s.handed_at) - c.approved_at)::float8 as last,
       count(*)::int as count
     from campaigns c join send_attempts s on s.campaign_id = c.id and s.state = 'accepted' where c.id = $1 group by c.approved_at`,
    [id],
  );
  const { first, last, count } = rows[0]!;
  if (count !== invites) throw new Error(`${count} of ${invites} were mailed`);
  return { reviewSeconds, firstMailSeconds: first, lastMailSeconds: last };
}

const times = 5;

async function medians(measure: () => Promise<SmallTimes>): Promise<SmallTimes> {
  const all: SmallTimes[] = [];
  for (let i = 0; i < times; i++) all.push(await measure());
  const of = (name: keyof SmallTimes) => median(all.map((one) => one[name]));
  return {
    reviewSeconds: of('reviewSeconds'),
    firstMailSeconds: of('firstMailSeconds'),
    lastMailSeconds: of('lastMailSeconds'),
  };
}
