import { Typography } from '@mui/material';
import { counted } from '../../fields/numbers.js';
import { When } from '../../fields/When.js';
import type { CampaignLine } from '../types.js';

interface RateLineProps {
  campaign: Pick<CampaignLine, 'state' | 'rate' | 'counts'>;
  size?: 'large' | 'small';
}

/** How fast it is now, and why not faster. Between two mails of days there is no speed to speak of, only what is waited for. */
export function RateLine({ campaign: { state, rate, counts }, size = 'large' }: RateLineProps) {
  if (state !== 'sending' && state !== 'reminding') return null;
  const { lastMinute, sentence, until } = rate;
  const said = [
    (lastMinute > 0 || counts.inFlight > 0) && `${counted(lastMinute, 'mail')} in the last minute`,
    counts.inFlight > 0 && `${counted(counts.inFlight, 'mail')} on the way now`,
    sentence?.replace(/\.$/, ''),
  ].filter((part) => typeof part === 'string');
  if (said.length === 0) return null;
  return (
    <Typography
      color="text.secondary"
      variant={size === 'small' ? 'body2' : 'body1'}
      sx={{ fontVariantNumeric: 'tabular-nums' }}
    >
      {said.join(' · ')}
      {sentence && until && (
        <>
          {', goes on '}
          <When at={until} />
        </>
      )}
    </Typography>
  );
}
