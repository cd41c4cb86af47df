import type { Pool, PoolClient } from 'pg';
import { digestRecipients, digestSnapshot, pinTemplates } from '../../database/campaign-digest.js';
import {
  countForReview,
  type FreezeRange,
  freezeRange,
  listEndings,
  spanOfContacts,
} from '../../database/campaign-freeze.js';
import { tellTwinsApart } from '../../database/campaign-twins.js';
import { type AudienceChoice, type CampaignSettings, defaultSettings } from '../../domain/campaigns/settings.js';
import { isKnownEnding } from '../../domain/contacts/email-domains.js';
import { allOf } from '../lanes.js';
import {
  type CampaignLease,
  type CampaignStepResult,
  inCampaignBatch,
  inCampaignMove,
  moveByWorker,
  type SegmentDependencies,
  withBeats,
} from './lease.js';

interface Frozen {
  account_id: string;
  agent_id: string;
  audience: AudienceChoice;
  settings: Partial<CampaignSettings>;
  subject: string | null;
  message: string | null;
  freeze_fence: number | null;
  freeze_cursor: string;
}

/** Contacts of one range: some seconds of work. */
const rangeSize = 50_000;
/** Of PostgreSQL: somebody has the address of another candidate by now, since contacts change while their ranges are read. */
const uniqueViolation = '23505';

/**
 * Gives every candidate exactly one verdict, in ranges of contacts' ids, two at a time; how far it has come is kept after each two. A freeze that was
 * begun under another fence is thrown away first.
 */
export function freezeAudience(with_: SegmentDependencies, lease: CampaignLease): Promise<CampaignStepResult> {
  return withBeats(with_.beat, () => freezeSome(with_, lease));
}

async function freezeSome(with_: SegmentDependencies, lease: CampaignLease): Promise<CampaignStepResult> {
  const { pool, clock, addressKey } = with_;
  const campaign = await begin(pool, lease);
  if (campaign === 'superseded') return campaign;
  const { account_id: accountId, audience } = campaign;
  const settings = { ...defaultSettings, ...campaign.settings };
  const wrongEndings = (await listEndings(pool, accountId)).filter((ending) => !isKnownEnding(ending));
  const endOfSegment = Date.now() + with_.segmentMs;
  const { first, last, count } = await spanOfContacts(pool, accountId);
  const width = widthOf(first, last, count);
  let after = BigInt(campaign.freeze_cursor);
  if (after < BigInt(first) - 1n) after = BigInt(first) - 1n;
  while (after < BigInt(last)) {
    if (Date.now() > endOfSegment || with_.isStopping()) return 'more';
    const bounds = [after, after + width].filter((from) => from < BigInt(last));
    const range = {
      campaignId: lease.campaignId,
      accountId,
      audience,
      settings,
      wrongEndings,
      addressKey,
      now: clock(),
    };
    const frozen = await allOf(
      bounds.map((from) => freezeOne(pool, lease, { ...range, after: String(from), upTo: String(from + width) })),
    );
    if (frozen.includes('superseded')) return 'superseded';
    if (frozen.includes('again')) return await beginAgain(pool, lease);
    after = bounds.at(-1)! + width;
    await advance(pool, lease, String(after));
  }
  if (count > rangeSize) await pool.query('analyze (skip_locked) recipients');
  return inCampaignMove(pool, lease, 'freezing', (client) => end(client, lease, { ...campaign, settings }, clock()));
}

/** Clears what an earlier freeze has left and says where to go on. */
function begin(pool: Pool, lease: CampaignLease): Promise<Frozen | 'superseded'> {
  return inCampaignMove(pool, lease, 'freezing', async (client) => {
    const { rows } = await client.query<Frozen>(
      `select account_id, agent_id, audience, settings, subject, message, freeze_fence, freeze_cursor from campaigns where id = $1`,
      [lease.campaignId],
    );
    const campaign = rows[0]!;
    if (campaign.freeze_fence === lease.fence) return campaign;
    await clear(client, lease);
    return { ...campaign, freeze_cursor: '0' };
  });
}

