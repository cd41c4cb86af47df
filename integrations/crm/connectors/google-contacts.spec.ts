import { contractOf } from '../../../test/crm/contract.js';
import { googleContactsVendor } from '../../../test/crm/google-contacts.js';

describe('Google Contacts', () => {
  contractOf(googleContactsVendor);
});
