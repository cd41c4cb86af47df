import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../../database/execute.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import type { Stamp } from './hub-rows.js';
import type { Funnel, HubsOverview, NeedsYou } from './invitations.schemas.js';
import { time } from './present.js';

/** "5,000 or more" is as good as the exact number, and quick. */
const contactCap = 5_000;

/** What an agent's first page says about Hubs. */
@Injectable()
export class HubsOverviewService {
  constructor(private readonly em: EntityManager) {}

  async get(actor: RequestActor): Promise<HubsOverview> {
    const accountId = accountOf(actor);
    const [without] = await query<{ count: number }>(
      this.em,
      `select count(*)::int as count from (select 1 from contacts c where c.account_id = $1
         and not exists (select from hubs h where h.contact_id = c.id and h.state <> 'archived') limit ${contactCap + 1}) capped`,
      [accountId],
    );
    const states = await query<{ state: string; count: number }>(
      this.em,
      'select state, count(*)::int as count from hubs where account_id = $1 group by state',
      [accountId],
    );
    const count = without?.count ?? 0;
    return {
      contactsWithoutHub: { count: Math.min(count, contactCap), isCapped: count > contactCap },
      hubs: Object.fromEntries(states.map((row) => [row.state, row.count])),
      funnel: { thisMonth: await this.funnel(accountId, 0), lastMonth: await this.funnel(accountId, 1) },
      needsYou: await this.needsYou(accountId),
    };
  }

  /** Of the Hubs first invited in a month: how many were mailed, visited and claimed by now. Machines do not count as visits. */
  private async funnel(accountId: string, monthsAgo: number): Promise<Funnel> {
    const [funnel] = await query<Funnel>(
      this.em,
      `with month as (
         select hub_id, min(created_at) as first, bool_or(first_sent_at is not null) as is_mailed, bool_or(claimed_at is not null and state = 'claimed') as is_claimed
         from invitations where account_id = $1 and role = 'owner' group by hub_id
         having min(created_at) >= date_trunc('month', now()) - make_interval(months => $2)
           and min(created_at) < date_trunc('month', now()) - make_interval(months => $2) + interval '1 month')
       select count(*)::int as invited, count(*) filter (where is_mailed)::int as delivered,
         count(*) filter (where is_claimed or exists (select from hub_events e where e.hub_id = month.hub_id and e.kind = 'visited' and e.by_kind = 'homeowner'))::int as visited,
         count(*) filter (where is_claimed)::int as claimed from month`,
      [accountId, monthsAgo],
    );
    return funnel!;
  }

  private async needsYou(accountId: string): Promise<NeedsYou[]> {
    const rows = await query<Omit<NeedsYou, 'at'> & { at: Stamp }>(this.em, needsSql, [accountId]);
    return rows.map((row) => ({ ...row, at: time(row.at) }));
  }
}

/**
 * Questions, corrections, invitations that do not go on and mails of unknown fate, but for those of campaigns, which stand with their
 * campaign; the oldest first, since they waited longest.
 */
const needsSql = `
with needs as (
  (select 'question' as kind, q.id, q.hub_id, 'asks you a question.' as sentence, q.asked_at as at
   from hub_questions q where q.account_id = $1 and q.answered_at is null order by q.id limit 50)
  union all
  (select 'correction', k.id, k.hub_id, 'proposes a correction of the home.', k.proposed_at
   from hub_corrections k where k.account_id = $1 and k.state = 'proposed' order by k.id limit 50)
  union all
  (select 'unknown_mail', a.id, a.hub_id, 'may or may not have got a mail: say what became of it.', a.started_at
   from send_attempts a where a.account_id = $1 and a.unsettled_id is not null and a.hub_id is not null and a.campaign_id is null
   order by a.unsettled_id limit 50)
  union all
  (select 'blocked_invitation', i.id, i.hub_id, i.blocked_sentence, i.updated_at
   from invitations i where i.account_id = $1 and i.state = 'waiting' and i.blocked_code is not null order by i.id limit 50)
)
select n.kind, n.id::text, n.hub_id::text as "hubId", coalesce(n.sentence, 'The invitation does not go on by itself.') as sentence, n.at,
  jsonb_build_object('id', c.id::text, 'firstName', c.first_name, 'lastName', c.last_name) as contact
from needs n join hubs h on h.id = n.hub_id join contacts c on c.id = h.contact_id
where h.state <> 'archived' order by n.at limit 100`;
