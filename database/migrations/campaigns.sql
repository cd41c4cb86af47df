-- Where an office keeps its hours; null: that of its country's largest zone. IANA name.
alter table accounts add time_zone text;

-- A campaign freezes its audience, waits for the approval of exactly that snapshot, sends, reminds until claimed, and ends.
create table campaigns (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts,
  name text not null,
  -- Whose name the mails bear, and whose Hubs they are.
  agent_id text not null references auth."user",
  -- CampaignState of domain/campaigns/states.ts.
  state text not null default 'freezing' check (state in ('freezing', 'awaiting_review', 'preparing', 'sending', 'reminding', 'completed', 'paused', 'failed', 'cancelled', 'expired')),
  -- The step that a pause or a failure came from, to which resume goes back.
  resume_state text check (resume_state in ('freezing', 'preparing', 'sending', 'reminding')),
  -- AudienceChoice and CampaignSettings of domain/campaigns/settings.ts.
  audience jsonb not null,
  settings jsonb not null default '{}',
  -- Own words instead of the template's; null: the template's subject, no message.
  subject text, message text,
  -- Which versions are sent: {"invitation": {"templateId", "version"}, "reminder_1": …}; pinned when the audience is frozen or settings change.
  templates jsonb not null default '{}',
  partitions int not null default 4 check (partitions between 1 and 16),
  -- Grows with every command and change of state: work that began before may not write any more.
  fence int not null default 0,
  version int not null default 1,
  -- The snapshot: when, how many candidates, one number per verdict, and the digest over all of them with settings and templates.
  frozen_at timestamptz, candidate_count int not null default 0, verdicts jsonb not null default '{}', snapshot_digest bytea,
  approved_at timestamptz, approved_by text, approved_digest bytea,
  -- Why it does not go on by itself, in words for people.
  failure_code text, failure_sentence text,
  created_by text, created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  started_at timestamptz, ended_at timestamptz
);
create index campaigns_list on campaigns (account_id, id desc);
create index campaigns_open on campaigns (state, id) where state not in ('completed', 'cancelled', 'expired');

-- One row for one candidate of a campaign: its verdict at the freeze, and for those who are mailed what became of it.
-- No foreign key: rows are written a million at a time, and whoever erases a contact clears these.
create table recipients (
  campaign_id bigint not null,
  contact_id bigint not null,
  account_id bigint not null,
  -- Verdict of domain/campaigns/verdicts.ts.
  verdict text not null,
  -- What the verdict points at: the contact who gets the mail instead, the Hub, the invitation.
  verdict_of bigint,
  -- As frozen; null where there is none, and after the person was erased.
  email text, email_normalized text collate "C",
  -- Family of mailbox providers of domain/campaigns/providers.ts, and the IANA zone of the home; null: the office's.
  provider text not null default 'other', zone text,
  -- The contact of a couple who shares the address and is named in the same mail.
  together_with bigint,
  -- Who sends and remembers it; null for those who are not mailed.
  part smallint,
  -- RecipientState of domain/campaigns/states.ts.
  state text not null default 'excluded' check (state in ('excluded', 'planned', 'deferred', 'sent', 'unknown', 'rejected', 'late_excluded', 'cancelled')),
  -- Why it was left out late, was refused, or does not go on, as a code of domain/campaigns/states.ts.
  state_reason text,
  hub_id bigint, invitation_id bigint,
  -- Mail 0 is the invitation, 1 and 2 are its reminders: the wave that is next.
  wave smallint not null default 0,
  -- When there is something to send; null: nothing is to be sent.
  due_at timestamptz,
  -- Facts, in the order in which they came; a later one never takes back an earlier one.
  first_sent_at timestamptz, last_sent_at timestamptz, delivered_at timestamptz, bounced_at timestamptz, complained_at timestamptz, visited_at timestamptz, claimed_at timestamptz,
  primary key (campaign_id, contact_id)
) with (fillfactor = 85);
create index recipients_due on recipients (campaign_id, part, provider, due_at, contact_id) where due_at is not null;
create index recipients_state on recipients (campaign_id, state, contact_id);
create index recipients_verdict on recipients (campaign_id, verdict, contact_id) where verdict <> 'eligible';
-- One mail for one address in one campaign, whatever a retry does.
create unique index recipients_address on recipients (campaign_id, email_normalized) where verdict = 'eligible' and email_normalized is not null;
create unique index recipients_invitation on recipients (invitation_id) where invitation_id is not null;
create index recipients_contact on recipients (contact_id);

