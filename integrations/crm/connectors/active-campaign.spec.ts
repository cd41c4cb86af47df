import { contractOf } from '../../../test/crm/contract.js';
import { activeCampaignVendor } from '../../../test/crm/active-campaign.js';

describe('ActiveCampaign', () => {
  contractOf(activeCampaignVendor);
});
