import type { HoldKind, HoldScope, ShownHold, SendingFigures } from '../../../apps/api/sending/sending.schemas.js';
import { inFigures } from '../fields/numbers.js';

export const scopeChoices: Record<HoldScope, string> = {
  platform: 'Everybody',
  account: 'One account',
  campaign: 'One campaign',
  domain: 'One sending domain',
  provider: 'One family of mailbox providers',
};

export const providerWords: Record<string, string> = {
  google: 'Gmail',
  microsoft: 'Outlook, Hotmail',
  yahoo: 'Yahoo, AOL',
  apple: 'iCloud',
  comcast: 'Comcast',
  other: 'All others',
};

export const kindWords: Record<HoldKind, string> = {
  operator: 'held by hand',
  bounces: 'brake: too many mails came back',
  complaints: 'brake: too many complaints',
  authentication: 'brake: our signature was refused',
  provider_busy: 'the provider is busy',
};

const scopeNames: Record<HoldScope, string> = {
  platform: 'Everybody',
  account: 'Account',
  campaign: 'Campaign',
  domain: 'Domain',
  provider: 'Provider',
};

/** "Account Hillside Realty", "Provider Gmail", "Everybody". */
export function holdName({ scope, label }: Pick<ShownHold, 'scope' | 'label'>): string {
  if (scope === 'platform') return scopeNames.platform;
  const name = scope === 'provider' ? (providerWords[label] ?? label) : label;
  return [scopeNames[scope], name].filter(Boolean).join(' ');
}

/** 0.00123 → "0.12 %"; a dash where nothing was sent. */
export const inPercent = (rate: number | null): string => (rate === null ? '–' : `${(rate * 100).toFixed(2)} %`);

/** "12 · 0.40 %"; nothing to say about none. */
export const withRate = (count: number, rate: number | null): string =>
  count === 0 ? '0' : `${inFigures(count)} · ${inPercent(rate)}`;

/** Where mailbox providers begin to turn mail away: complaints at 0.1 %, and bounces at 2 %, as senders are advised. */
export const isWorrying = ({ bounceRate, complaintRate }: Pick<SendingFigures, 'bounceRate' | 'complaintRate'>) => ({
  bounces: (bounceRate ?? 0) >= 0.02,
  complaints: (complaintRate ?? 0) >= 0.001,
});
