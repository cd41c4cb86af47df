import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import type { Pool } from 'pg';
import type { ExportKind } from '../apps/api/campaigns/export-kinds.js';
import type { Platform } from '../apps/local/platform.js';
import { createPool } from '../database/pool.js';
import { demoPassword } from '../database/seed.js';
import { people } from '../test/platform/platform.js';

export interface ExportTime {
  what: ExportKind;
  format: 'csv' | 'jsonl';
  rows: number;
  seconds: number;
  megabytes: number;
  /** Of the API, while it was written: the most it had at any look. */
  apiPeakMb: number;
  /** Processes that wanted a processor in the last minute, on average: ours and those of others. */
  load: number;
}

/** Every file of one campaign of so many recipients, through the real route, with the memory that the API had meanwhile. */
export async function benchExports(
  platform: Platform,
  { recipients, kinds, say }: { recipients: number; kinds: readonly ExportKind[]; say: (line: string) => void },
): Promise<ExportTime[]> {
  const pool = createPool(platform.databaseUrl, { max: 1 });
  try {
    say(`Writing a campaign of ${recipients} recipients …`);
    const campaignId = await writeCampaign(pool, recipients);
    const cookie = await signIn(platform.apiUrl);
    const times: ExportTime[] = [];
    for (const what of kinds)
      for (const format of ['csv', 'jsonl'] as const) {
        times.push(await take(platform, { campaignId, cookie, what, format }));
        say(JSON.stringify(times.at(-1)));
      }
    return times;
  } finally {
    await pool.end();
  }
}

interface Taken {
  campaignId: string;
  cookie: string;
  what: ExportKind;
  format: 'csv' | 'jsonl';
}

async function take(platform: Platform, { campaignId, cookie, what, format }: Taken): Promise<ExportTime> {
  const url = `${platform.apiUrl}/api/campaigns/${campaignId}/export?what=${what}&format=${format}`;
  const began = performance.now();
  const answer = await fetch(url, { headers: { cookie } });
  if (!answer.ok || !answer.body) throw new Error(`The export answered ${answer.status}`);
  let [bytes, rows, peak, looked] = [0, 0, 0, 0];
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1;
    if (performance.now() - looked < 200) continue;
    looked = performance.now();
    peak = Math.max(peak, await residentMb(platform.parts.api?.pid ?? 0));
  }
  return {
    what,
    format,
    rows: format === 'csv' ? rows - 1 : rows,
    seconds: (performance.now() - began) / 1000,
    megabytes: bytes / 1e6,
    apiPeakMb: peak,
    load: loadavg()[0]!,
  };
}

async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** Rows written at once: what an earlier run in the same folder has written stays, and a later one goes on behind it. */
const slice = 50_000;

/**
 * Recipients and one mail with its evidence for each, as a campaign leaves them; contacts where there are not enough. Their invitations
 * have numbers that no other one has.
 */
async function writeCampaign(pool: Pool, size: number): Promise<string> {
  const campaignId = await beginCampaign(pool, `Bench of exports, ${size}`);
  const { rows: there } = await pool.query<{ count: number }>(
    `select count(*)::int as count from contacts c join campaigns k on k.account_id = c.account_id
     where k.id = $1 and c.email_normalized is not null`,
    [campaignId],
  );
  await pool.query(
    `insert into contacts (account_id, first_name, last_name, email, email_normalized)
     select account_id, 'Anna' || n, 'Bell' || n, 'anna' || n || '@bench.example.com', 'anna' || n || '@bench.example.com'
     from campaigns, generate_series(1, $2::int) n where campaigns.id = $1`,
    [campaignId, Math.max(0, size - there[0]!.count)],
  );
  const written = [
    await untilNone(() => pool.query(recipientsSql, [campaignId, slice, size])),
    await untilNone(() => pool.query(attemptsSql, [campaignId, slice])),
  ];
  if (written.some((rows) => rows > 0)) await pool.query('vacuum analyze recipients, send_attempts, contacts');
  return campaignId;
}

async function beginCampaign(pool: Pool, name: string): Promise<string> {
  const { rows: begun } = await pool.query<{ id: string }>('select id from campaigns where name = $1', [name]);
  if (begun[0]) return begun[0].id;
  const { rows } = await pool.query<{ id: string }>(
    `insert into campaigns (account_id, name, agent_id, state, resume_state, audience, approved_at, approved_by, approved_digest)
     select u."accountId"::bigint, $2, u.id, 'paused', 'sending', '{"kind":"no_hub"}', now(), u.id, 'x' from auth."user" u where u.email = $1 returning id`,
    [people.agent, name],
  );
  return rows[0]!.id;
}

async function untilNone(write: () => Promise<{ rowCount: number | null }>): Promise<number> {
  let written = 0;
  for (;;) {
    const { rowCount } = await write();
    if (!rowCount) return written;
    written += rowCount;
  }
}

const recipientsSql = `
with there as materialized (select count(*) as count, coalesce(max(contact_id), 0) as last from recipients where campaign_id = $1)
insert into recipients (campaign_id, contact_id, account_id, verdict, email, email_normalized, part, state, invitation_id, first_sent_at)
select k.id, c.id, c.account_id, 'eligible', c.email, c.email_normalized, c.id % 4, 'sent', k.id * 10000000000 + c.id, now()
from contacts c join campaigns k on k.account_id = c.account_id
where k.id = $1 and c.email_normalized is not null and c.id > (select last from there)
order by c.id limit (select greatest(0, least($2::int, $3::int - count)) from there)`;

const attemptsSql = `
insert into send_attempts (account_id, purpose, invitation_id, contact_id, campaign_id, part, state, email, address_hash, message_id,
  sender_domain, mime_digest, mime_size, transport, reply_code, enhanced_code, reply_text, queue_id, remote_host, tls, worker, handed_at, ended_at)
select account_id, 'invitation', invitation_id, contact_id, $1, part, 'accepted', email, sha256(convert_to(email, 'UTF8')),
  '<' || contact_id || '@porchlight.example>', 'porchlight.example', sha256(convert_to(email, 'UTF8')), 7000, 'smtp', 250, '2.0.0',
  '2.0.0 Ok: queued as 4F' || contact_id, '4F' || contact_id, 'mx.example.com', 'TLSv1.3', 'worker 7', now(), now()
from recipients
where campaign_id = $1 and contact_id > coalesce((select contact_id from send_attempts where campaign_id = $1 order by id desc limit 1), 0)
order by contact_id limit $2::int`;

async function signIn(apiUrl: string): Promise<string> {
  const answer = await fetch(`${apiUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: apiUrl },
    body: JSON.stringify({ email: people.ops, password: demoPassword }),
  });
  if (!answer.ok) throw new Error(`Sign-in answered ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}
