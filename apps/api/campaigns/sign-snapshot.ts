import { digestSnapshot } from '../../../database/campaign-digest.js';
import type { Campaign } from '../../../database/entities/campaigns.js';

/** The digest of what stands there now, without looking at the audience again; none while that is not frozen. */
export function signSnapshot(campaign: Campaign): void {
  const { audienceDigest, agentId, settings, subject, message, templates } = campaign;
  campaign.snapshotDigest = audienceDigest
    ? digestSnapshot({
        audienceDigest,
        agentId,
        settings,
        subject: subject ?? null,
        message: message ?? null,
        templates,
      })
    : null;
}
