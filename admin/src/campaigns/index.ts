import { CampaignRoutes } from './CampaignRoutes.js';
import { CampaignsPage } from './CampaignsPage.js';

/** The resource: `/campaigns`, `/campaigns/new`, `/campaigns/:id` and what stands below it. */
export const campaigns = { list: CampaignsPage, edit: CampaignRoutes };
