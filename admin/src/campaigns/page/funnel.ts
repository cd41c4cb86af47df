import type { CampaignFunnel } from '../types.js';

export interface Stage {
  key: keyof CampaignFunnel;
  label: string;
}

/** Acceptance by a mail server is all that is known of most mails; delivery is shown where somebody has told us of it. */
const stages: readonly Stage[] = [
  { key: 'invited', label: 'Accepted by the mail server' },
  { key: 'delivered', label: 'Reported as delivered' },
  { key: 'visited', label: 'Visited' },
  { key: 'claimed', label: 'Claimed' },
];

export const stagesOf = ({ delivered }: CampaignFunnel): readonly Stage[] =>
  stages.filter(({ key }) => key !== 'delivered' || delivered > 0);

/** Shares of those who got a mail; nothing where that says nothing. */
export const percentOf = (part: number, whole: number): string =>
  whole === 0 ? '' : `${Math.min(100, Math.round((100 * part) / whole))} %`;
