/** Faults that trying again does not cure: the campaign stops as `failed` until a person has looked; resume goes on from there. */
export const campaignFaults = {
  internal:
    'Porchlight met a fault of its own; it is recorded for support. Nothing is lost: resume goes on where it stopped.',
  disk_full:
    'The database has no disk space left. Nothing is lost: when there is space again, resume goes on where it stopped.',
  template_missing:
    'A template that this campaign was approved with cannot be read any more. Nothing is lost: cancel it and make it anew for the others, or ask support.',
  key_missing:
    'The key that makes the links in its mails is not among those of this installation. Nothing is lost: an operator puts it back, then resume goes on where it stopped.',
} as const;
export type CampaignFaultCode = keyof typeof campaignFaults;

export const faultSentence = (code: string): string =>
  campaignFaults[code as CampaignFaultCode] ?? campaignFaults.internal;
