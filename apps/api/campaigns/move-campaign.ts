import type { EntityManager } from '@mikro-orm/postgresql';
import type { Campaign } from '../../../database/entities/campaigns.js';
import { recordCampaignEvent, wakeCampaign } from '../../../database/campaign-events.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { CampaignState } from '../../../domain/campaigns/states.js';
import type { RequestActor } from '../auth/access.js';

export interface CampaignMove {
  campaign: Campaign;
  actor: RequestActor;
  /** As the audit trail calls it, without `campaign.`. */
  event: string;
  to: CampaignState;
  reason?: string | undefined;
  /** Ids, counts, digests: never what people wrote. */
  after?: Record<string, string | number | boolean | null>;
}

/**
 * The one place where the API changes a campaign: work begun under the old fence can no longer commit, the workflow is told, and
 * history and audit have it, in the transaction of the change. The caller holds the campaign.
 */
export async function moveCampaign(tx: EntityManager, move: CampaignMove): Promise<void> {
  const { campaign, actor, event, to, reason, after = {} } = move;
  const before = campaign.state;
  campaign.state = to;
  campaign.fence += 1;
  campaign.version += 1;
  await tx.flush();
  const of = { accountId: campaign.accountId, campaignId: campaign.id };
  await recordCampaignEvent(tx, {
    ...of,
    kind: event,
    actor: actor.keyId ? { kind: 'api_key', id: actor.keyId } : { kind: 'user', id: actor.userId },
    details: { from: before, to, ...after, ...(reason && { reason }) },
  });
  await wakeCampaign(tx, of);
  await recordAudit(
    tx,
    auditBy(actor, {
      accountId: campaign.accountId,
      action: `campaign.${event}`,
      subject: { kind: 'campaign', id: campaign.id },
      ...(reason && { reason }),
      before: { state: before },
      after: { state: to, ...after },
    }),
  );
}
