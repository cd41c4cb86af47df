import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { query } from '../../../database/execute.js';
import { recipientSentence } from '../../../domain/campaigns/recipient-sentence.js';
import type { RecipientState } from '../../../domain/campaigns/states.js';
import type { RequestActor } from '../auth/access.js';
import type { Stamp } from '../hubs/hub-rows.js';
import { timeOrNull } from '../hubs/present.js';
import { maskText, withoutAddresses } from '../imports/mask.js';
import { type ListPage, listPage } from '../list.js';
import { NotFound } from '../problem.js';
import type { CampaignRecipient } from './campaign.shapes.js';
import type { RecipientsQuery } from './campaigns.schemas.js';
import { nameOf } from './candidates.service.js';
import { findCampaign } from './find-campaign.js';
import { CampaignReveals } from './reveals.service.js';
import { searchRecipients } from './search.js';

interface Row {
  contact_id: string;
  email: string | null;
  first_name: string | null;
  last_name: string | null;
  state: RecipientState;
  state_reason: string | null;
  wave: number;
  part: number | null;
  attempts: number;
  last_reply: string | null;
  hub_id: string | null;
  due_at: Stamp | null;
  first_sent_at: Stamp | null;
  delivered_at: Stamp | null;
  bounced_at: Stamp | null;
  visited_at: Stamp | null;
  claimed_at: Stamp | null;
}

const countCap = 1_001;

/** Whom a campaign mails, with what became of each. */
@Injectable()
export class CampaignRecipients {
  constructor(
    private readonly em: EntityManager,
    private readonly reveals: CampaignReveals,
  ) {}

  async list(actor: RequestActor, campaignId: string, asked: RecipientsQuery): Promise<ListPage<CampaignRecipient>> {
    await findCampaign(this.em, campaignId);
    const { page, perPage, order, filter } = asked;
    const { where, parameters } = conditions(campaignId, filter);
    const [counted] = await query<{ count: number }>(
      this.em,
      `select count(*)::int as count from (select 1 from recipients r where ${where} limit ${countCap}) capped`,
      parameters,
    );
    const rows = await this.find(where, parameters, `order by contact_id ${order} limit ${perPage + 1} offset ${(page - 1) * perPage}`); // prettier-ignore
    const isCapped = counted?.count === countCap;
    const isMasked = await this.reveals.isMasked(actor, campaignId);
    return {
      ...listPage(rows.map((row) => presentRecipient(row, isMasked)), { perPage }, isCapped ? countCap - 1 : (counted?.count ?? 0)), // prettier-ignore
      ...(isCapped && { totalIsCapped: true as const }),
    };
  }

  /** @throws NotFound also when the contact is no candidate of this campaign */
  async get(actor: RequestActor, campaignId: string, contactId: string): Promise<CampaignRecipient> {
    await findCampaign(this.em, campaignId);
    const [row] = await this.find('r.campaign_id = $1 and r.contact_id = $2', [campaignId, contactId], '');
    if (!row) throw new NotFound('recipient');
    return presentRecipient(row, await this.reveals.isMasked(actor, campaignId));
  }

  private find(where: string, parameters: unknown[], paging: string): Promise<Row[]> {
    const order = /order by contact_id \w+/.exec(paging)?.[0].replace('contact_id', 'r.contact_id') ?? '';
    return query<Row>(
      this.em,
      `select r.contact_id::text, r.email, c.first_name, c.last_name, r.state, r.state_reason, r.wave, r.part, r.hub_id::text, r.due_at, r.first_sent_at,
         r.delivered_at, r.bounced_at, r.visited_at, r.claimed_at, coalesce(a.attempts, 0)::int as attempts, a.last_reply
       from (select * from recipients r where ${where} ${paging}) r
       left join contacts c on c.id = r.contact_id and c.account_id = r.account_id
       left join lateral (
         select count(*) as attempts, (array_agg(concat_ws(' ', s.reply_code, s.enhanced_code, s.reply_text) order by s.id desc))[1] as last_reply
         from send_attempts s where s.invitation_id = r.invitation_id and s.campaign_id = r.campaign_id) a on r.invitation_id is not null
       ${order}`,
      parameters,
    );
  }
}

/** Those whom it was to mail; what was excluded at the review stands among the candidates. */
function conditions(campaignId: string, { state, claimed, wave, part, search }: RecipientsQuery['filter']) {
  const parameters: unknown[] = [campaignId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const where = [
    'r.campaign_id = $1',
    state ? `r.state = ${place(state)}` : `r.verdict = 'eligible'`,
    ...(claimed === undefined ? [] : [`r.claimed_at is ${claimed ? 'not ' : ''}null`]),
    ...(wave === undefined ? [] : [`r.wave = ${place(wave)}`]),
    ...(part === undefined ? [] : [`r.part = ${place(part)}`]),
    ...searchRecipients(search, place),
  ].join(' and ');
  return { where, parameters };
}

function presentRecipient(row: Row, isMasked: boolean): CampaignRecipient {
  const shown = (text: string | null) => (text ? (isMasked ? maskText(text) : text) : null);
  return {
    contactId: row.contact_id,
    name: shown(nameOf(row.first_name, row.last_name)),
    email: shown(row.email),
    state: row.state,
    sentence: recipientSentence(row.state, row.state_reason),
    wave: row.wave,
    part: row.part,
    dueAt: timeOrNull(row.due_at),
    attempts: row.attempts,
    lastReply: (row.last_reply && isMasked ? withoutAddresses(row.last_reply) : row.last_reply) || null,
    firstSentAt: timeOrNull(row.first_sent_at),
    deliveredAt: timeOrNull(row.delivered_at),
    bouncedAt: timeOrNull(row.bounced_at),
    visitedAt: timeOrNull(row.visited_at),
    claimedAt: timeOrNull(row.claimed_at),
    hubId: row.hub_id,
  };
}
