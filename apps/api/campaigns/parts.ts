import { CampaignCandidates } from './candidates.service.js';
import { CampaignsController } from './campaigns.controller.js';
import { Campaigns } from './campaigns.service.js';
import { CampaignChecks } from './checks.service.js';
import { CampaignCommandsController } from './commands.controller.js';
import { CampaignCommands } from './commands.service.js';
import { LiveCampaigns } from './live.service.js';
import { CampaignMails } from './mails.service.js';
import { CampaignRecipients } from './recipients.service.js';
import { CampaignTimelines } from './timeline.service.js';

/** What belongs to campaigns, for the index of the API. */
export const campaignControllers = [CampaignsController, CampaignCommandsController];

export const campaignServices = [
  Campaigns,
  CampaignCommands,
  CampaignChecks,
  CampaignCandidates,
  CampaignRecipients,
  CampaignMails,
  CampaignTimelines,
  LiveCampaigns,
];
