import { loadavg } from 'node:os';
import type { Pool } from 'pg';
import { freezeAudience } from '../activities/campaigns/freeze.js';
import { prepareRecipients } from '../activities/campaigns/prepare.js';
import type { CampaignLease } from '../activities/campaigns/lease.js';
import { createPool } from '../database/pool.js';
import { readConfig } from '../integrations/config.js';
import { KeyRing } from '../integrations/secrets.js';
import { demoPassword } from '../database/seed.js';
import { signIn } from '../test/platform/platform.js';
import { databaseCpuMs } from './processor.js';

export interface FreezeFigures {
  candidates: number;
  eligible: number;
  freezeSeconds: number;
  /** Of the database and of the step itself: what the freeze would take if nothing else ran, on one processor. */
  freezeCpuSeconds: number;
  /** A campaign under review as its page asks for it, checks and the very mails included. */
  reviewMs: number;
  /** A page of those with one verdict, the slowest of all verdicts. */
  verdictMs: number;
  /** Hubs, invitations, parts and dates of so many recipients a second. */
  preparedPerSecond: number;
  preparedCpuMsEach: number;
  /** Processes that wanted a processor in the last minute, on average: ours and those of others. */
  load: number;
}

/** Making invitations is measured for so long. */
const prepareMs = 15_000;

interface Review {
  candidateCount: number;
  verdicts: Record<string, number>;
}

interface Asked {
  platform: { databaseUrl: string; apiUrl: string; env: Record<string, string | undefined> };
  rows: number;
  say: (line: string) => void;
}

/** Everybody of one office frozen, reviewed and prepared, in the steps of the product, in a database of its own. */
export async function benchFreeze({ platform, rows, say }: Asked): Promise<FreezeFigures> {
  const pool = createPool(platform.databaseUrl, { max: 6 });
  const { addressKey, secretKeys } = readConfig({ ...process.env, ...platform.env });
  const steps = { pool, addressKey, clock: () => new Date(), segmentMs: 60_000, isStopping: () => false };
  try {
    const { campaignId } = await writePeople(pool, { rows, addressKey, say });
    const lease = await leaseOf(pool, campaignId);
    const freeze = await costOf(pool, async () => {
      while ((await freezeAudience(steps, lease)) === 'more');
    });
    say(`Frozen in ${freeze.seconds.toFixed(1)} s`);
    const agent = await signIn({ email: 'maria@hillside.example', password: demoPassword, apiUrl: platform.apiUrl });
    const review = (await (await agent(`/api/campaigns/${campaignId}`)).json()) as Review;
    const reviewMs = await medianMs(() => agent(`/api/campaigns/${campaignId}`));
    const verdictMs = Math.max(
      ...(await inTurn(Object.keys(review.verdicts), (verdict) =>
        medianMs(() => agent(`/api/campaigns/${campaignId}/candidates?filter=${encodeURIComponent(JSON.stringify({ verdict }))}`)),
      )),
    ); // prettier-ignore
    const ring = new KeyRing(secretKeys);
    const prepared = await preparedOf(pool, campaignId, (approved) =>
      prepareRecipients({ ...steps, ring, segmentMs: prepareMs }, approved),
    );
    const eligible = review.verdicts.eligible ?? 0;
    return {
      candidates: review.candidateCount,
      eligible,
      freezeSeconds: freeze.seconds,
      freezeCpuSeconds: freeze.cpuSeconds,
      reviewMs,
      verdictMs,
      preparedPerSecond: prepared.count / prepared.seconds,
      preparedCpuMsEach: (prepared.cpuSeconds * 1000) / prepared.count,
      load: loadavg()[0]!,
    };
  } finally {
    await pool.end();
  }
}

async function leaseOf(pool: Pool, campaignId: string) {
  const { rows } = await pool.query<{ fence: number }>('select fence from campaigns where id = $1', [campaignId]);
  return { campaignId, fence: rows[0]!.fence };
}