-- One share of a campaign's recipients, sent by one activity at a time; counts are kept in the transactions that change recipients.
create table campaign_parts (
  campaign_id bigint not null references campaigns,
  part smallint not null,
  -- An attempt at this share that began before may not write any more.
  fence int not null default 0,
  planned int not null default 0, deferred int not null default 0, sent int not null default 0, unknown int not null default 0,
  rejected int not null default 0, late_excluded int not null default 0, cancelled int not null default 0,
  -- Mails handed over and taken, reminders included.
  mails int not null default 0,
  -- Why it is not faster: WaitReason of domain/campaigns/waits.ts, and until when.
  wait_reason text, wait_until timestamptz,
  next_due_at timestamptz,
  worker text, updated_at timestamptz not null default now(),
  primary key (campaign_id, part)
);

-- What happened to a campaign besides mails, for its timeline and the export of operator actions: states, holds, rates, chunks that failed.
create table campaign_events (
  id bigint generated always as identity primary key,
  account_id bigint not null, campaign_id bigint not null references campaigns,
  kind text not null, actor_kind text not null, actor_id text,
  -- Ids, counts, states, reasons; no values of people.
  details jsonb not null default '{}',
  at timestamptz not null default clock_timestamp()
);
create index campaign_events_campaign on campaign_events (campaign_id, id desc);

alter table invitations add campaign_id bigint;
create index invitations_campaign on invitations (campaign_id, id) where campaign_id is not null;
alter table send_attempts add campaign_id bigint, add part smallint;
-- A mail of a campaign goes to the contact of its Hub, and is found by them.
create index send_attempts_hub on send_attempts (hub_id) where hub_id is not null and campaign_id is null;
create index send_attempts_campaign on send_attempts (campaign_id, id) where campaign_id is not null;
-- What a share of a campaign has on the wire, or had when its process ended.
create index send_attempts_part on send_attempts (campaign_id, part) where campaign_id is not null and state = 'submitting';

-- Who may not send at present: everybody, an account, a campaign, a domain that sends, a family of mailbox providers.
create table sending_holds (
  id bigint generated always as identity primary key,
  scope text not null check (scope in ('platform', 'account', 'campaign', 'domain', 'provider')),
  -- The account's or campaign's id, the domain, the family; empty for the platform.
  scope_id text not null default '',
  -- Placed by a person, or by a brake: bounces, complaints, authentication refused, a provider that puts us off.
  kind text not null check (kind in ('operator', 'bounces', 'complaints', 'authentication', 'provider_busy')),
  -- In words for people, with the figures that led to it.
  reason text not null, facts jsonb not null default '{}',
  placed_by text, placed_at timestamptz not null default now(),
  -- A provider that was busy is tried again then; null: only a person releases it.
  until timestamptz,
  released_at timestamptz, released_by text, released_reason text
);
create unique index sending_holds_live on sending_holds (scope, scope_id, kind) where released_at is null;

-- Tokens of mails: `platform`, `account:12`, `domain:mail.example.com`, `provider:google`, `campaign:7`. Survive restarts.
create table rate_buckets (
  key text primary key,
  tokens double precision not null,
  refilled_at timestamptz not null
);
-- Mails a hour that somebody has set, by the same keys; what is not set follows SENDING_* of the settings.
create table rate_limits_of_sending (
  key text primary key,
  per_hour int not null check (per_hour > 0),
  set_by text, reason text, set_at timestamptz not null default now()
);
-- A domain that sends, since when it is warmed up and what it has sent; days in UTC.
create table sending_domains (
  domain text primary key,
  warm_up_from date,
  created_at timestamptz not null default now()
);
create table sending_days (
  domain text not null, account_id bigint not null, provider text not null, day date not null,
  accepted int not null default 0, deferred int not null default 0, rejected int not null default 0, unknown int not null default 0,
  delivered int not null default 0, bounced int not null default 0, complained int not null default 0,
  primary key (domain, day, account_id, provider)
);

-- Tells every copy of the API that a campaign moved: `<account>/<campaign>` on the channel campaign_changed.
create function tell_campaign_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('campaign_changed', case tg_table_name when 'campaigns' then (to_jsonb(new) ->> 'account_id') || '/' || (to_jsonb(new) ->> 'id')
    else (select account_id || '/' || id from campaigns where id = (to_jsonb(new) ->> 'campaign_id')::bigint) end);
  return null;
end $$;
create trigger campaigns_changed after insert or update on campaigns for each row execute function tell_campaign_changed();
create trigger campaign_parts_changed after update on campaign_parts for each row execute function tell_campaign_changed();
create trigger campaign_events_changed after insert on campaign_events for each row execute function tell_campaign_changed();
