import { createPrivateKey } from 'node:crypto';
import { sendPart } from '../activities/campaigns/send-part.js';
import { WireLog } from '../activities/campaigns/wire-log.js';
import { createPool } from '../database/pool.js';
import { SmtpBulk } from '../integrations/mail/bulk.js';
import { KeyRing } from '../integrations/secrets.js';

export interface SenderTask {
  databaseUrl: string;
  smtpUrl: string;
  connections: number;
  campaignId: string;
  parts: number[];
  /** PEM; null: unsigned. */
  dkimKey: string | null;
}

export interface SenderFigures {
  mails: number;
  cpuMs: number;
  peakMb: number;
  /** At each tenth of the way. */
  rssMb: number[];
}

/** One sender process: the product's own activity, called as the engine calls it, until its shares have nothing left that is due. */
async function send({
  databaseUrl,
  smtpUrl,
  connections,
  campaignId,
  parts,
  dkimKey,
}: SenderTask): Promise<SenderFigures> {
  const pool = createPool(databaseUrl, { max: 8 });
  const wirePool = createPool(databaseUrl, { max: 1 });
  const transport = new SmtpBulk(smtpUrl, connections);
  const dkim = dkimKey && { domain: 'porchlight.example', selector: 'bench', privateKey: createPrivateKey(dkimKey) };
  const deps = {
    pool,
    transport,
    wire: new WireLog(wirePool),
    limits: { platform: null, account: null, domain: null, provider: null, warmsUp: false },
    clock: () => new Date(),
    isStopping: () => false,
    ring: new KeyRing(`1:${Buffer.alloc(32, 2).toString('base64')}`),
    worker: `bench ${process.pid}`,
    settings: {
      publicUrl: 'https://porchlight.example',
      addressKey: Buffer.alloc(32, 1),
      mailFrom: 'Porchlight <hello@porchlight.example>',
      hubMailFrom: 'hubs@porchlight.example',
      dkim: dkim || null,
      mailRetrySeconds: null,
      returnAddress: null,
    },
  };
  const rssMb: number[] = [];
  const sampling = setInterval(() => rssMb.push(Math.round(process.memoryUsage.rss() / 2 ** 20)), 250);
  let mails = 0;
  const share = async (part: number) => {
    for (;;) {
      const { step, mails: sent } = await sendPart(deps, { campaignId, part, fence: 0, budgetMs: 4_000 });
      mails += sent;
      if (step !== 'more') return;
    }
  };
  const before = process.cpuUsage();
  await Promise.all(parts.map(share));
  const { user, system } = process.cpuUsage(before);
  clearInterval(sampling);
  transport.close();
  await Promise.all([pool.end(), wirePool.end()]);
  const tenths = Array.from({ length: 10 }, (_, i) => rssMb[Math.floor((i * rssMb.length) / 10)] ?? 0);
  return { mails, cpuMs: (user + system) / 1_000, peakMb: Math.max(0, ...rssMb), rssMb: tenths };
}

process.once('message', (task: SenderTask) => {
  void send(task).then((figures) => process.send?.(figures, () => process.exit()));
});
