import { Problem } from '../../api.js';
import { AskDialog } from '../../frame/AskDialog.js';
import { campaignsApi } from '../api.js';
import type { Campaign } from '../types.js';
import { useTakeCampaign } from '../useCampaign.js';

/** How many mails an hour at most, from now on. */
export function RateDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const take = useTakeCampaign();
  const { perHour } = campaign.settings;
  return (
    <AskDialog
      title="Change the speed"
      verb="Change speed"
      fields={[
        {
          name: 'perHour',
          label: 'At most, mails an hour',
          initial: perHour === null ? '' : String(perHour),
          isOptional: true,
          help: 'Blank: as fast as your account may send.',
        },
      ]}
      onAnswer={async ({ perHour: typed = '' }) => take(await campaignsApi.setRate(campaign.id, countOf(typed)))}
      onClose={onClose}
    >
      It holds from the next mails on. The limits of your account and of the mailbox providers hold besides.
    </AskDialog>
  );
}

function countOf(typed: string): number | null {
  if (typed === '') return null;
  const count = Number(typed.replaceAll(',', ''));
  if (Number.isInteger(count) && count > 0) return count;
  throw new Problem(422, { fields: { perHour: 'A whole number of at least 1, or blank.' } });
}
