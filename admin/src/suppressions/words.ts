import type { ShownSuppression } from '../../../apps/api/suppressions/suppressions.schemas.js';

export const reasonWords: Record<ShownSuppression['reason'], string> = {
  unsubscribed: 'Unsubscribed',
  bounced: 'Mail came back',
  complained: 'Reported as spam',
  asked: 'Asked for no mail',
  imported: 'From a list',
};

/** By which way we came to know. */
export const sourceWords: Record<ShownSuppression['source'], string> = {
  one_click: 'by the button of their mailbox',
  page: 'on the unsubscribe page',
  preferences: 'in their mail preferences',
  agent: 'entered by hand',
  operator: 'entered by Porchlight',
  import: 'from an uploaded list',
  crm: 'in the CRM',
  provider: 'told by the mail provider',
  take_back: 'with “this wasn’t me”',
  erasure: 'kept when the person was erased',
};

export const scopeWords = ({ scope, accountName }: ShownSuppression): string =>
  scope === 'platform' ? 'All accounts' : (accountName ?? 'This account');

/** What stands where the address itself is not kept any more. */
export const erasedWords = 'Erased: only its fingerprint is kept';
