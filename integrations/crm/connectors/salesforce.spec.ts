import { contractOf } from '../../../test/crm/contract.js';
import { salesforceVendor } from '../../../test/crm/salesforce.js';

describe('Salesforce', () => {
  contractOf(salesforceVendor);
});
