import type { HubState, InvitationState } from './states.js';

export interface InvitationFacts {
  state: InvitationState;
  hubState: HubState;
  via: 'mail' | 'link';
  wave: number;
  nextActionAt: Date | null;
  expiresAt: Date;
  blocked: boolean;
}

export interface NextStep {
  kind: 'send_invitation' | 'send_reminder' | 'expire' | 'person' | 'paused' | 'none';
  /** The reminder's number, where it is one. */
  wave: number | null;
  at: Date | null;
  sentence: string;
}

const none = (sentence: string): NextStep => ({ kind: 'none', wave: null, at: null, sentence });

/** What happens to an invitation next by itself, and when. */
export function nextStepOf(facts: InvitationFacts, now: Date): NextStep {
  const { state, hubState, wave, nextActionAt, expiresAt } = facts;
  if (state === 'claimed') return none('The Hub was claimed with it.');
  if (state === 'revoked') return none('It was revoked; its link does not work any more.');
  if (state === 'expired') return none('Its link has run out. Resend it for a new one.');
  if (facts.blocked) return { kind: 'person', wave: null, at: null, sentence: 'It waits for you.' };
  if (hubState === 'paused' && nextActionAt)
    return { kind: 'paused', wave: wave || null, at: null, sentence: 'Nothing is sent while the Hub is paused.' };
  if (!nextActionAt) return { kind: 'expire', wave: null, at: expiresAt, sentence: 'Its link stops working.' };
  const isDue = nextActionAt <= now;
  if (wave === 0) {
    const sentence = isDue ? 'The invitation is being sent.' : 'The mail server asked to wait; it is tried again.';
    return { kind: 'send_invitation', wave: null, at: nextActionAt, sentence };
  }
  const sentence = isDue
    ? `Reminder ${wave} is being sent.`
    : `Reminder ${wave} goes out, unless it is claimed before.`;
  return { kind: 'send_reminder', wave, at: nextActionAt, sentence };
}
