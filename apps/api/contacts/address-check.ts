import { domainTrouble } from '../../../domain/contacts/email-domains.js';
import { readAddress } from '../../../domain/contacts/email.js';
import type { AddressCheck } from './contacts.schemas.js';

/** Looks at an address before somebody relies on it; nothing is sent and nothing is kept. */
export function checkAddress(email: string): AddressCheck {
  const read = readAddress(email);
  if (!read) return { problem: 'This is not an e-mail address. It reads like name@example.com.', suggestion: null };
  const better = domainTrouble(read.domain)?.suggestion;
  const name = read.address.slice(0, read.address.lastIndexOf('@'));
  return { problem: null, suggestion: better ? `${name}@${better}` : null };
}
