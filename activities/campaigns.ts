import { hostname } from 'node:os';
import { ApplicationFailure, Context } from '@temporalio/activity';
import type { Pool } from 'pg';
import { TemplateGone } from '../database/mail-templates.js';
import { settleUnknownByPolicy } from '../database/unknown-policy.js';
import type { CampaignFaultCode } from '../domain/campaigns/faults.js';
import type { SendingLimits } from '../domain/campaigns/limits.js';
import type { BulkTransport } from '../integrations/mail/transport.js';
import { KeyMissing, type KeyRing } from '../integrations/secrets.js';
import { evaluateBrakes } from './campaigns/brakes.js';
import { settleCancelled } from './campaigns/cancel.js';
import { expireLinks, expireReviews } from './campaigns/expire.js';
import { freezeAudience } from './campaigns/freeze.js';
import type { CampaignLease } from './campaigns/lease.js';
import { nextCampaignStep } from './campaigns/next-step.js';
import { prepareRecipients } from './campaigns/prepare.js';
import { failCampaign, settleCampaign } from './campaigns/settle.js';
import { sendPart } from './campaigns/send-part.js';
import type { SendingDependencies } from './campaigns/sending.js';
import { spaceReminders } from './campaigns/space.js';
import { wakeCampaigns } from './campaigns/wake.js';
import type { WireLog } from './campaigns/wire-log.js';
import { guarded } from './imports/faults.js';

export interface CampaignDependencies {
  pool: Pool;
  /** The only clock of campaigns. */
  clock: () => Date;
  /** `config.addressKey` */
  addressKey: Buffer;
  ring: KeyRing;
  transport: BulkTransport;
  /** On connections of its own: no other work keeps a mail that was named waiting. */
  wire: WireLog;
  settings: SendingDependencies['settings'];
  limits: SendingLimits;
}

export type Share = CampaignLease & { part: number; budgetMs: number };

/** After so long a freeze or a preparation hands its slot back, so that others get their turn and a stop is quick. */
const segmentMs = 4_000;

/** The steps of campaigns: ids, numbers and dates only. */
export function createCampaignActivities(given: CampaignDependencies) {
  const { pool, clock, addressKey, ring } = given;
  const worker = `worker ${process.pid} on ${hostname()}`;
  const segment = () => {
    const context = Context.current();
    const isStopping = () => context.cancellationSignal.aborted;
    return { pool, clock, addressKey, segmentMs, isStopping, beat: () => context.heartbeat() };
  };
  return guarded({
    freezeAudience: (lease: CampaignLease) => orFault(freezeAudience(segment(), lease)),
    prepareInvitations: (lease: CampaignLease) => orFault(prepareRecipients({ ...segment(), ring }, lease)),
    nextCampaignStep: async ({ campaignId }: { campaignId: string }) => {
      const next = await nextCampaignStep(pool, campaignId, clock());
      if (next.step === 'send') await spaceReminders(pool, campaignId, addressKey, clock());
      return next;
    },
    async sendPart(share: Share) {
      const sent = await orFault(sendPart({ ...given, worker, ...segment() }, share));
      if (isTimeToLook(clock())) await evaluateBrakes(given, clock());
      return sent;
    },
    settleCampaign: (lease: CampaignLease) => settleCampaign(pool, lease, clock()),
    settleCancelled: ({ campaignId }: { campaignId: string }) => settleCancelled(pool, campaignId, clock()),
    failCampaign: (failed: CampaignLease & { code: string }) => failCampaign(pool, failed),
    evaluateBrakes: () => evaluateBrakes(given, clock()),
    expireLinks: () => expireLinks(pool, clock()),
    expireReviews: () => expireReviews(pool, clock()),
    wakeCampaigns: async () => {
      const woken = await wakeCampaigns(pool, clock());
      await settleUnknownByPolicy(pool, clock());
      return woken;
    },
  });
}
export type CampaignActivities = ReturnType<typeof createCampaignActivities>;

/** What only a person can mend stops the campaign at once; what else goes wrong is tried again first. */
async function orFault<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = faultOf(error);
    throw code ? ApplicationFailure.create({ type: code, message: code, nonRetryable: true }) : error;
  }
}

function faultOf(error: unknown): CampaignFaultCode | null {
  if (error instanceof KeyMissing) return 'key_missing';
  return error instanceof TemplateGone ? 'template_missing' : null;
}

/** While a process sends, it looks at the brakes so often, so that a bad list is stopped within seconds. */
const lookEveryMs = 3_000;
let lookedAt = 0;
function isTimeToLook(now: Date): boolean {
  if (now.getTime() - lookedAt < lookEveryMs) return false;
  lookedAt = now.getTime();
  return true;
}
