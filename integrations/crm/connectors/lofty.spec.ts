import { contractOf } from '../../../test/crm/contract.js';
import { loftyVendor } from '../../../test/crm/lofty.js';

describe('Lofty', () => {
  contractOf(loftyVendor);
});
