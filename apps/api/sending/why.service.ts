import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import { query } from '../../../database/execute.js';
import { hashAddress } from '../../../database/suppressions.js';
import type { CampaignState, RecipientState } from '../../../domain/campaigns/states.js';
import { recipientSentence } from '../../../domain/campaigns/recipient-sentence.js';
import { type Verdict, verdictSentences } from '../../../domain/campaigns/verdicts.js';
import type { Config } from '../../../integrations/config.js';
import { CONFIG } from '../config.js';
import { readOrRefuse } from '../suppressions/suppressions.service.js';
import type { WhyNotMailed, WhyQuery } from './sending.schemas.js';

interface Found {
  contactId: string;
  accountId: string;
  accountName: string;
  email: string | null;
  isUnsubscribed: boolean;
}

interface CampaignRow {
  contactId: string;
  campaignId: string;
  name: string;
  campaignState: CampaignState;
  verdict: Verdict;
  state: RecipientState;
  stateReason: string | null;
  judgedAt: Date | string | null;
  sentAt: Date | string | null;
}

const columns = `c.id::text as "contactId", a.id::text as "accountId", a.name as "accountName", c.email_normalized as email,
  c.unsubscribed as "isUnsubscribed"`;

/** Through the accounts, so that the index of one address within one account is enough. */
const byAddress = `select ${columns} from accounts a cross join lateral (select * from contacts where account_id = a.id and email_normalized = $1 limit 1) c
  where ($2::bigint is null or a.id = $2) order by a.id limit 100`;
const byContact = `select ${columns} from contacts c join accounts a on a.id = c.account_id where c.id = $1 and ($2::bigint is null or a.id = $2)`;

const campaignsSql = `
select r.contact_id::text as "contactId", c.id::text as "campaignId", c.name, c.state as "campaignState", r.verdict, r.state,
  r.state_reason as "stateReason", c.frozen_at as "judgedAt", r.first_sent_at as "sentAt"
from recipients r join campaigns c on c.id = r.campaign_id where r.contact_id in (select jsonb_array_elements_text($1::jsonb)::bigint)
order by c.id desc limit 500`;

const suppressedSql = `select (account_id is null) as everywhere, account_id::text as "accountId" from suppressions
  where address_hash = decode($1, 'hex') and removed_at is null`;

/** Over all campaigns: what each has found of a person, what became of it, and what would keep them from a mail today. */
@Injectable()
export class WhyNot {
  constructor(
    private readonly em: EntityManager,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async find({ accountId, contactId, address }: WhyQuery): Promise<{ data: WhyNotMailed[]; hasNextPage: false }> {
    const asked = address === undefined ? (contactId ?? '0') : readOrRefuse(address).normalized;
    const found = await query<Found>(this.em, address === undefined ? byContact : byAddress, [
      asked,
      accountId ?? null,
    ]);
    const ids = found.map((contact) => contact.contactId);
    const campaigns = await query<CampaignRow>(this.em, campaignsSql, [JSON.stringify(ids)]);
    const data = await Promise.all(
      found.map(async ({ email, isUnsubscribed, ...contact }) => ({
        ...contact,
        now: await this.standsAgainst(contact.accountId, { email, isUnsubscribed }),
        campaigns: campaigns.filter((row) => row.contactId === contact.contactId).map(present),
      })),
    );
    return { data, hasNextPage: false };
  }

  private async standsAgainst(
    accountId: string,
    { email, isUnsubscribed }: Pick<Found, 'email' | 'isUnsubscribed'>,
  ): Promise<string[]> {
    if (!email) return [verdictSentences.no_email];
    const hash = hashAddress(email, this.config.addressKey).toString('hex');
    const suppressed = await query<{ everywhere: boolean; accountId: string | null }>(this.em, suppressedSql, [hash]);
    return [
      ...(isUnsubscribed || suppressed.some((row) => row.accountId === accountId)
        ? ['The account must not mail this address.']
        : []),
      ...(suppressed.some(({ everywhere }) => everywhere) ? ['Nobody on the platform may mail this address.'] : []),
    ];
  }
}

const present = (row: CampaignRow): WhyNotMailed['campaigns'][number] => ({
  campaignId: row.campaignId,
  name: row.name,
  campaignState: row.campaignState,
  verdict: row.verdict,
  verdictSentence: verdictSentences[row.verdict],
  state: row.state,
  stateSentence: row.verdict === 'eligible' ? recipientSentence(row.state, row.stateReason) : null,
  judgedAt: row.judgedAt && new Date(row.judgedAt).toISOString(),
  sentAt: row.sentAt && new Date(row.sentAt).toISOString(),
});
