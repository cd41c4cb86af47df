create table connections (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts,
  connector text not null,
  state text not null default 'active' check (state in ('active', 'paused', 'needs_reconnect', 'failed', 'disconnected')),
  -- Grows with every command; a page that was asked for under an older fence may not commit.
  fence int not null default 0,
  auth text not null check (auth in ('key', 'oauth')),
  -- AES-256-GCM under the key of this id in SECRET_KEYS; null once disconnected. The version is what compare-and-set goes by.
  secret bytea,
  secret_key_id int,
  secret_version int not null default 1,
  -- When a person gave it: some keys end after a time.
  secret_since timestamptz not null default now(),
  -- The key of the ring that the address for this connection's webhooks is made with.
  hook_key_id int not null,
  -- Webhooks that stand at the CRM, and what it signs them with where it has told (sealed, as the secret).
  hook_ids jsonb not null default '[]',
  hook_secret bytea, hook_secret_key_id int,
  -- What the probe said: whose it is, how many people it sees, what a person should know.
  who text not null,
  sees int,
  can_write boolean not null default false,
  notes jsonb not null default '[]',
  settings jsonb not null default '{}',
  settings_version int not null default 1,
  -- Where the next delta begins; null until everything was read once.
  watermark jsonb,
  backfilled_at timestamptz, swept_at timestamptz, synced_at timestamptz,
  -- A run that somebody or something has asked for and that has not begun.
  requested text check (requested in ('connect', 'person', 'schedule', 'hook', 'settings', 'reconnect', 'support')),
  requested_loop text check (requested_loop in ('backfill', 'delta', 'sweep', 'remap')),
  next_run_at timestamptz,
  -- The interval that its schedule in the engine was made with; null: none was made yet.
  scheduled_as text,
  -- What it waits for or suffers from, in words for people; cleared by the next committed page.
  limited_until timestamptz, limited_reason text,
  trouble_code text, trouble_sentence text, trouble_since timestamptz,
  failure_code text, failure_sentence text,
  connected_by text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  disconnected_at timestamptz,
  -- Disconnected with "erase": what was kept of the CRM goes.
  erasing boolean not null default false
);
create index connections_list on connections (account_id, id desc);

-- Contact ↔ record of one connection. One row per record that was ever seen, also of those left out.
create table contact_links (
  connection_id bigint not null references connections on delete cascade,
  record_id text collate "C" not null,
  account_id bigint not null,
  -- Null: left out, failed, or the contact was deleted here; such a person does not come back by a sync.
  contact_id bigint references contacts on delete set null,
  -- What became of it the last time. A failed, skipped or gone one may still have the contact it was brought in as.
  state text not null check (state in ('linked', 'skipped', 'failed', 'gone')),
  -- Why a skipped one is left out.
  reason text check (reason in ('filter', 'duplicate', 'unsubscribed')),
  is_creator boolean not null default false,
  record_updated_at timestamptz,
  -- Of the record, and the version of the settings that it was judged by: the same again is counted, not written.
  hash text not null,
  judged_by int not null,
  -- The record as it came, and its cells by contact field: a change of settings is judged from them without asking the CRM.
  raw jsonb,
  cells jsonb,
  -- A person's corrections: {field: {from, to}}; they hold while the CRM still says `from`.
  edits jsonb,
  -- Provenance: {column of contacts: [value the CRM said last, when we first saw it]}.
  seen jsonb not null default '{}',
  last_run bigint,
  -- The last complete scan that saw it.
  swept_run bigint,
  linked_at timestamptz not null default now(),
  primary key (connection_id, record_id)
);
create unique index contact_links_contact on contact_links (contact_id, connection_id) where contact_id is not null;

create table sync_runs (
  id bigint generated always as identity primary key,
  connection_id bigint not null references connections on delete cascade,
  account_id bigint not null,
  loop text not null check (loop in ('backfill', 'delta', 'sweep', 'hooks', 'remap', 'retry')),
  trigger text not null check (trigger in ('connect', 'person', 'schedule', 'hook', 'settings', 'reconnect', 'support')),
  state text not null default 'pulling' check (state in ('pulling', 'awaiting_answer', 'completed', 'cancelled')),
  -- Where the next page begins; committed with the page before it.
  cursor jsonb,
  is_read boolean not null default false,
  watermark jsonb,
  -- Why it was cut short or hides something, in a sentence.
  note text,
  -- Of a complete scan: how many linked records it did not see, among how many.
  missing int, linked int,
  started_at timestamptz not null default now(),
  ended_at timestamptz
);
create unique index sync_runs_open on sync_runs (connection_id) where ended_at is null;
create index sync_runs_list on sync_runs (connection_id, id desc);

