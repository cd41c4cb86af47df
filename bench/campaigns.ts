import { fork } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPlatform } from '../apps/local/platform.js';
import { workerFlags } from '../apps/worker/flags.js';
import { createPool } from '../database/pool.js';
import { SinkProcess } from '../test/mail/sink-process.js';
import { writeCampaign } from './campaign-rows.js';
import type { SenderFigures, SenderTask } from './campaign-sender.js';
import { databaseCpuMs } from './processor.js';

export interface CampaignRun {
  recipients: number;
  senders: number;
  connections: number;
  dkim: boolean;
  /** From the first mail that the sink took to the last. */
  perSecond: number;
  /** Of the senders together, for one mail. */
  cpuMsEach: number;
  /** Of the database, for one mail. */
  databaseMsEach: number | null;
  peakMb: number;
  rssMb: number[][];
  /** Bytes of a mail, on average. */
  mailBytes: number;
}

export interface CampaignFigures {
  /** What a process without any record pushes into the same sink. */
  bareBefore: number;
  bareAfter: number;
  runs: CampaignRun[];
}

interface Options {
  recipients: number;
  senders: number;
  connections: number;
  say: (line: string) => void;
}

/** A campaign of so many recipients through the product's own sending, all evidence kept, into a bare sink; unsigned, then signed. */
export async function benchCampaigns({ recipients, senders, connections, say }: Options): Promise<CampaignFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-bench-'));
  const platform = await startPlatform({ env: { ...process.env, PORCHLIGHT_DATA: folder }, freePorts: true, say });
  // The database alone is measured beside the senders.
  for (const part of ['worker', 'api', 'temporal'] as const) await platform.parts[part]?.stop();
  const pool = createPool(platform.databaseUrl, { max: 1 });
  try {
    const bareBefore = await bare();
    say(`bare: ${Math.round(bareBefore)} mails a second`);
    const runs: CampaignRun[] = [];
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    for (const dkimKey of [null, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string]) {
      const campaignId = await writeCampaign(pool, { recipients, partitions: 4 });
      await pool.query('vacuum analyze contacts, hubs, invitations, recipients, send_attempts');
      await pool.query('checkpoint');
      const before = await databaseCpuMs(pool);
      const run = await measure(platform.databaseUrl, { campaignId, senders, connections, dkimKey });
      const after = await databaseCpuMs(pool);
      const databaseMsEach = before && after && (after - before) / recipients;
      const { rows } = await pool.query<{ accepted: number; bytes: number }>(
        `select count(*)::int as accepted, avg(mime_size)::int as bytes from send_attempts where campaign_id = $1 and state = 'accepted'`,
        [campaignId],
      );
      if (rows[0]?.accepted !== recipients)
        throw new Error(`${rows[0]?.accepted} of ${recipients} mails have evidence`);
      runs.push({
        ...run,
        databaseMsEach,
        recipients,
        senders,
        connections,
        dkim: dkimKey !== null,
        mailBytes: rows[0].bytes,
      });
      say(`${dkimKey ? 'signed' : 'unsigned'}: ${Math.round(run.perSecond)} mails a second`);
    }
    return { bareBefore, bareAfter: await bare(), runs };
  } finally {
    await pool.end();
    await platform.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(
  databaseUrl: string,
  {
    campaignId,
    senders,
    connections,
    dkimKey,
  }: Pick<SenderTask, 'campaignId' | 'connections' | 'dkimKey'> & { senders: number },
): Promise<Pick<CampaignRun, 'perSecond' | 'cpuMsEach' | 'peakMb' | 'rssMb'>> {
  const sink = new SinkProcess();
  await sink.start();
  try {
    const shares = Array.from({ length: senders }, (_, i) => [0, 1, 2, 3].filter((part) => part % senders === i));
    const figures = await Promise.all(
      shares.map((parts) =>
        inProcess<SenderFigures>('campaign-sender.js', {
          databaseUrl,
          smtpUrl: sink.url,
          connections,
          campaignId,
          parts,
          dkimKey,
        }),
      ),
    );
    const { accepted, firstAt, lastAt } = await sink.stats();
    const cpuMs = figures.reduce((sum, one) => sum + one.cpuMs, 0);
    return {
      perSecond: accepted / ((lastAt - firstAt) / 1_000),
      cpuMsEach: cpuMs / accepted,
      peakMb: Math.max(...figures.map(({ peakMb }) => peakMb)),
      rssMb: figures.map(({ rssMb }) => rssMb),
    };
  } finally {
    await sink.kill();
  }
}

async function bare(): Promise<number> {
  const sink = new SinkProcess();
  await sink.start();
  try {
    const port = Number(new URL(sink.url).port);
    const { perSecond } = await inProcess<{ perSecond: number }>('blaster.js', {
      port,
      connections: 10,
      mails: 60_000,
      bytes: 7_000,
    });
    return perSecond;
  } finally {
    await sink.kill();
  }
}

function inProcess<Answer>(program: string, task: object): Promise<Answer> {
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: workerFlags,
  });
  return new Promise((resolve, reject) => {
    child.once('message', (answer) => resolve(answer as Answer));
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)));
    child.send(task);
  });
}
