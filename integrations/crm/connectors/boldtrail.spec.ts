import { contractOf } from '../../../test/crm/contract.js';
import { boldTrailVendor } from '../../../test/crm/boldtrail.js';

describe('BoldTrail', () => {
  contractOf(boldTrailVendor);
});