-- One row per committed page: checkpoint and count in the transaction of the work itself. Its key refuses the same page twice.
create table sync_pages (
  run_id bigint not null references sync_runs on delete cascade,
  seq int not null,
  connection_id bigint not null,
  account_id bigint not null,
  -- What the CRM said it sent, and where each of it ended.
  reported int not null,
  added int not null, changed int not null, unchanged int not null, skipped int not null, failed int not null,
  -- Deleted at the CRM: those it told of, and those that a complete scan did not find.
  gone int not null, missed int not null default 0,
  unexplained int generated always as (reported - added - changed - unchanged - skipped - failed - gone) stored,
  worker text,
  started_at timestamptz not null,
  committed_at timestamptz not null default clock_timestamp(),
  primary key (run_id, seq)
);

-- The equation of a run: reported = added + changed + unchanged + skipped + failed + gone (+ unexplained, which has to be 0).
create view sync_run_counts as
select r.id as run_id, r.connection_id, r.account_id, coalesce(p.pages, 0)::int as pages, coalesce(p.reported, 0)::int as reported,
  coalesce(p.added + p.changed + p.unchanged + p.skipped + p.failed, 0)::int as seen,
  coalesce(p.added, 0)::int as added, coalesce(p.changed, 0)::int as changed, coalesce(p.unchanged, 0)::int as unchanged,
  coalesce(p.skipped, 0)::int as skipped, coalesce(p.failed, 0)::int as failed, coalesce(p.gone + p.missed, 0)::int as gone,
  coalesce(p.unexplained, 0)::int as unexplained, p.last_at
from sync_runs r
left join lateral (
  select count(*) as pages, sum(reported) as reported, sum(added) as added, sum(changed) as changed, sum(unchanged) as unchanged,
    sum(skipped) as skipped, sum(failed) as failed, sum(gone) as gone, sum(missed) as missed, sum(unexplained) as unexplained,
    max(committed_at) as last_at
  from sync_pages where run_id = r.id
) p on true;

