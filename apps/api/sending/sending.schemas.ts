import { z } from 'zod';
import { mailboxProviders, type MailboxProvider } from '../../../domain/campaigns/providers.js';
import type { CampaignState, RecipientState } from '../../../domain/campaigns/states.js';
import type { Verdict } from '../../../domain/campaigns/verdicts.js';
import { Reason } from '../imports/imports.schemas.js';
import { Id, listQuery } from '../list.js';

export const holdScopes = ['platform', 'account', 'campaign', 'domain', 'provider'] as const;
export type HoldScope = (typeof holdScopes)[number];
export type HoldKind = 'operator' | 'bounces' | 'complaints' | 'authentication' | 'provider_busy';

const families = [...Object.keys(mailboxProviders), 'other'] as MailboxProvider[];

/** What the id of each scope looks like, and what to say when it does not. */
const ids: Record<HoldScope, { form: RegExp; sentence: string }> = {
  platform: { form: /^$/, sentence: 'The whole platform has no id: leave it out.' },
  account: { form: /^[1-9]\d{0,17}$/, sentence: 'Say which account, by its id.' },
  campaign: { form: /^[1-9]\d{0,17}$/, sentence: 'Say which campaign, by its id.' },
  domain: {
    form: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/,
    sentence: 'Say which sending domain. It reads like mail.example.com.',
  },
  provider: {
    form: new RegExp(`^(?:${families.join('|')})$`),
    sentence: `Say which family of mailbox providers: ${families.join(', ')}.`,
  },
};

const ScopeId = z.string().trim().toLowerCase().max(253).default('');
const fits = ({ scope, scopeId }: { scope: HoldScope; scopeId: string }) => ids[scope].form.test(scopeId);
const misfit = { path: ['scopeId'], error: (issue: { input?: unknown }) => ids[scopeOf(issue.input)].sentence };
const scopeOf = (input: unknown) => (input as { scope: HoldScope }).scope;

export const NewHold = z
  .strictObject({
    scope: z.enum(holdScopes, 'Say what is to be held: platform, account, campaign, domain or provider.'),
    scopeId: ScopeId,
    reason: Reason,
  })
  .refine(fits, misfit);
export type NewHold = z.infer<typeof NewHold>;

export const ReleaseHold = z.strictObject({ reason: Reason });
export type ReleaseHold = z.infer<typeof ReleaseHold>;

export const HoldsQuery = listQuery(
  ['placedAt'],
  z.strictObject({
    /** Those that hold now, or those that were released. */
    live: z.boolean().optional(),
    scope: z.enum(holdScopes).optional(),
    scopeId: z.string().max(253).optional(),
  }),
);
export type HoldsQuery = z.infer<typeof HoldsQuery>;

export const NewLimit = z
  .strictObject({
    scope: z.enum(['platform', 'account', 'domain', 'provider'], 'Say what is limited: platform, account, domain or provider.'),
    scopeId: ScopeId,
    perHour: z
      .number('Say how many mails an hour, as a number.')
      .int('Mails come whole.')
      .min(1, 'To stop sending, place a hold; a limit begins at one mail an hour.')
      .max(100_000_000, 'That is more than any mail server takes.')
      .nullable(),
    reason: Reason,
  })
  .refine(fits, misfit); // prettier-ignore
export type NewLimit = z.infer<typeof NewLimit>;

export const HealthQuery = z.object({ accountId: Id.optional() });
export type HealthQuery = z.infer<typeof HealthQuery>;

export const UnknownQuery = listQuery(['startedAt'], z.strictObject({ accountId: Id.optional() }));
export type UnknownQuery = z.infer<typeof UnknownQuery>;

/** Somebody or a brake says that something may not send. */
export interface ShownHold {
  id: string;
  scope: HoldScope;
  scopeId: string;
  /** The account's or campaign's name, the domain, the family; for the platform "Everybody". */
  label: string;
  kind: HoldKind;
  reason: string;
  /** The figures that a brake went by. */
  facts: Record<string, unknown>;
  placedAt: string;
  /** Null: a brake did. */
  placedBy: string | null;
  /** When it ends by itself; null: a person releases it. */
  until: string | null;
  released: { at: string; by: string | null; reason: string | null } | null;
}

export interface ShownLimit {
  key: string;
  scope: NewLimit['scope'];
  scopeId: string;
  label: string;
  perHour: number;
  reason: string | null;
  setAt: string;
  setBy: string | null;
}

/** What one domain sent to one family in some days. Rates are shares of what was accepted; null where nothing was. */
export interface SendingFigures {
  accepted: number;
  deferred: number;
  rejected: number;
  unknown: number;
  delivered: number;
  bounced: number;
  complained: number;
  bounceRate: number | null;
  complaintRate: number | null;
}

export type FiguresByDays = Record<'1' | '7' | '30', SendingFigures>;

export interface DomainHealth {
  domain: string;
  total: FiguresByDays;
  providers: ({ provider: MailboxProvider; held: boolean } & FiguresByDays)[];
  /** Since when it is warmed up, which day that is, and how many mails it may send on it; null: it is warm, or was never new. */
  warmUp: { from: string; day: number; cap: number; sentToday: number } | null;
  /** What keeps it from sending at present. */
  holds: ShownHold[];
}

export interface AccountHealth extends Omit<SendingFigures, 'delivered'> {
  accountId: string;
  accountName: string;
  holds: ShownHold[];
}

export interface SendingHealth {
  day: string;
  domains: DomainHealth[];
  /** Those who sent in the last seven days, the worst rates first. */
  accounts: AccountHealth[];
  /** Of the platform and of families of mailbox providers, which concern every domain. */
  holds: ShownHold[];
  /** Mails of which nobody knows and that nobody has settled. */
  unknown: number;
}

/** One person of one account, by the contact or by the address. */
export const WhyQuery = z
  .object({
    accountId: Id.optional(),
    contactId: Id.optional(),
    address: z.string().trim().min(1).max(320).optional(),
  })
  .refine(({ contactId, address }) => (contactId === undefined) !== (address === undefined), {
    path: ['address'],
    error: 'Say whom you mean: a contact, or a whole e-mail address.',
  });
export type WhyQuery = z.infer<typeof WhyQuery>;

/** What every campaign has found of a contact. */
export interface WhyNotMailed {
  contactId: string;
  accountId: string;
  accountName: string;
  /** What would keep a mail from them today, in words; empty: nothing that is known. */
  now: string[];
  /** The latest first. In those that are not here the contact was no candidate. */
  campaigns: {
    campaignId: string;
    name: string;
    campaignState: CampaignState;
    verdict: Verdict;
    verdictSentence: string;
    state: RecipientState;
    stateSentence: string | null;
    judgedAt: string | null;
    sentAt: string | null;
  }[];
}
