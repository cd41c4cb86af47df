import { getDomain } from 'tldts';

/** The domain that somebody has registered, over all its subdomains: mailbox providers judge it as one. */
export const primaryDomain = (domain: string): string => getDomain(domain) ?? domain.toLowerCase();
