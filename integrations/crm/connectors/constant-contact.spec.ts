import { contractOf } from '../../../test/crm/contract.js';
import { constantContactVendor } from '../../../test/crm/constant-contact.js';

describe('Constant Contact', () => {
  contractOf(constantContactVendor);
});
