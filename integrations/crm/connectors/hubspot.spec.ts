import { contractOf } from '../../../test/crm/contract.js';
import { hubspotVendor } from '../../../test/crm/hubspot.js';

describe('HubSpot', () => {
  contractOf(hubspotVendor);
});