-- A record that a person has to look at. `malformed`: it could not even be read; `gone`: deleted at the CRM, and we were told to ask.
create table sync_issues (
  id bigint generated always as identity primary key,
  connection_id bigint not null references connections on delete cascade,
  account_id bigint not null,
  run_id bigint not null,
  record_id text collate "C",
  kind text not null check (kind in ('record', 'malformed', 'gone')),
  state text not null default 'open' check (state in ('open', 'retrying', 'resolved', 'dismissed')),
  -- RowIssue[]; of a malformed one {code, field, sentence} in the connector's words.
  issues jsonb not null default '[]',
  cells jsonb,
  edits jsonb,
  edit_version int not null default 0,
  -- Which of several matching contacts it is, as a person said.
  contact_id bigint,
  attempts int not null default 0,
  dismissed_reason text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index sync_issues_open on sync_issues (connection_id, record_id) where state in ('open', 'retrying') and record_id is not null;
create index sync_issues_list on sync_issues (connection_id, state, id desc);

-- What runs changed of contacts that were there, {column: [old, new]}: the contact's history.
create table sync_changes (
  connection_id bigint not null references connections on delete cascade,
  account_id bigint not null,
  run_id bigint not null,
  contact_id bigint not null references contacts on delete cascade,
  record_id text collate "C" not null,
  changes jsonb not null,
  at timestamptz not null default now()
);
create index sync_changes_contact on sync_changes (contact_id, at);
create index sync_changes_connection on sync_changes (connection_id);

-- What a CRM has sent to our webhook address, as it came; kept until it was worked on. The hash refuses the same body twice.
create table hook_deliveries (
  id bigint generated always as identity primary key,
  connection_id bigint not null references connections on delete cascade,
  account_id bigint not null,
  body_hash bytea not null,
  body bytea,
  received_at timestamptz not null default now(),
  unique (connection_id, body_hash)
);
create table hook_events (
  connection_id bigint not null references connections on delete cascade,
  event_id text collate "C" not null,
  account_id bigint not null,
  record_id text collate "C" not null,
  delivery_id bigint not null references hook_deliveries on delete cascade,
  received_at timestamptz not null default now(),
  handled_at timestamptz,
  primary key (connection_id, event_id)
);
create index hook_events_waiting on hook_events (connection_id, received_at) where handled_at is null;

-- Signing in at a CRM: from our button to its way back. What proves that both are one person's is sealed.
create table oauth_attempts (
  state_hash bytea primary key,
  account_id bigint not null references accounts,
  user_id text not null,
  connector text not null,
  -- Null: a new connection.
  connection_id bigint references connections on delete cascade,
  secret bytea not null,
  secret_key_id int not null,
  expires_at timestamptz not null
);

-- How often CRMs were called, by what they count (an account, the whole installation): shared by all workers. Windows are cut into
-- 20 slots, so that in no window of that length more calls are sent than allowed. Forgotten in a crash of the database: a CRM then
-- says itself that it was too much.
create unlogged table crm_limits (
  scope text collate "C" primary key,
  -- {slot: calls} of the last window.
  slots jsonb not null default '{}',
  blocked_until timestamptz
);

-- Takes so many calls of a limit. Returns 0, or the milliseconds to wait before asking again; then nothing was taken.
create function take_calls(of_scope text, calls int, per_ms bigint, cost int) returns bigint language plpgsql as $$
declare
  now_ms constant bigint := (extract(epoch from clock_timestamp()) * 1000)::bigint;
  width constant bigint := greatest(1, ceil(per_ms / 20.0)::bigint);
  slot constant bigint := now_ms / width;
  held crm_limits;
  recent jsonb;
  taken int;
  free_at bigint;
begin
  insert into crm_limits (scope) values (of_scope) on conflict do nothing;
  select * into held from crm_limits where scope = of_scope for update;
  if held.blocked_until > clock_timestamp() then
    return ceil(extract(epoch from held.blocked_until) * 1000)::bigint - now_ms;
  end if;
  select coalesce(jsonb_object_agg(key, value), '{}'), coalesce(sum(value::int), 0) into recent, taken
  from jsonb_each_text(held.slots) where key::bigint > slot - 21;
  if taken + cost <= calls then
    update crm_limits set slots = recent || jsonb_build_object(slot::text, coalesce((recent ->> slot::text)::int, 0) + cost)
    where scope = of_scope;
    return 0;
  end if;
  -- The oldest slot whose end makes room enough.
  select (min(s.key) + 21) * width into free_at from (
    select key::bigint as key, sum(value::int) over (order by key::bigint) as freed from jsonb_each_text(recent)
  ) s where taken - s.freed + cost <= calls;
  return greatest(coalesce(free_at, now_ms + per_ms) - now_ms, 1);
end $$;

-- Support may look at personal data of one connection for a while, for a reason that is audited.
create table connection_reveals (
  connection_id bigint not null references connections on delete cascade,
  user_id text not null,
  expires_at timestamptz not null,
  primary key (connection_id, user_id)
);

-- A page is staged as the rows of an import are, so that the very same statements match, plan and write it. Lives as long as the
-- session; its rows as long as the page's transaction.
create function begin_page() returns void language plpgsql as $$
begin
  if to_regclass('pg_temp.staged_records') is null then
    create temp table staged_records (
      like import_rows including defaults,
      record_id text collate "C",
      record_at timestamptz,
      -- The contact of its link, and what the CRM had said before.
      linked_id bigint,
      seen jsonb not null default '{}',
      -- Columns that a person has written by hand, and when.
      hand jsonb not null default '{}'
    ) on commit delete rows;
  end if;
end $$;

-- Tags of a contact after the CRM has changed its own: those that came from there and are gone there go, new ones are added.
create function sync_tags(held text[], before text[], now_there text[]) returns text[] language sql immutable parallel safe as $$
  select merge_tags(array(
    select h.tag from unnest(held) with ordinality h (tag, place)
    where lower(h.tag) <> all (select lower(b) from unnest(before) b) or lower(h.tag) = any (select lower(n) from unnest(now_there) n)
    order by h.place), now_there)
$$;

-- `<account>/<connection>` on the channel sync_changed, as import_changed does for imports.
create function tell_sync_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('sync_changed', new.account_id || '/' || case tg_table_name when 'connections' then (to_jsonb(new) ->> 'id') else (to_jsonb(new) ->> 'connection_id') end);
  return null;
end $$;
create trigger connections_changed after insert or update on connections for each row execute function tell_sync_changed();
create trigger sync_runs_changed after insert or update on sync_runs for each row execute function tell_sync_changed();
create trigger sync_pages_changed after insert on sync_pages for each row execute function tell_sync_changed();
create trigger sync_issues_changed after update on sync_issues for each row execute function tell_sync_changed();
