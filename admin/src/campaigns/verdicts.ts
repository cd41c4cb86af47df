import type { Verdict } from './types.js';

interface VerdictWords {
  /** After a number: "41 unsubscribed". */
  label: string;
  /** Why such a contact gets no mail, or gets one; over the list of them. */
  why: string;
}

/** The reasons in the order in which people ask about them; a verdict that is missing here is shown by its own name. */
export const verdictWords: Record<Verdict, VerdictWords> = {
  eligible: { label: 'will be invited', why: 'They get the invitation, each one mail.' },
  together: {
    label: 'named in their partner’s mail',
    why: 'They share an address with another contact: one mail goes there and names both.',
  },
  already_invited: { label: 'already invited', why: 'An invitation to them is open. It reminds them by itself.' },
  hub_paused: { label: 'Hub paused', why: 'Their Hub is paused. Resume it to invite them.' },
  already_member: { label: 'already joined', why: 'They have claimed a Hub, so there is nothing to invite them to.' },
  unsubscribed_account: { label: 'unsubscribed', why: 'They asked your office not to write to them any more.' },
  unsubscribed_platform: {
    label: 'unsubscribed from all of Porchlight',
    why: 'They asked not to get any mail through Porchlight, whoever sends it.',
  },
  complained: {
    label: 'reported a mail as spam',
    why: 'They marked a mail as spam. Writing again would harm every mail of yours.',
  },
  bounced: { label: 'bounced', why: 'Mail to their address came back: it does not exist, or takes nothing.' },
  no_email: { label: 'no e-mail', why: 'There is no address to write to. Add one, or hand over a landing link.' },
  invalid_email: {
    label: 'an e-mail that cannot exist',
    why: 'What stands as e-mail cannot be an address. Correct it.',
  },
  role_address: {
    label: 'shared mailboxes',
    why: 'Addresses such as info@ belong to an office, not to a person, and complain more often.',
  },
  duplicate_of: {
    label: 'twice in the list',
    why: 'Another contact has the same address and gets the mail. Merge them, or correct one of the addresses.',
  },
  consent_missing: { label: 'no consent recorded', why: 'You asked for recorded consent, and there is none.' },
  recently_contacted: { label: 'mailed lately', why: 'They had an invitation or a campaign’s mail not long ago.' },
  no_home: { label: 'no home address', why: 'You asked to leave out contacts without a home.' },
};

export const verdictOrder = Object.keys(verdictWords) as Verdict[];

export const verdictLabel = (verdict: Verdict): string => verdictWords[verdict]?.label ?? verdict.replaceAll('_', ' ');

export type VerdictCounts = Partial<Record<Verdict, number>>;

/** Those who get no mail of their own, the largest group first. */
export function leftOut(verdicts: VerdictCounts): { verdict: Verdict; count: number }[] {
  return verdictOrder
    .filter((verdict) => verdict !== 'eligible')
    .map((verdict) => ({ verdict, count: verdicts[verdict] ?? 0 }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count);
}

export const eligibleOf = (verdicts: VerdictCounts): number => verdicts.eligible ?? 0;
