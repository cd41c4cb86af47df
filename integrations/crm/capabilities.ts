import type { Connector } from './define.js';

/** What a connection can do, read off the connector, so that no screen promises more. */
export interface Capabilities {
  /** Says what has changed; else each look reads everybody. */
  hasDelta: boolean;
  /** How a deletion is noticed. */
  deletions: 'told' | 'by scan';
  hasWebhooks: boolean;
  /** Webhooks that we can order ourselves. */
  subscribes: boolean;
  signsIn: boolean;
  takesKey: boolean;
  filters: string[];
}

export function capabilitiesOf({ people, hooks, choices, auth }: Connector): Capabilities {
  return {
    hasDelta: people.delta.length > 0,
    deletions: people.tellsDeletions ? 'told' : 'by scan',
    hasWebhooks: Boolean(hooks),
    subscribes: Boolean(hooks?.subscribe),
    signsIn: auth.some(({ kind }) => kind === 'oauth'),
    takesKey: auth.some(({ kind }) => kind === 'key'),
    filters: Object.keys(choices ?? {}),
  };
}
