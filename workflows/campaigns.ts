import { condition, continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { CampaignActivities } from '../activities/campaigns.js';
import { type CampaignInput, taskQueues } from './protocol.js';
import { faultOf, hearChanges, tries, untilChanged } from './steps.js';

type NextStep = Awaited<ReturnType<CampaignActivities['nextCampaignStep']>>;

/**
 * One campaign from its freeze to its end. What is to be done stands in the database: read it, do that step, read again; between
 * them it waits for the next date or for a command. Whatever ends this workflow, starting it again goes on from there.
 */
export async function runCampaign({ campaignId }: CampaignInput): Promise<void> {
  const watch = hearChanges();

  // How long all shares have asked to be left alone.
  let restMs: number | null = null;
  for (;;) {
    const isChanged = watch();
    const next: NextStep = await activities().nextCampaignStep({ campaignId });
    if (next.step === 'end' && !isChanged()) return;
    if (next.step === 'wait') await untilChanged(isChanged, next.waitMs);
    else if (next.step === 'send' && restMs !== null) {
      await untilChanged(isChanged, restMs);
      restMs = null;
    } else restMs = await doStep(campaignId, next, isChanged);
    if (isLong()) await continueAsNew<typeof runCampaign>({ campaignId });
  }
}

/** The start of the sweep, from the platform's one schedule: what is due, over or broken in any campaign. */
export async function sweepCampaigns(): Promise<void> {
  const steps = activities();
  await steps.evaluateBrakes();
  let more = true;
  while (more) more = (await steps.expireLinks()) === 'more';
  await steps.expireReviews();
  await steps.wakeCampaigns();
}

/** Events that are replayed whenever another worker takes the workflow over; far below the engine's limits. */
const longHistory = 2_000;
const isLong = () => workflowInfo().continueAsNewSuggested || workflowInfo().historyLength > longHistory;

/** Nobody is left alone for longer: what was forgotten is looked at again. */
const longestRestMs = 3_600_000;
/** When a share has nothing to do and the database says that it has, somebody else is at it. */
const againMs = 10_000;

/** @returns how long to leave the shares alone, where they all asked for it; else null */
async function doStep(
  campaignId: string,
  { step, fence, accountId, parts }: NextStep,
  isChanged: () => boolean,
): Promise<number | null> {
  const lease = { campaignId, fence };
  const steps = activities(accountId);
  try {
    if (step === 'freeze') await steps.freezeAudience(lease);
    if (step === 'prepare') await steps.prepareInvitations(lease);
    if (step === 'settle') await steps.settleCampaign(lease);
    if (step === 'cancel') await steps.settleCancelled({ campaignId });
    if (step === 'send') return await sendParts(steps, lease, parts, isChanged);
  } catch (error) {
    const fault = faultOf(error);
    if (!fault) throw error;
    await steps.failCampaign({ ...lease, code: fault.type ?? 'internal' });
  }
  return null;
}

/** So long a share is at work before others get its slot. */
const budgetMs = 4_000;

/**
 * All shares side by side, each again and again while it has something to send. A share that has to wait waits by itself; when all
 * of them do, the campaign is looked at again.
 * @returns how long all of them have to be left alone; null: something has changed
 */
async function sendParts(
  steps: CampaignActivities,
  lease: { campaignId: string; fence: number },
  parts: number[],
  isChanged: () => boolean,
): Promise<number | null> {
  let working = parts.length;
  let hasFailed = false;
  let restUntil = Infinity;
  const isOver = () => isChanged() || isLong() || hasFailed;

  const sendShare = async (part: number): Promise<void> => {
    while (!isOver()) {
      const { step, waitMs } = await steps.sendPart({ ...lease, part, budgetMs });
      if (step === 'more') continue;
      working -= 1;
      if (step === 'done') return;
      const until = Date.now() + Math.min(waitMs ?? longestRestMs, longestRestMs);
      const isAllAtRest = await condition(() => working === 0 || isOver(), Math.max(1, until - Date.now()));
      if (isAllAtRest) return void (restUntil = Math.min(restUntil, until));
      working += 1;
    }
  };
  const ends = await Promise.allSettled(
    parts.map((part) =>
      sendShare(part).catch((error: unknown) => {
        // The others end before the campaign stops.
        hasFailed = true;
        throw error;
      }),
    ),
  );
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
  if (isChanged()) return null;
  return restUntil === Infinity ? againMs : Math.max(1, restUntil - Date.now());
}

/** Accounts take turns; looking at what is next goes before work, so that a small campaign begins beside a large one. */
function activities(fairnessKey?: string): CampaignActivities {
  return proxyActivities<CampaignActivities>({
    taskQueue: taskQueues.campaigns,
    startToCloseTimeout: '30 minutes',
    ...tries,
    priority: fairnessKey ? { fairnessKey, priorityKey: 4 } : { priorityKey: 2 },
  });
}
