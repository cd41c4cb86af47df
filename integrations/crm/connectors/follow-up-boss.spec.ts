import { contractOf } from '../../../test/crm/contract.js';
import { followUpBossVendor } from '../../../test/crm/follow-up-boss.js';

describe('Follow Up Boss', () => {
  contractOf(followUpBossVendor);
});
