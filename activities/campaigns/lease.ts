import type { Pool, PoolClient } from 'pg';
import { recordCampaignEvent } from '../../database/campaign-events.js';
import { recordAudit } from '../../database/record-audit.js';
import { assertCampaignMove, type CampaignState } from '../../domain/campaigns/states.js';
import { inBatchWhile, inMoveWhile, type Standing } from '../fence.js';

/** What an attempt was sent out with; it may commit only while the campaign still stands there. */
export interface CampaignLease {
  campaignId: string;
  fence: number;
}

/** What a step over many rows works with. */
export interface SegmentDependencies {
  pool: Pool;
  /** `config.addressKey` */
  addressKey: Buffer;
  clock: () => Date;
  /** After so long it hands its slot back, so that others get their turn. */
  segmentMs: number;
  isStopping: () => boolean;
  /** Gives a sign of life. */
  beat?: () => void;
}

/** Progress of a step: called again, nothing left, or somebody has moved the campaign meanwhile. */
export type CampaignStepResult = 'more' | 'done' | 'superseded';

const standing = ({ campaignId, fence }: CampaignLease, state: CampaignState): Standing => ({
  sql: 'select from campaigns where id = $1 and state = $2 and fence = $3',
  parameters: [campaignId, state, fence],
});

type Work<T> = (client: PoolClient) => Promise<T>;

/** One batch of a campaign in `state`. */
export const inCampaignBatch = <T>(pool: Pool, lease: CampaignLease, state: CampaignState, work: Work<T>) =>
  inBatchWhile(pool, standing(lease, state), work);

/** A move of the campaign itself. */
export const inCampaignMove = <T>(pool: Pool, lease: CampaignLease, state: CampaignState, work: Work<T>) =>
  inMoveWhile(pool, standing(lease, state), work);

const beatMs = 2_000;

/** Signs of life while one statement over many rows runs. */
export async function withBeats<T>(beat: (() => void) | undefined, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => beat?.(), beatMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

export interface WorkerMove {
  campaignId: string;
  accountId: string;
  from: CampaignState;
  to: CampaignState;
  /** As history and audit call it, without `campaign.`. */
  event: string;
  details: Record<string, string | number | boolean | null>;
}

/** A move that the worker makes by itself, with its history and audit; the caller holds the campaign. */
export async function moveByWorker(client: PoolClient, move: WorkerMove): Promise<void> {
  const { campaignId, accountId, from, to, event, details } = move;
  assertCampaignMove(from, to, event);
  await client.query(
    'update campaigns set state = $2, resume_state = null, fence = fence + 1, version = version + 1, updated_at = now() where id = $1',
    [campaignId, to],
  );
  const of = { accountId, campaignId };
  await recordCampaignEvent(client, {
    ...of,
    kind: event,
    actor: { kind: 'worker', id: null },
    details: { from, to, ...details },
  });
  await recordAudit(client, {
    accountId,
    actor: { kind: 'worker', id: null, role: null },
    action: `campaign.${event}`,
    subject: { kind: 'campaign', id: campaignId },
    before: { state: from },
    after: { state: to, ...details },
  });
}
