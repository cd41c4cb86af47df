import type { HubInFull } from '../types.js';

/** The four steps from a contact to an invitation, in order; each has its own address under `/hubs/:id`. */
export const steps = ['home', 'homeowners', 'message', 'send'] as const;
export type Step = (typeof steps)[number];

export const stepNames: Record<Step, string> = {
  home: 'Home',
  homeowners: 'Homeowners',
  message: 'Message',
  send: 'Send',
};

type Placed = Pick<HubInFull, 'state' | 'contact' | 'home'>;

/** Home and homeowners can be looked at as long as the Hub lives; the mail only before it is on its way. */
export function openSteps({ state, contact }: Placed): readonly Step[] {
  switch (state) {
    case 'draft':
      return ['home', 'homeowners'];
    case 'ready':
      return contact.email ? steps : ['home', 'homeowners'];
    case 'invited':
    case 'claimed':
    case 'paused':
      return ['home', 'homeowners'];
    case 'archived':
      return [];
  }
}

/** Steps that have what they need. */
export function doneSteps({ state, contact }: Placed): readonly Step[] {
  return [...(state === 'draft' ? [] : (['home'] as const)), ...(contact.email ? (['homeowners'] as const) : [])];
}

/** Whether the steps are walked towards a first invitation, or only one thing is corrected. */
export const isBeingMade = ({ state }: Placed): boolean => state === 'draft' || state === 'ready';

/** The step where making a Hub goes on. */
export function nextOpenStep(hub: Placed): Step {
  if (hub.state === 'draft') return 'home';
  return hub.contact.email ? 'message' : 'homeowners';
}
