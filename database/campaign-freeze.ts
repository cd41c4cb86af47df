import type { AudienceChoice, CampaignSettings } from '../domain/campaigns/settings.js';
import type { ReviewCounts } from '../domain/campaigns/review.js';
import { mailboxProviders } from '../domain/campaigns/providers.js';
import { roleMailboxes } from '../domain/contacts/email-domains.js';
import { contactConditions } from './contact-filter.js';
import { type Connection, query } from './execute.js';

export interface FreezeRange {
  campaignId: string;
  accountId: string;
  audience: AudienceChoice;
  settings: CampaignSettings;
  /** Contacts with ids above `after`, up to `upTo`. */
  after: string;
  upTo: string;
  /** `config.addressKey` */
  addressKey: Buffer;
  /** Endings of addresses that no domain has. */
  wrongEndings: string[];
  now: Date;
}

const providerOf = Object.fromEntries(
  Object.entries(mailboxProviders).flatMap(([provider, domains]) => domains.map((domain) => [domain, provider])),
);

/** Gives every candidate of a range of contacts its verdict, the first that holds; those who share a mailbox are told apart afterwards. */
export async function freezeRange(tx: Connection, range: FreezeRange): Promise<void> {
  const { settings } = range;
  const parameters: unknown[] = [
    range.campaignId,
    range.accountId,
    range.after,
    range.upTo,
    range.addressKey.toString('hex'),
    JSON.stringify(providerOf),
    `{${range.wrongEndings.map((ending) => JSON.stringify(ending)).join(',')}}`,
    `{${[...roleMailboxes].join(',')}}`,
    settings.withoutRoleAddresses,
    settings.needsConsent,
    settings.quietDays,
    range.now.toISOString(),
    settings.withoutHome === 'exclude',
  ];
  await query(tx, freezeSql(audienceSql(range.audience, parameters)), parameters);
}

/** A condition on contacts with its columns unqualified; its values are appended to `parameters`. */
export function audienceSql(audience: AudienceChoice, parameters: unknown[]): string {
  const place = (value: unknown) => `$${parameters.push(value)}`;
  if (audience.kind === 'contacts') return `id = any (${place(`{${audience.contactIds.join(',')}}`)}::bigint[])`;
  const filter = audience.kind === 'no_hub' ? ({ hub: 'none' } as const) : audience.filter;
  const conditions = contactConditions(filter).map(({ sql, parameters: values }) => {
    const left = [...values];
    return sql.replaceAll('?', () => place(left.shift()));
  });
  return conditions.join(' and ') || 'true';
}

/** Neither street nor place: nothing that a mail could call the home. */
const homeless = `(c.street is null or c.street = '' or concat(c.zip, c.city, c.state) = '')`;

/**
 * A Hub that is paused after its owner joined is still theirs. Who has complained is marked as unsubscribed too: the complaint says more.
 * Whether somebody was written to lately is looked up for each (`offset 0`): else all mails of a month are read for every range.
 */
