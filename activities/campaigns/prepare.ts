import type { Pool, PoolClient } from 'pg';
import { chooseHubs } from '../../database/campaign-hubs.js';
import { makeInvitations } from '../../database/campaign-invitations.js';
import {
  type BatchRange,
  nextBatches,
  type Prepared,
  readBatch,
  type ToPrepare,
  writeBatch,
} from '../../database/campaign-prepare.js';
import type { TokenRing } from '../../database/invitations.js';
import type { LateReason } from '../../domain/campaigns/late.js';
import { officeZone } from '../../domain/campaigns/office-zone.js';
import { partOf } from '../../domain/campaigns/part.js';
import { type CampaignSettings, defaultSettings } from '../../domain/campaigns/settings.js';
import { nextOpening } from '../../domain/campaigns/windows.js';
import { zoneOf } from '../../domain/campaigns/zones.js';
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

export interface PrepareDependencies extends SegmentDependencies {
  ring: TokenRing;
}

interface Approved {
  account_id: string;
  agent_id: string;
  created_by: string | null;
  settings: Partial<CampaignSettings>;
  subject: string | null;
  message: string | null;
  partitions: number;
  time_zone: string | null;
  country: string;
}

const batchSize = 2_000;
/** Batches that are worked on at the same time. */
const lanes = 2;

/**
 * A Hub where one is missing, one invitation, a part and a date for everybody who was found eligible and still is, in batches that
 * each commit by themselves, two at a time; how far they have come is kept after each two. Then the campaign sends.
 */
export function prepareRecipients(with_: PrepareDependencies, lease: CampaignLease): Promise<CampaignStepResult> {
  return withBeats(with_.beat, () => prepareSome(with_, lease));
}

async function prepareSome(with_: PrepareDependencies, lease: CampaignLease): Promise<CampaignStepResult> {
  const { pool } = with_;
  const endOfSegment = Date.now() + with_.segmentMs;
  let isFirst = true;
  for (;;) {
    const batches = await nextBatches(pool, lease.campaignId, { size: batchSize, count: lanes });
    if (batches.length === 0) break;
    const prepared = await allOf(
      batches.map((range) =>
        inCampaignBatch(pool, lease, 'preparing', (client) => prepareBatch(client, with_, { ...lease, ...range })),
      ),
    );
    if (prepared.includes('superseded')) return 'superseded';
    await advance(pool, lease, batches.at(-1)!.upTo);
    // Tables that have just begun to grow are small to the planner, which then reads them as a whole for each recipient. A campaign
    // of a few does not wait for that: there is nobody left to be read.
    if (isFirst && batches.length === lanes) await pool.query('analyze (skip_locked) hubs, invitations');
    isFirst = false;
    if (Date.now() > endOfSegment || with_.isStopping()) return 'more';
  }
  return inCampaignMove(pool, lease, 'preparing', (client) => end(client, lease, with_.clock()));
}

/** All of these have committed. Whoever does not get as far as here finds them prepared already. */
async function advance(pool: Pool, { campaignId, fence }: CampaignLease, cursor: string): Promise<void> {
  await pool.query('update campaigns set prepare_cursor = $3 where id = $1 and fence = $2', [
    campaignId,
    fence,
    cursor,
  ]);
}

async function prepareBatch(
  client: PoolClient,
  { ring, addressKey, clock }: PrepareDependencies,
  { campaignId, ...range }: CampaignLease & BatchRange,
): Promise<void> {
  await client.query(`set local porchlight.bulk = 'on'`);
  const campaign = await getApproved(client, campaignId);
  const { account_id: accountId, agent_id: agentId, created_by: createdBy, subject, message } = campaign;
  const people = await readBatch(client, { campaignId, ...range, addressKey });
  const settings = { ...defaultSettings, ...campaign.settings };
  const plan = planOf(campaign, settings, clock());

  const wanted = people.filter(({ late }) => late === null);
  const hubs = await chooseHubs(client, { accountId, agentId, createdBy, campaignId }, wanted);
  const lateBy = new Map<string, LateReason>(
    people.flatMap(({ contactId, late }) => (late ? [[contactId, late]] : [])),
  );
  for (const { contactId } of wanted) {
    const hub = hubs.get(contactId);
    if (hub?.state === 'claimed' || hub?.resumeState === 'claimed') lateBy.set(contactId, 'claimed');
    else if (hub?.state === 'paused') lateBy.set(contactId, 'hub_paused');
  }
  const invited = wanted.flatMap((person) => {
    const hub = hubs.get(person.contactId);
    return hub && !lateBy.has(person.contactId) ? [{ person, hub, dueAt: plan(person).dueAt }] : [];
  });
  const of = { campaignId, accountId, agentId, subject, message, reminders: settings.reminders };
  const invitations = await makeInvitations(client, { ring, of, invited });

  const batch = people.map((person): Prepared => {
    const { contactId } = person;
    const invitationId = invitations.get(contactId) ?? null;
    const late = lateBy.get(contactId) ?? (invitationId ? null : 'invited_meanwhile');
    const { zone, dueAt } = plan(person);
    const part = partOf(contactId, campaign.partitions);
    return { contactId, part, zone, dueAt: late ? null : dueAt, hubId: hubs.get(contactId)?.hubId ?? null, invitationId, late }; // prettier-ignore
  });
  await writeBatch(client, { campaignId, batch, now: clock() });
}

async function getApproved(client: PoolClient, campaignId: string): Promise<Approved> {
  const { rows } = await client.query<Approved>(
    `select c.account_id, c.agent_id, c.created_by, c.settings, c.subject, c.message, c.partitions, a.time_zone, a.country
     from campaigns c join accounts a on a.id = c.account_id where c.id = $1`,
    [campaignId],
  );
  return rows[0]!;
}

/** Where each of them is and when their first mail may arrive there; asked once for each zone. */
function planOf(campaign: Approved, { window, startAt }: CampaignSettings, now: Date) {
  const office = officeZone({ timeZone: campaign.time_zone, country: campaign.country });
  const start = startAt && new Date(startAt) > now ? new Date(startAt) : now;
  const openings = new Map<string, Date>();
  return ({ zip, state, country }: ToPrepare): { zone: string | null; dueAt: Date } => {
    const zone = zoneOf({ zip, state, country });
    const hours = zone ?? office;
    const dueAt = openings.get(hours) ?? nextOpening(window, hours, start);
    openings.set(hours, dueAt);
    return { zone, dueAt };
  };
}

async function end(client: PoolClient, { campaignId }: CampaignLease, now: Date): Promise<'done'> {
  await client.query(
    `insert into campaign_parts (campaign_id, part) select id, generate_series(0, partitions - 1) from campaigns where id = $1 on conflict do nothing`,
    [campaignId],
  );
  const { rows } = await client.query<{ account_id: string; planned: number; late: number }>(
    `select c.account_id, sum(p.planned)::int as planned, sum(p.late_excluded)::int as late
     from campaigns c join campaign_parts p on p.campaign_id = c.id where c.id = $1 group by 1`,
    [campaignId],
  );
  const { account_id: accountId, planned, late } = rows[0]!;
  await client.query('update campaigns set started_at = coalesce(started_at, $2) where id = $1', [campaignId, now]);
  const details = { planned, lateExcluded: late };
  await moveByWorker(client, { campaignId, accountId, from: 'preparing', to: 'sending', event: 'prepared', details });
  return 'done';
}
