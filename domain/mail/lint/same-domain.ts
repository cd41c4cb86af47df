import { getDomain } from 'tldts';

/** Relaxed alignment (RFC 7489 §3.1): one organization's domain, whatever stands before it. */
export function sameDomain(a: string, b: string): boolean {
  return a === b || organization(a) === organization(b);
}

/** `.example` and the like are on no list of public suffixes: there the last two labels count. */
const organization = (domain: string) => getDomain(domain) ?? domain.split('.').slice(-2).join('.');
