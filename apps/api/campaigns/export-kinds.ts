/** What of a campaign can be taken away as a file. */
export const exportKinds = ['plan', 'verdicts', 'attempts', 'evidence', 'actions'] as const;
export type ExportKind = (typeof exportKinds)[number];

export interface ExportPlan {
  /** Where the first page begins: before every row. */
  first: string;
  /** One page in order: `$1` is the campaign, `$2` the cursor of the row before, `$3` how many. Each row has its `cursor`. */
  sql: string;
  /** Column → what is a person's: masked for people of the platform until revealed. Mail servers repeat addresses in texts. */
  columns: Record<string, 'plain' | 'personal' | 'text'>;
}

const stamp = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${column.replace(/^\w+\./, '')}`;
const plain = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'plain' as const]));

const person = `nullif(concat_ws(' ', k.first_name, k.last_name), '') as name, r.email`;
/**
 * Looked up one by one: a planner that merges with all contacts in order begins at the first of them again for every page. `offset 0`
 * keeps it from that.
 */
const contact = `left join lateral (select first_name, last_name from contacts where id = r.contact_id offset 0) k on true`;
const page = `r.campaign_id = $1 and r.contact_id > $2::bigint order by r.contact_id limit $3`;

/** Who was to be mailed: each with the home's zone, the share it is in, and where it stands. */
const plan: ExportPlan = {
  first: '0',
  sql: `select r.contact_id as cursor, r.contact_id, ${person}, r.hub_id, r.invitation_id, r.together_with, r.provider, r.zone, r.part, r.state,
      r.state_reason, r.wave, ${stamp('r.due_at')}, ${stamp('r.first_sent_at')}
    from (select * from recipients r where r.verdict = 'eligible' and ${page}) r ${contact} order by r.contact_id`,
  columns: {
    contact_id: 'plain',
    name: 'personal',
    email: 'personal',
    ...plain('hub_id', 'invitation_id', 'together_with', 'provider', 'zone', 'part', 'state', 'state_reason', 'wave', 'due_at', 'first_sent_at'),
  },
}; // prettier-ignore

/** Every candidate with the one verdict of the review, and what came in between later. */
const verdicts: ExportPlan = {
  first: '0',
  sql: `select r.contact_id as cursor, r.contact_id, ${person}, r.verdict, r.verdict_of, r.state, r.state_reason
    from (select * from recipients r where ${page}) r ${contact} order by r.contact_id`,
  columns: {
    contact_id: 'plain',
    name: 'personal',
    email: 'personal',
    ...plain('verdict', 'verdict_of', 'state', 'state_reason'),
  },
};

/** Each handing-over with all its evidence. */
const attempts: ExportPlan = {
  first: '0',
  sql: `select a.id as cursor, a.id as attempt_id, a.contact_id, a.invitation_id, a.hub_id, a.email, a.wave, a.attempt, a.part, a.state, a.failure,
      a.reply_code, a.enhanced_code, a.reply_text, a.queue_id, a.remote_host, a.remote_address, a.tls, a.message_id, a.sender_domain, a.transport,
      a.template_id, a.template_version, encode(a.mime_digest, 'hex') as mime_sha256, a.mime_size, a.worker, ${stamp('a.started_at')},
      ${stamp('a.connected_at')}, ${stamp('a.handed_at')}, ${stamp('a.ended_at')}, ${stamp('a.next_attempt_at')}, a.settled_as, a.settled_reason,
      ${stamp('a.settled_at')}
    from send_attempts a where a.campaign_id = $1 and a.id > $2::bigint order by a.id limit $3`,
  columns: {
    ...plain('attempt_id', 'contact_id', 'invitation_id', 'hub_id'),
    email: 'personal',
    ...plain('wave', 'attempt', 'part', 'state', 'failure', 'reply_code', 'enhanced_code'),
    reply_text: 'text',
    ...plain('queue_id', 'remote_host', 'remote_address', 'tls', 'message_id', 'sender_domain', 'transport', 'template_id', 'template_version',
      'mime_sha256', 'mime_size', 'worker', 'started_at', 'connected_at', 'handed_at', 'ended_at', 'next_attempt_at', 'settled_as'),
    settled_reason: 'text',
    settled_at: 'plain',
  },
}; // prettier-ignore

/** One line for one recipient: what was decided, on whose approval of which snapshot, the last mail's proof, what came back. */
const evidence: ExportPlan = {
  first: '0',
  sql: `select r.contact_id as cursor, r.contact_id, ${person}, r.verdict, c.approved_by, ${stamp('c.approved_at')},
      encode(c.approved_digest, 'hex') as approved_digest, r.state, r.state_reason, r.invitation_id, r.wave, t.attempts, a.message_id,
      encode(a.mime_digest, 'hex') as mime_sha256, a.template_id, a.template_version, a.state as last_attempt, a.reply_code, a.enhanced_code,
      a.reply_text, a.queue_id, a.remote_host, a.tls, a.worker, ${stamp('a.handed_at')}, ${stamp('r.first_sent_at')}, ${stamp('r.last_sent_at')},
      ${stamp('r.delivered_at')}, ${stamp('r.bounced_at')}, ${stamp('r.complained_at')}, ${stamp('r.visited_at')}, ${stamp('r.claimed_at')}
    from (select * from recipients r where r.verdict = 'eligible' and ${page}) r
    join campaigns c on c.id = r.campaign_id ${contact}
    left join lateral (select count(*)::int as attempts, max(s.id) as last from send_attempts s
      where s.invitation_id = r.invitation_id and s.campaign_id = r.campaign_id) t on true
    left join send_attempts a on a.id = t.last order by r.contact_id`,
  columns: {
    contact_id: 'plain',
    name: 'personal',
    email: 'personal',
    ...plain('verdict', 'approved_by', 'approved_at', 'approved_digest', 'state', 'state_reason', 'invitation_id', 'wave', 'attempts', 'message_id',
      'mime_sha256', 'template_id', 'template_version', 'last_attempt', 'reply_code', 'enhanced_code'),
    reply_text: 'text',
    ...plain('queue_id', 'remote_host', 'tls', 'worker', 'handed_at', 'first_sent_at', 'last_sent_at', 'delivered_at', 'bounced_at', 'complained_at',
      'visited_at', 'claimed_at'),
  },
}; // prettier-ignore

/** Who did what to the campaign, from the audit's chain and from its own history, in the order of time. */
const actions: ExportPlan = {
  first: '',
  sql: `select * from (
      select to_char(e.at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') || 'a' || lpad(e.seq::text, 20, '0') as cursor, ${stamp('e.at')}, 'audit' as source,
        e.action as what, e.actor_kind, e.actor_id, e.role, e.reason, e.before, e.after, e.seq as chain_number, encode(e.hash, 'hex') as chain_hash
      from audit_events e join campaigns c on c.id = $1 and c.account_id = e.account_id
      where e.subject_kind = 'campaign' and e.subject_id = $1::bigint::text
      union all
      select to_char(v.at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') || 'c' || lpad(v.id::text, 20, '0'), ${stamp('v.at')}, 'campaign', v.kind, v.actor_kind,
        v.actor_id, null, null, null, v.details, null, null
      from campaign_events v where v.campaign_id = $1) all_of_them
    where cursor > $2 order by cursor limit $3`,
  columns: plain('at', 'source', 'what', 'actor_kind', 'actor_id', 'role', 'reason', 'before', 'after', 'chain_number', 'chain_hash'),
}; // prettier-ignore

export const exportPlans: Record<ExportKind, ExportPlan> = { plan, verdicts, attempts, evidence, actions };
