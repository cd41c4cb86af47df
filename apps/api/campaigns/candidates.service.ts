import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { query } from '../../../database/execute.js';
import { homeLine } from '../../../domain/hubs/home-line.js';
import { type Verdict, verdictSentences } from '../../../domain/campaigns/verdicts.js';
import type { RequestActor } from '../auth/access.js';
import { maskText } from '../imports/mask.js';
import { type ListPage, listPage } from '../list.js';
import type { Candidate } from './campaign.shapes.js';
import type { CandidatesQuery } from './campaigns.schemas.js';
import { findCampaign } from './find-campaign.js';
import { CampaignReveals } from './reveals.service.js';
import { searchRecipients } from './search.js';

interface Row {
  contact_id: string;
  verdict: Verdict;
  verdict_of: string | null;
  email: string | null;
  first_name: string | null;
  last_name: string | null;
  home: Parameters<typeof homeLine>[0];
  of_first_name: string | null;
  of_last_name: string | null;
}

const ofKinds: Partial<Record<Verdict, 'contact' | 'hub' | 'invitation'>> = {
  duplicate_of: 'contact',
  together: 'contact',
  already_member: 'hub',
  hub_paused: 'hub',
  already_invited: 'invitation',
};
const countCap = 1_001;

/** Every candidate of a campaign with its verdict: who gets the mail, and why the others do not. */
@Injectable()
export class CampaignCandidates {
  constructor(
    private readonly em: EntityManager,
    private readonly reveals: CampaignReveals,
  ) {}

  async list(
    actor: RequestActor,
    campaignId: string,
    { page, perPage, order, filter }: CandidatesQuery,
  ): Promise<ListPage<Candidate>> {
    const campaign = await findCampaign(this.em, campaignId);
    const { where, parameters } = conditions(campaignId, filter);
    const total = await this.count(campaign.verdicts, filter, { where, parameters });
    const rows = await query<Row>(
      this.em,
      `select r.contact_id::text, r.verdict, r.verdict_of::text, r.email, c.first_name, c.last_name, o.first_name as of_first_name, o.last_name as of_last_name,
         jsonb_build_object('street', c.street, 'unit', c.unit, 'city', c.city, 'state', c.state, 'zip', c.zip, 'country', c.country) as home
       from (select * from recipients r where ${where} order by contact_id ${order} limit ${perPage + 1} offset ${(page - 1) * perPage}) r
       left join contacts c on c.id = r.contact_id and c.account_id = r.account_id
       left join contacts o on o.id = r.verdict_of and o.account_id = r.account_id and r.verdict in ('duplicate_of', 'together')
       order by r.contact_id ${order}`,
      parameters,
    );
    const isMasked = await this.reveals.isMasked(actor, campaignId);
    return { ...listPage(rows.map((row) => present(row, isMasked)), { perPage }, total.count), ...(total.isCapped && { totalIsCapped: true as const }) }; // prettier-ignore
  }

  /** Without a search the snapshot has the numbers. */
  private async count(
    verdicts: Partial<Record<Verdict, number>>,
    { verdict, search }: CandidatesQuery['filter'],
    { where, parameters }: { where: string; parameters: unknown[] },
  ) {
    if (!search && Object.keys(verdicts).length > 0) {
      const all = Object.values(verdicts).reduce((sum, count) => sum + count, 0);
      return { count: verdict ? (verdicts[verdict] ?? 0) : all, isCapped: false };
    }
    const [row] = await query<{ count: number }>(
      this.em,
      `select count(*)::int as count from (select 1 from recipients r where ${where} limit ${countCap}) capped`,
      parameters,
    );
    const count = row?.count ?? 0;
    return { count: Math.min(count, countCap - 1), isCapped: count === countCap };
  }
}

function conditions(campaignId: string, { verdict, search }: CandidatesQuery['filter']) {
  const parameters: unknown[] = [campaignId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const where = [
    'r.campaign_id = $1',
    ...(verdict ? [`r.verdict = ${place(verdict)}`] : []),
    ...searchRecipients(search, place),
  ].join(' and ');
  return { where, parameters };
}

function present(row: Row, isMasked: boolean): Candidate {
  const shown = (text: string | null) => (text === null || text === '' ? null : isMasked ? maskText(text) : text);
  const kind = ofKinds[row.verdict];
  return {
    contactId: row.contact_id,
    name: shown(nameOf(row.first_name, row.last_name)),
    email: shown(row.email),
    home: shown(homeLine(row.home)),
    verdict: row.verdict,
    sentence: verdictSentences[row.verdict],
    of:
      kind && row.verdict_of
        ? { kind, id: row.verdict_of, label: kind === 'contact' ? (shown(nameOf(row.of_first_name, row.of_last_name)) ?? 'The other contact') : labels[kind] } // prettier-ignore
        : null,
  };
}

const labels = { hub: 'The Hub', invitation: 'The invitation' } as const;
export const nameOf = (first: string | null, last: string | null) => [first, last].filter(Boolean).join(' ');
