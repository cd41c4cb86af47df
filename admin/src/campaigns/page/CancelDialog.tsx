import { ConfirmDialog } from '../../frame/ConfirmDialog.js';
import { campaignsApi } from '../api.js';
import type { Campaign } from '../types.js';
import { useTakeCampaign } from '../useCampaign.js';
import { cancelSentence } from '../words.js';

/** Says exactly what stays and who gets nothing, then cancels. */
export function CancelDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const take = useTakeCampaign();
  const wasSent = campaign.approved !== null;
  return (
    <ConfirmDialog
      title={wasSent ? 'Cancel this campaign' : 'Discard this campaign'}
      verb={wasSent ? 'Cancel the campaign' : 'Discard it'}
      onConfirm={async () => take(await campaignsApi.command(campaign.id, 'cancel'))}
      onClose={onClose}
    >
      {cancelSentence(campaign)}
    </ConfirmDialog>
  );
}
