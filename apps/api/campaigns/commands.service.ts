import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Campaign } from '../../../database/entities/campaigns.js';
import { type CampaignCommand, campaignStateAfter } from '../../../domain/campaigns/commands.js';
import { campaignWorkflow } from '../../../domain/engine.js';
import type { RequestActor } from '../auth/access.js';
import { Relay } from '../outbox/relay.js';
import { Problem } from '../problem.js';
import { CampaignChecks } from './checks.service.js';
import type { ChangeRate } from './campaigns.schemas.js';
import { lockCampaign } from './find-campaign.js';
import { moveCampaign } from './move-campaign.js';
import { signSnapshot } from './sign-snapshot.js';

/** What each command is called in history and audit. */
const events = {
  refreeze: 'refreeze_started',
  approve: 'approved',
  pause: 'paused',
  resume: 'resumed',
  cancel: 'cancelled',
  set_rate: 'rate_changed',
} as const satisfies Partial<Record<CampaignCommand, string>>;

export interface CampaignRequest {
  campaignId: string;
  actor: RequestActor;
  reason?: string | undefined;
}

type After = Record<string, string | number | null>;

/** Commands to a campaign: each locks its row, asks the table of moves, and changes, records and enqueues in one transaction. */
@Injectable()
export class CampaignCommands {
  constructor(
    private readonly em: EntityManager,
    private readonly relay: Relay,
    private readonly checks: CampaignChecks,
  ) {}

  /** Looks at the audience again: who is in it, and with which verdict. */
  refreeze(request: CampaignRequest): Promise<void> {
    return this.ask('refreeze', request, async (_tx, campaign) => {
      campaign.snapshotDigest = null;
      return {};
    });
  }

  /** Binds to exactly the snapshot that was reviewed. @throws Problem when it is not the present one, or something blocks */
  approve(request: CampaignRequest, digest: string): Promise<void> {
    return this.ask('approve', request, async (tx, campaign) => {
      const present = campaign.snapshotDigest && Buffer.from(campaign.snapshotDigest).toString('hex');
      if (present !== digest) throw snapshotChanged(present);
      await this.checks.assertMayBeSent(tx, campaign);
      campaign.approvedAt = new Date();
      campaign.approvedBy = request.actor.userId;
      campaign.approvedDigest = Buffer.from(digest, 'hex');
      return { digest, candidates: campaign.candidateCount, eligible: campaign.verdicts.eligible ?? 0 };
    });
  }

  pause(request: CampaignRequest): Promise<void> {
    return this.ask('pause', request, async (_tx, campaign) => {
      campaign.resumeState = campaign.state as NonNullable<Campaign['resumeState']>;
      return {};
    });
  }

  resume(request: CampaignRequest): Promise<void> {
    return this.ask('resume', request, async (_tx, campaign) => {
      campaign.resumeState = null;
      campaign.failureCode = null;
      campaign.failureSentence = null;
      return {};
    });
  }

  /** What is on the wire ends and is written down; the rest is not sent, which the worker settles. */
  cancel(request: CampaignRequest): Promise<void> {
    return this.ask('cancel', request, async (_tx, campaign) => {
      campaign.resumeState = null;
      campaign.endedAt = new Date();
      return {};
    });
  }

  setRate(request: CampaignRequest, { perHour }: ChangeRate): Promise<void> {
    return this.ask('set_rate', request, async (_tx, campaign) => {
      campaign.settings = { ...campaign.settings, perHour };
      if (campaign.state === 'awaiting_review') signSnapshot(campaign);
      return { perHour };
    });
  }

  private async ask(
    command: keyof typeof events,
    { campaignId, actor, reason }: CampaignRequest,
    change: (tx: EntityManager, campaign: Campaign) => Promise<After>,
  ): Promise<void> {
    await this.em.transactional(async (tx) => {
      const campaign = await lockCampaign(tx, campaignId);
      const to = campaignStateAfter(command, campaign);
      const after = await change(tx, campaign);
      await moveCampaign(tx, { campaign, actor, event: events[command], to, reason, after });
    });
    await this.relay.deliver(campaignWorkflow.id(campaignId));
  }
}

const snapshotChanged = (digest: string | null | undefined) =>
  new Problem(
    409,
    'snapshot_changed',
    'The audience, the settings or the words have changed since you looked. Review them as they are now, then send.',
    { digest: digest ?? null },
  );