/** Of a campaign moved on as an approval does, without its workflow. */
async function preparedOf(pool: Pool, campaignId: string, prepare: (lease: CampaignLease) => Promise<unknown>) {
  await pool.query(`update campaigns set state = 'preparing', fence = fence + 1 where id = $1`, [campaignId]);
  const lease = await leaseOf(pool, campaignId);
  const cost = await costOf(pool, () => prepare(lease));
  const { rows } = await pool.query<{ count: number }>(
    'select count(*)::int as count from invitations where campaign_id = $1',
    [campaignId],
  );
  return { ...cost, count: rows[0]!.count };
}

/** People whom an earlier run has left in the same folder are taken as they are. */
async function writePeople(
  pool: Pool,
  { rows, addressKey, say }: { rows: number; addressKey: Buffer; say: (line: string) => void },
): Promise<{ campaignId: string }> {
  const { rows: found } = await pool.query<{ account_id: string; id: string }>(
    `select "accountId"::text as account_id, id from auth."user" where email = 'maria@hillside.example'`,
  );
  const { account_id: accountId, id: agentId } = found[0]!;
  const { rows: there } = await pool.query<{ count: number }>(
    'select count(*)::int as count from contacts where account_id = $1',
    [accountId],
  );
  if (there[0]!.count < rows) {
    say(`Writing ${rows} contacts …`);
    await pool.query(peopleSql, [accountId, rows]);
  }
  await pool.query(
    `insert into suppressions (account_id, address_hash, email, reason, source)
     select case when id % 2 = 0 then account_id end, address_hash(email_normalized, $2), email, (array['unsubscribed', 'bounced', 'complained'])[1 + id % 3], 'agent'
     from contacts where account_id = $1 and id % 100 = 1 and email_normalized is not null on conflict do nothing`,
    [accountId, addressKey],
  );
  await pool.query('vacuum analyze contacts');
  const { rows: made } = await pool.query<{ id: string }>(
    `insert into campaigns (account_id, name, agent_id, audience, settings)
     values ($1, 'Bench', $2, '{"kind": "no_hub"}', '{"withoutHome": "exclude", "needsConsent": true}') returning id::text`,
    [accountId, agentId],
  );
  return { campaignId: made[0]!.id };
}

/** Some without an address, some without a home, some without consent, some who have unsubscribed. */
const peopleSql = `
insert into contacts (account_id, first_name, last_name, email, email_normalized, street, city, state, zip, unsubscribed, consent)
select $1::bigint, first, last || n % 9973, email, email, case when n % 50 <> 0 then n % 9999 || ' Elm St' end, city, 'CO', (80000 + n % 700)::text, n % 300 = 0, n % 7 <> 0
from (select n, (array['Anna','Bob','Carla','Dan','Eve','Frank','Grace','Hugo'])[1 + (n * 31) % 8] as first, (array['Miller','Bell','Stone','Lopez'])[1 + (n * 17) % 4] as last,
  (array['Boulder','Denver','Golden','Aurora'])[1 + (n * 11) % 4] as city,
  case when n % 20 <> 19 then 'person' || n || '@' || (array['gmail.com', 'outlook.com', 'example.com', 'example.org'])[1 + n % 4] end as email
  from generate_series(1, $2::int) n) people`;

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** The steps run in this process. */
async function costOf(pool: Pool, work: () => Promise<unknown>) {
  const own = process.cpuUsage();
  const before = (await databaseCpuMs(pool)) ?? Number.NaN;
  const seconds = await secondsOf(work);
  const { user, system } = process.cpuUsage(own);
  return {
    seconds,
    cpuSeconds: ((await databaseCpuMs(pool)) ?? Number.NaN) / 1000 - before / 1000 + (user + system) / 1e6,
  };
}

async function medianMs(ask: () => Promise<Response>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 3; i++) times.push((await secondsOf(async () => (await ask()).arrayBuffer())) * 1000);
  return times.toSorted((a, b) => a - b)[1]!;
}

async function inTurn<T, R>(items: T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
