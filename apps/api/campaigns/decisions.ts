import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../../database/execute.js';
import type { Stamp } from '../hubs/hub-rows.js';
import { time } from '../hubs/present.js';
import type { RecipientEvent } from './recipient-timeline.js';

interface Approval {
  at: Stamp;
  digest: string;
  id: string | null;
  name: string | null;
}

interface HoldRow {
  scope: 'platform' | 'account' | 'campaign' | 'domain' | 'provider';
  scope_id: string;
  reason: string;
  placed_at: Stamp;
  placed_by: string | null;
  placed_by_name: string | null;
  ended_at: Stamp | null;
  released_by: string | null;
  released_by_name: string | null;
  released_reason: string | null;
}

/** Holds that were in force between the approval and this person's last mail, of whatever they held that concerned it. */
const holdsSql = `
select h.scope, h.scope_id, h.reason, h.placed_at, h.placed_by, p.name as placed_by_name, coalesce(h.released_at, case when h.until <= now() then h.until end) as ended_at,
  h.released_by, q.name as released_by_name, h.released_reason
from recipients r join campaigns c on c.id = r.campaign_id join sending_holds h
  on h.scope = 'platform' or (h.scope = 'account' and h.scope_id = c.account_id::text) or (h.scope = 'campaign' and h.scope_id = c.id::text)
  or (h.scope = 'provider' and h.scope_id = r.provider)
  or (h.scope = 'domain' and exists (select from send_attempts s where s.invitation_id = r.invitation_id and s.campaign_id = c.id
    and (s.sender_domain = h.scope_id or s.sender_domain like '%.' || h.scope_id)))
left join auth."user" p on p.id = h.placed_by left join auth."user" q on q.id = h.released_by
where r.campaign_id = $1 and r.contact_id = $2 and c.approved_at is not null
  and h.placed_at < coalesce(r.last_sent_at, c.ended_at, now()) and coalesce(h.released_at, h.until, now()) > c.approved_at
order by h.id limit 50`;

const what: Record<HoldRow['scope'], string> = {
  platform: 'All sending was held',
  account: 'Sending of the account was held',
  campaign: 'The campaign was held',
  domain: 'Sending from the domain was held',
  provider: 'Mail to this mailbox provider was held',
};

/** Who approved which snapshot, and what held this person's mail back: decisions about a campaign, as they concern one recipient. */
export async function decisionsAbout(
  em: EntityManager,
  campaignId: string,
  contactId: string,
): Promise<RecipientEvent[]> {
  const approvals = await query<Approval>(
    em,
    `select c.approved_at as at, encode(c.approved_digest, 'hex') as digest, u.id, u.name from campaigns c left join auth."user" u on u.id = c.approved_by
     where c.id = $1 and c.approved_at is not null and c.approved_digest is not null`,
    [campaignId],
  );
  const holds = await query<HoldRow>(em, holdsSql, [campaignId, contactId]);
  return [
    ...approvals.map(({ at, digest, id, name }) =>
      decision('approved', at, `${name ?? 'Somebody'} approved the snapshot ${digest.slice(0, 16)}….`, by(id, name)),
    ),
    ...holds.flatMap((hold) => [
      decision('held', hold.placed_at, `${what[hold.scope]}: ${hold.reason}`, by(hold.placed_by, hold.placed_by_name)),
      ...(hold.ended_at
        ? [decision('released', hold.ended_at, released(hold), by(hold.released_by, hold.released_by_name))]
        : []),
    ]),
  ];
}

const released = ({ released_reason }: HoldRow) =>
  released_reason ? `The hold was released: ${released_reason}` : 'The hold was over.';

const by = (id: string | null, name: string | null): RecipientEvent['actor'] => (name === null ? null : { id, name });

const decision = (kind: string, at: Stamp, sentence: string, actor: RecipientEvent['actor']): RecipientEvent => ({
  at: time(at),
  kind,
  sentence,
  evidence: null,
  actor,
});
