import type { CampaignCommand } from '../../../domain/campaigns/commands.js';
import type { AudienceChoice, CampaignSettings } from '../../../domain/campaigns/settings.js';
import type { ReviewCheck } from '../../../domain/campaigns/review-checks.js';
import type { CampaignState, CountedState, RecipientState } from '../../../domain/campaigns/states.js';
import type { Verdict } from '../../../domain/campaigns/verdicts.js';
import type { PinnedTemplates } from '../../../database/entities/campaigns.js';

/** What keeps a campaign from being sent, or is worth a look, with where it is mended in the console. */
export type CampaignCheck = ReviewCheck;

/** The very mail as one contact will read it. */
export interface CampaignPreview {
  contactId: string;
  from: string;
  replyTo: string | null;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** In words, what this person has no value for, with no fallback: their mail is not sent. */
  missing: string[];
  checks: CampaignCheck[];
}

export interface CampaignPart extends Record<CountedState, number> {
  part: number;
  mails: number;
  wait: { sentence: string; until: string | null } | null;
  nextDueAt: string | null;
}

export interface CampaignHold {
  id: string;
  scope: string;
  /** The account, campaign, domain or family of providers. */
  scopeId: string;
  kind: string;
  reason: string;
  placedAt: string;
  until: string | null;
}

/** People of a campaign, each counted once. */
export interface CampaignFunnel {
  /** Whose first mail a mail server has accepted. That it lies in a mailbox is not said by that. */
  invited: number;
  /** Of whose mail a provider or the receiving server has told us that it was delivered. */
  delivered: number;
  /** Whose mail came back. */
  bounced: number;
  visited: number;
  claimed: number;
  reminded: number;
}

export interface CampaignRate {
  /** What was chosen, or set by operations; null: as fast as it may. */
  perHour: number | null;
  lastMinute: number;
  /** Why it is not faster, and when that is over where it is known. */
  sentence: string | null;
  until: string | null;
}

/** A campaign as lists and its page show it. */
export interface Campaign {
  id: string;
  accountId: string;
  accountName: string;
  name: string;
  agent: { id: string; name: string };
  state: CampaignState;
  resumeState: CampaignState | null;
  commands: CampaignCommand[];
  failure: { code: string; sentence: string } | null;
  audience: AudienceChoice;
  settings: CampaignSettings;
  subject: string | null;
  message: string | null;
  templates: PinnedTemplates;
  candidateCount: number;
  /** How many have been looked at, while the audience is frozen. */
  frozenCount: number;
  frozenAt: string | null;
  /** When an unapproved snapshot is over. */
  expiresAt: string | null;
  verdicts: Record<Verdict, number>;
  digest: string | null;
  approved: { at: string; by: { id: string; name: string }; digest: string } | null;
  checks: CampaignCheck[];
  counts: Record<CountedState, number> & { inFlight: number };
  parts: CampaignPart[];
  rate: CampaignRate;
  funnel: CampaignFunnel;
  holds: CampaignHold[];
  nextAt: string | null;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  version: number;
}

/** In lists: without what costs a question per campaign. */
export type CampaignLine = Omit<Campaign, 'checks' | 'parts' | 'frozenCount'>;

export interface Candidate {
  contactId: string;
  name: string | null;
  email: string | null;
  home: string | null;
  verdict: Verdict;
  sentence: string;
  of: { kind: 'contact' | 'hub' | 'invitation'; id: string; label: string } | null;
}

export interface CampaignRecipient {
  contactId: string;
  name: string | null;
  email: string | null;
  state: RecipientState;
  sentence: string | null;
  wave: number;
  part: number | null;
  dueAt: string | null;
  attempts: number;
  lastReply: string | null;
  firstSentAt: string | null;
  deliveredAt: string | null;
  bouncedAt: string | null;
  visitedAt: string | null;
  claimedAt: string | null;
  hubId: string | null;
}
