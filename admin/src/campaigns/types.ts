import type { Campaign } from '../../../apps/api/campaigns/campaign.shapes.js';

/** The shapes that the API answers, by the names the pages use. */
export type {
  Campaign,
  CampaignCheck,
  CampaignFunnel,
  CampaignHold,
  CampaignLine,
  CampaignPart,
  CampaignPreview,
  CampaignRecipient as Recipient,
  Candidate,
} from '../../../apps/api/campaigns/campaign.shapes.js';
export type { AudienceChoice, ChangeCampaign } from '../../../apps/api/campaigns/campaigns.schemas.js';
export type { Evidence, RecipientEvent } from '../../../apps/api/campaigns/recipient-timeline.js';
export type { CampaignTimelineEntry } from '../../../apps/api/campaigns/timeline.service.js';

export type Verdict = keyof Campaign['verdicts'];
export type CampaignSettings = Campaign['settings'];
export type Counts = Omit<Campaign['counts'], 'inFlight'>;
export type CountedState = keyof Counts;

/** What is changed under review; of the settings only what differs. */
export interface CampaignChange {
  name?: string;
  agentId?: string;
  settings?: Partial<CampaignSettings>;
  subject?: string | null;
  message?: string | null;
}
