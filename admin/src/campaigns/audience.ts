import { counted } from '../fields/numbers.js';
import type { AudienceChoice } from './types.js';

/** Where Easy Invite begins for a choice: the address says the whole of it, so that it can be reloaded, kept and sent on. */
export function newCampaignPath(audience: AudienceChoice): string {
  switch (audience.kind) {
    case 'no_hub':
      return '/campaigns/new';
    case 'contacts':
      return `/campaigns/new?contacts=${audience.contactIds.join(',')}`;
    case 'filter':
      return `/campaigns/new?${new URLSearchParams({ filter: JSON.stringify(audience.filter) })}`;
  }
}

/** What the address says; null when it cannot be read. */
export function audienceOf(search: URLSearchParams): AudienceChoice | null {
  const contacts = search.get('contacts');
  if (contacts !== null) {
    const contactIds = [...new Set(contacts.split(',').filter((id) => /^[1-9]\d{0,17}$/.test(id)))];
    return contactIds.length > 0 ? { kind: 'contacts', contactIds } : null;
  }
  const filter = search.get('filter');
  if (filter === null) return { kind: 'no_hub' };
  try {
    const parsed: unknown = JSON.parse(filter);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
    return { kind: 'filter', filter: parsed as Record<string, unknown> };
  } catch {
    return null;
  }
}

const filterNames: Record<string, string> = {
  q: 'search',
  tag: 'tag',
  source: 'source',
  importId: 'import',
  connectionId: 'CRM connection',
  addedByRun: 'brought in by sync run',
  changedByRun: 'changed by sync run',
  goneByRun: 'found deleted by sync run',
  hasEmail: 'has an e-mail',
  hub: 'Hub',
};

const shownValue = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? `“${value}”` : JSON.stringify(value);

function conditionOf([name, value]: [string, unknown]): string {
  if (name === 'hub' && value === 'none') return 'without a Hub';
  if (name === 'hasEmail') return value === false ? 'without an e-mail' : 'with an e-mail';
  return `${filterNames[name] ?? name} ${shownValue(value)}`;
}

/** "All contacts with tag “past client”, without a Hub" */
export function audienceWords(audience: AudienceChoice): string {
  switch (audience.kind) {
    case 'no_hub':
      return 'Everybody who has no Hub yet';
    case 'contacts':
      return `${counted(audience.contactIds.length, 'contact')} chosen by hand`;
    case 'filter': {
      const conditions = Object.entries(audience.filter).map(conditionOf);
      return conditions.length === 0 ? 'All contacts' : `All contacts: ${conditions.join(', ')}`;
    }
  }
}

/** The list of contacts that a choice comes from; chosen ones have no list of their own. */
export function contactsPathOf(audience: AudienceChoice): string | null {
  if (audience.kind === 'contacts') return null;
  const filter = audience.kind === 'no_hub' ? { hub: 'none' } : audience.filter;
  return `/contacts?${new URLSearchParams({ filter: JSON.stringify(filter) })}`;
}
