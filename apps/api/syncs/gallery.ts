import { contactFields } from '../../../domain/contacts/fields.js';
import type { Connector as CrmConnector } from '../../../integrations/crm/define.js';
import { capabilitiesOf } from '../../../integrations/crm/capabilities.js';
import type { KeyAuth, OAuth } from '../../../integrations/crm/vocabulary.js';
import type { Connector } from './syncs.schemas.js';

/** A card of the gallery, derived from the connector's own data, so that it promises nothing the code does not have. */
export function presentConnector(
  connector: CrmConnector,
  { hasApp, sandboxUrl }: { hasApp: boolean; sandboxUrl: string | null },
): Connector {
  const key = keyAuth(connector);
  const signIn = signInAuth(connector);
  const can = capabilitiesOf(connector);
  return {
    id: connector.id,
    label: connector.label,
    kind: connector.kind,
    capabilities: {
      comesIn: [...new Set(connector.people.fields.map((field) => contactFields[field].label))],
      delta: can.hasDelta,
      deletions:
        can.deletions === 'told' ? 'Deletions are noticed with the next look.' : 'Deletions are noticed once a day.',
      webhooks: can.hasWebhooks,
      filters: can.filters,
    },
    fields: key?.fields.map(({ name, label, isSecret, hint }) => ({ name, label, isSecret, hint })) ?? null,
    keyHelp: key && { steps: [...key.help.steps], url: sandboxUrl ?? key.help.url },
    signIn: signIn && (hasApp ? 'offered' : 'unset'),
    hookSteps:
      can.hasWebhooks && !can.subscribes ? `Enter the address for webhooks at ${connector.label} yourself.` : null,
    isSandbox: sandboxUrl !== null,
  };
}

export const keyAuth = ({ auth }: CrmConnector): KeyAuth | null =>
  auth.find((way): way is KeyAuth => way.kind === 'key') ?? null;

export const signInAuth = ({ auth }: CrmConnector): OAuth | null =>
  auth.find((way): way is OAuth => way.kind === 'oauth') ?? null;
