-- A mail's result is written over its attempt in its place, without a new entry in any of nine indexes (a heap-only tuple): the page
-- needs room for it, and no index may hold a column that changes then. What few attempts are stands in columns that are null for all
-- others and stay so.
drop index send_attempts_open, send_attempts_part, send_attempts_put_off, send_attempts_unsettled, send_attempts_ses;
alter table send_attempts
  -- Of a mail outside campaigns, since when it is on the wire; those of a campaign stand with their share.
  add open_since timestamptz generated always as (case when campaign_id is null and state = 'submitting' then started_at end) stored,
  -- Its own id while nobody knows what became of it.
  add unsettled_id bigint generated always as (case when state = 'unknown' and settled_at is null then id end) stored,
  -- When a receiver put it off or refused it.
  add put_off_at timestamptz generated always as (case when campaign_id is not null and state in ('deferred', 'rejected') then ended_at end) stored,
  -- The id that the provider of webhooks knows it by.
  add ses_id text generated always as (case when transport = 'ses' then queue_id end) stored;
create index send_attempts_open on send_attempts (open_since) where open_since is not null;
create index send_attempts_unsettled on send_attempts (unsettled_id desc) where unsettled_id is not null;
create index send_attempts_put_off on send_attempts (put_off_at) where put_off_at is not null;
create index send_attempts_ses on send_attempts (ses_id) where ses_id is not null;
-- Twelve attempts a page as they are written, and as many again with their results, before the first are cleared away.
alter table send_attempts set (fillfactor = 42);
alter table invitations set (fillfactor = 50);

-- What happened around a Hub: its events, and the mails of campaigns, of which the attempts tell.
create view hub_history as
select e.id::text as id, e.account_id, e.hub_id, e.contact_id, e.kind, e.by_kind, e.by_id, e.invitation_id, e.details, e.at from hub_events e
union all
select 'mail-' || a.id, a.account_id, h.id, a.contact_id, case a.wave when 0 then 'invitation_sent' else 'reminder_sent' end, 'system', null,
  a.invitation_id, jsonb_build_object('wave', a.wave), a.ended_at
from send_attempts a join hubs h on h.id = a.hub_id and h.contact_id = a.contact_id
where a.campaign_id is not null and a.state = 'accepted';

-- Attempts that the share's sender has on the wire, or had when it ended.
alter table campaign_parts add open_attempts bigint[] not null default '{}';
update campaign_parts p set open_attempts = o.ids from (
  select campaign_id, part, array_agg(id order by id) as ids from send_attempts where campaign_id is not null and state = 'submitting' group by 1, 2) o
where o.campaign_id = p.campaign_id and o.part = p.part;
