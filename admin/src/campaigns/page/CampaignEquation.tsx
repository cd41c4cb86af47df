import { Equation, type EquationPart } from '../../fields/Equation.js';
import type { CampaignLine, CountedState } from '../types.js';
import { eligibleInParts } from '../words.js';

const terms: readonly { state: CountedState; label: string; tone?: EquationPart['tone'] }[] = [
  { state: 'sent', label: 'sent', tone: 'well' },
  { state: 'planned', label: 'planned' },
  { state: 'deferred', label: 'put off' },
  { state: 'unknown', label: 'not known', tone: 'person' },
  { state: 'rejected', label: 'refused' },
  { state: 'late_excluded', label: 'left out late' },
  { state: 'cancelled', label: 'cancelled' },
];

/** `1,021 to invite = 640 sent + 381 planned + …`: nobody is lost, and every number opens its people. */
export function CampaignEquation({ campaign, size }: { campaign: CampaignLine; size?: 'large' | 'small' }) {
  const { id, counts, verdicts } = campaign;
  const counted = eligibleInParts(counts);
  // Before the parts are counted, the snapshot says how many there will be.
  const total = counted > 0 ? counted : (verdicts.eligible ?? 0);
  const here = `/campaigns/${id}/recipients`;
  const shown = counted > 0 ? counts : { ...counts, planned: total };
  return (
    <Equation
      size={size}
      total={{ count: total, label: 'to invite', to: here }}
      parts={terms.map(({ state, label, tone }) => ({
        count: shown[state],
        label,
        to: `${here}?state=${state}`,
        ...(tone && { tone }),
      }))}
    />
  );
}