async function clear(client: PoolClient, { campaignId, fence }: CampaignLease): Promise<void> {
  await client.query('delete from recipients where campaign_id = $1', [campaignId]);
  await client.query(
    `update campaigns set freeze_fence = $2, freeze_cursor = 0, prepare_cursor = 0, audience_digest = null, snapshot_digest = null,
       candidate_count = 0, verdicts = '{}' where id = $1`,
    [campaignId, fence],
  );
}

/** One range; rows that an attempt has left whose process ended before it said so are written anew. */
async function freezeOne(
  pool: Pool,
  lease: CampaignLease,
  range: FreezeRange,
): Promise<'done' | 'again' | 'superseded'> {
  try {
    return await inCampaignBatch(pool, lease, 'freezing', async (client) => {
      // Its candidates are met with all of their account's Hubs and invitations, by hash: a planner that takes them for one person
      // goes through those for each.
      await client.query(`set local work_mem = '64MB'; set local enable_nestloop = off`);
      await client.query('delete from recipients where campaign_id = $1 and contact_id > $2 and contact_id <= $3', [range.campaignId, range.after, range.upTo]); // prettier-ignore
      await freezeRange(client, range);
      return 'done' as const;
    });
  } catch (error) {
    if ((error as { code?: string }).code !== uniqueViolation) throw error;
    return 'again';
  }
}

/** Both ranges have committed: the next attempt goes on after them. */
async function advance(pool: Pool, { campaignId, fence }: CampaignLease, cursor: string): Promise<void> {
  await pool.query('update campaigns set freeze_cursor = $3 where id = $1 and freeze_fence = $2', [
    campaignId,
    fence,
    cursor,
  ]);
}

async function beginAgain(pool: Pool, lease: CampaignLease): Promise<CampaignStepResult> {
  const cleared = await inCampaignMove(pool, lease, 'freezing', (client) => clear(client, lease));
  return cleared === 'superseded' ? cleared : 'more';
}

/** Ids of one account may lie far apart among those of others: as many as hold about one range's contacts. */
function widthOf(first: string, last: string, count: number): bigint {
  const span = BigInt(last) - BigInt(first) + 1n;
  if (count <= rangeSize) return span > 0n ? span : 1n;
  return (span * BigInt(rangeSize)) / BigInt(count) + 1n;
}

async function end(
  client: PoolClient,
  { campaignId }: CampaignLease,
  campaign: Frozen & { settings: CampaignSettings },
  now: Date,
): Promise<'done'> {
  const { account_id: accountId, agent_id: agentId, settings, subject, message } = campaign;
  await client.query(`set local work_mem = '64MB'`);
  await tellTwinsApart(client, campaignId);
  const { rows: counts } = await client.query<{ verdict: string; count: number }>(
    'select verdict, count(*)::int as count from recipients where campaign_id = $1 group by verdict',
    [campaignId],
  );
  const verdicts = Object.fromEntries(counts.map(({ verdict, count }) => [verdict, count]));
  const candidates = counts.reduce((sum, { count }) => sum + count, 0);
  const audienceDigest = await digestRecipients(client, campaignId);
  const review = await countForReview(client, campaignId);
  const templates = await pinTemplates(client, accountId, settings.reminders);
  const digest = digestSnapshot({ audienceDigest, agentId, settings, subject, message, templates });
  await client.query(
    `update campaigns set frozen_at = $2, candidate_count = $3, verdicts = $4, audience_digest = $5, snapshot_digest = $6, templates = $7, review = $8,
       failure_code = null, failure_sentence = null where id = $1`,
    [
      campaignId,
      now,
      candidates,
      JSON.stringify(verdicts),
      audienceDigest,
      digest,
      JSON.stringify(templates),
      JSON.stringify(review),
    ],
  );
  await moveByWorker(client, {
    campaignId,
    accountId,
    from: 'freezing',
    to: 'awaiting_review',
    event: 'frozen',
    details: { candidates, eligible: verdicts.eligible ?? 0, digest: digest.toString('hex') },
  });
  return 'done';
}
