import { primaryDomain } from '../../../domain/campaigns/primary-domain.js';
import type { Config } from '../../../integrations/config.js';
import { domainOf } from '../../../integrations/mail/settings.js';

/** The domain that campaigns are sent from, and the one it belongs to: a hold of either stops them. */
export function sendingDomains({ hubMailFrom }: Pick<Config, 'hubMailFrom'>): readonly string[] {
  const domain = domainOf(hubMailFrom);
  return [domain, primaryDomain(domain)];
}
