import { contractOf } from '../../../test/crm/contract.js';
import { mailchimpVendor } from '../../../test/crm/mailchimp.js';

describe('Mailchimp', () => {
  contractOf(mailchimpVendor);
});
