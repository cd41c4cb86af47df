import type { Check, RuleId } from '../../../domain/mail/lint.js';
import type { CampaignCheck } from './campaign.shapes.js';

/** Where the console mends what a rule finds; most is a matter of the template's words. */
const hrefs: Partial<Record<RuleId, string>> = {
  L1: '/settings/sender',
  L4: '/settings/sender',
  L8: '/settings/card',
  G1: '/settings/sender',
  G2: '/settings/sender',
  G5: '/suppressions',
};

/** A finding of the linter among the checks of a review; null for what is only noted. */
export function checkOf({ rule, level, sentence, fix }: Check): CampaignCheck | null {
  if (level === 'note' || level === 'pass') return null;
  return { rule, level, sentence, mend: fix, href: hrefs[rule] ?? '/settings/mails' };
}

/** What a person wants to read in so many words when it is well. */
const passes: { rule: string; by: RuleId[]; sentence: string }[] = [
  { rule: 'domain', by: ['G1', 'G2'], sentence: 'The sender’s domain signs the mails.' },
  { rule: 'postal_address', by: ['L4'], sentence: 'The mail has your postal address.' },
  { rule: 'agent', by: ['L1'], sentence: 'The mail comes in your name.' },
  {
    rule: 'unsubscribe',
    by: ['L5', 'U1', 'U2', 'U3', 'G4'],
    sentence: 'Everybody can unsubscribe, with one press as well.',
  },
];

/** @param found everything that the linter found in any of the mails */
export const passedChecks = (found: readonly Pick<Check, 'rule' | 'level'>[]): CampaignCheck[] =>
  passes
    .filter(({ by }) => !found.some(({ rule, level }) => level !== 'note' && by.includes(rule)))
    .map(({ rule, sentence }) => ({ rule, level: 'pass', sentence, mend: '', href: null }));
