import type { ReviewCounts } from '../../../domain/campaigns/review.js';
import { missingValues } from '../../../domain/mail/fill.js';
import { sampleValues } from '../../../domain/mail/values.js';
import type { Variable } from '../../../domain/mail/variables.js';
import { missingSentence } from '../mail/missing-marks.js';
import type { LookedAtMail } from '../mail/outgoing.service.js';
import type { CampaignCheck } from './campaign.shapes.js';

/** What differs from person to person, and by which count of the review it is known how many lack it. */
const counts = {
  firstName: 'withoutFirstName',
  firstNames: 'withoutFirstName',
  lastName: 'withoutLastName',
  homeStreet: 'withoutHome',
  homeAddress: 'withoutHome',
  inviterName: 'withoutLastName',
  homeownerName: 'withoutLastName',
} as const satisfies Partial<Record<Variable, keyof ReviewCounts>>;
export const personVariables: readonly Variable[] = Object.keys(counts) as (keyof typeof counts)[];

/** Values that one of the mails cannot do without and that some of those found eligible do not have. */
export function missingOfPeople(mails: readonly LookedAtMail[], review: Partial<ReviewCounts>): CampaignCheck[] {
  const needed = (Object.keys(counts) as (keyof typeof counts)[]).filter((variable) =>
    mails.some((mail) => isNeeded(mail, variable)),
  );
  return needed.flatMap((variable) => {
    const count = review[counts[variable]] ?? 0;
    if (count === 0) return [];
    return {
      rule: `missing_${variable}`,
      level: 'block' as const,
      sentence: missingSentence(variable, count === 1 ? '1 contact' : `${count.toLocaleString('en-US')} contacts`),
      mend: 'Complete the contacts, or give the template a fallback.',
      href: `/settings/mails/${mails.find((mail) => isNeeded(mail, variable))?.kind ?? 'invitation'}`,
    };
  });
}

function isNeeded({ kind, template, own }: LookedAtMail, variable: Variable): boolean {
  const values = { ...sampleValues(), [variable]: null };
  return missingValues({ kind, template, values, ...(own && { own }) }).includes(variable);
}