const freezeSql = (audience: string) => `
with candidates as materialized (
  select id, email, email_normalized, unsubscribed, consent, street, city, state, zip,
    address_hash(email_normalized, decode($5, 'hex')) as hash,
    split_part(email_normalized, '@', 1) as local, split_part(email_normalized, '@', 2) as domain
  from contacts where account_id = $2::bigint and id > $3::bigint and id <= $4::bigint and (${audience})
), refused as (
  select address_hash, bool_or(account_id is not null and reason not in ('bounced', 'complained')) as by_account,
    bool_or(account_id is null and reason not in ('bounced', 'complained')) as by_platform,
    bool_or(reason = 'complained') as complained, bool_or(reason = 'bounced') as bounced
  from suppressions where removed_at is null and (account_id is null or account_id = $2::bigint) group by 1
), living as (
  select contact_id, max(id) filter (where state = 'claimed' or resume_state = 'claimed') as claimed, max(id) filter (where state = 'paused') as paused,
    bool_or(state <> 'paused') as has_other, bool_or(home_key is not null) as has_home
  from hubs where account_id = $2::bigint and contact_id > $3::bigint and contact_id <= $4::bigint and state <> 'archived' group by 1
), joined as (
  select email_normalized, max(hub_id) as hub_id from hub_members where account_id = $2::bigint and left_at is null group by 1
), invited as (
  select email_normalized, max(id) as id from invitations where account_id = $2::bigint and state = 'waiting' group by 1
), invited_contacts as (
  select contact_id, max(id) as id from invitations
  where account_id = $2::bigint and state = 'waiting' and role = 'owner' and contact_id > $3::bigint and contact_id <= $4::bigint group by 1
), judged as materialized (
  select c.*, coalesce(l.claimed, j.hub_id) as member_of, coalesce(ic.id, i.id) as invitation_id, case when not l.has_other then l.paused end as paused,
    case
      when c.email_normalized is null and coalesce(trim(c.email), '') = '' then 'no_email'
      when c.email_normalized is null or split_part(c.domain, '.', -1) = any ($7::text[]) then 'invalid_email'
      when $9::boolean and c.local = any ($8::text[]) then 'role_address'
      when (c.unsubscribed and s.complained is not true) or s.by_account then 'unsubscribed_account'
      when s.by_platform then 'unsubscribed_platform'
      when s.complained then 'complained'
      when s.bounced then 'bounced'
      when l.claimed is not null or j.hub_id is not null then 'already_member'
      when ic.id is not null or i.id is not null then 'already_invited'
      when l.paused is not null and not l.has_other then 'hub_paused'
      when $10::boolean and c.consent is not true then 'consent_missing'
      when $11::int > 0 and exists (select from send_attempts a where a.address_hash = c.hash and a.account_id = $2::bigint
        and a.purpose in ('invitation', 'reminder') and a.state in ('accepted', 'unknown', 'submitting')
        and a.started_at > $12::timestamptz - make_interval(days => $11::int) offset 0) then 'recently_contacted'
      when $13::boolean and not coalesce(l.has_home, false) and ${homeless} then 'no_home'
      else 'eligible'
    end as verdict
  from candidates c
  left join refused s on s.address_hash = c.hash
  left join living l on l.contact_id = c.id
  left join joined j on j.email_normalized = c.email_normalized
  left join invited i on i.email_normalized = c.email_normalized
  left join invited_contacts ic on ic.contact_id = c.id
)
insert into recipients (campaign_id, contact_id, account_id, verdict, verdict_of, email, email_normalized, provider, state)
select $1::bigint, id, $2::bigint, verdict,
  case verdict when 'already_member' then member_of when 'already_invited' then invitation_id when 'hub_paused' then paused end,
  email, email_normalized, coalesce($6::jsonb ->> domain, 'other'), case verdict when 'eligible' then 'planned' else 'excluded' end
from judged order by id`;

/** What the review tells of those found eligible. */
export async function countForReview(tx: Connection, campaignId: string): Promise<ReviewCounts> {
  const [counts] = await query<ReviewCounts>(
    tx,
    `select count(*) filter (where ${homeless}
         and not exists (select from hubs h where h.contact_id = c.id and h.state <> 'archived' and h.home_key is not null))::int as "withoutHome",
       count(*) filter (where coalesce(trim(c.first_name), '') = '')::int as "withoutFirstName",
       count(*) filter (where coalesce(trim(c.last_name), '') = '')::int as "withoutLastName",
       count(*) filter (where c.consent is not true)::int as "withoutConsent"
     from recipients r join contacts c on c.id = r.contact_id where r.campaign_id = $1 and r.verdict = 'eligible'`,
    [campaignId],
  );
  return counts!;
}

/** The last parts of all addresses of an account, each once. */
export async function listEndings(conn: Connection, accountId: string): Promise<string[]> {
  const rows = await query<{ ending: string }>(
    conn,
    `select distinct split_part(email_normalized, '.', -1) as ending from contacts where account_id = $1 and email_normalized is not null`,
    [accountId],
  );
  return rows.map(({ ending }) => ending);
}

/** Where an account's contacts begin and end, and how many there are. */
export async function spanOfContacts(conn: Connection, accountId: string) {
  const [span] = await query<{ first: string | null; last: string | null; count: number }>(
    conn,
    'select min(id)::text as first, max(id)::text as last, count(*)::int as count from contacts where account_id = $1',
    [accountId],
  );
  return { first: span?.first ?? '1', last: span?.last ?? '0', count: span?.count ?? 0 };
}
