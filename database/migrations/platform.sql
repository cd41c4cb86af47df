create extension if not exists pg_trgm;
create extension if not exists btree_gin;

create table accounts (
  id bigint generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  country text not null default 'US',
  created_at timestamptz not null default now()
);

create table custom_fields (
  account_id bigint not null references accounts,
  key text not null check (key ~ '^[a-z0-9_]{1,40}$'),
  label text not null,
  created_at timestamptz not null default now(),
  primary key (account_id, key)
);

-- Append-only, chained by hash per account (0 = the platform's own chain). Written by record_audit alone.
create table audit_events (
  account_id bigint not null,
  seq bigint not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('user', 'api_key', 'system', 'worker', 'cli')),
  actor_id text,
  role text,
  action text not null,
  subject_kind text,
  subject_id text,
  reason text,
  request_id text,
  before jsonb,
  after jsonb,
  prev_hash bytea not null,
  hash bytea not null,
  primary key (account_id, seq)
);
create index audit_events_subject on audit_events (subject_kind, subject_id, at);
create index audit_events_request on audit_events (request_id) where request_id is not null;
create index audit_events_newest on audit_events (at desc);

-- The end of each chain: the lock that puts its writers in order, and the proof that no tail was cut off.
create table audit_heads (
  account_id bigint primary key,
  seq bigint not null,
  hash bytea not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger audit_events_append_only before update or delete on audit_events for each row execute function refuse_change();
create trigger audit_events_no_truncate before truncate on audit_events for each statement execute function refuse_change();

-- What is hashed: every column but the hash itself, as one JSON array (jsonb orders keys, so equal events have equal text).
create function audit_hash(e audit_events) returns bytea language sql stable as $$
  select sha256(convert_to(jsonb_build_array(
    e.account_id, e.seq, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor_kind, e.actor_id, e.role,
    e.action, e.subject_kind, e.subject_id, e.reason, e.request_id, e.before, e.after, encode(e.prev_hash, 'hex'))::text, 'UTF8'))
$$;

-- Appends one event to the chain of its account and returns its number. Takes the lock of that chain's head until the
-- transaction ends, so it is the last lock a transaction takes: lock rows first, record last.
create function record_audit(event jsonb) returns bigint language plpgsql as $$
declare
  e audit_events;
begin
  e := jsonb_populate_record(null::audit_events, event);
  insert into audit_heads values (e.account_id, 0, sha256('')) on conflict do nothing;
  select h.seq + 1, h.hash into e.seq, e.prev_hash from audit_heads h where h.account_id = e.account_id for update;
  e.at := clock_timestamp();
  e.hash := audit_hash(e);
  insert into audit_events select e.*;
  update audit_heads set seq = e.seq, hash = e.hash where account_id = e.account_id;
  return e.seq;
end $$;

create table outbox (
  id bigint generated always as identity primary key,
  account_id bigint,
  workflow_id text not null,
  workflow_type text not null,
  task_queue text not null,
  signal text not null,
  args jsonb not null default '[]',
  created_at timestamptz not null default now(),
  delivered_at timestamptz,
  attempts int not null default 0,
  next_at timestamptz not null default now(),
  last_error text
);
create index outbox_due on outbox (next_at) where delivered_at is null;
create index outbox_order on outbox (workflow_id, id) where delivered_at is null;

create table idempotency_keys (
  account_id bigint not null,
  key text not null,
  route text not null,
  request_digest bytea not null,
  status int,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (account_id, key, route)
);

create table contacts (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts,
  first_name text, middle_name text, last_name text,
  email text, email_normalized text collate "C", email2 text,
  phone text, phone2 text, phone3 text,
  street text, unit text, city text, state text, zip text, country text,
  mailing_street text, mailing_unit text, mailing_city text, mailing_state text, mailing_zip text, mailing_country text,
  co_first_name text, co_last_name text, co_email text, co_phone text, co_birthday text,
  birthday text, company text, tags text[] not null default '{}', source text, stage text, notes text, external_id text,
  consent boolean, consent_date date, unsubscribed boolean not null default false, closing_date date,
  custom jsonb not null default '{}',
  import_id bigint, import_row int,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
-- Blank addresses stand in it too (they are never equal): the list sorts by e-mail and finds who has none.
create unique index contacts_email on contacts (account_id, email_normalized);
create index contacts_newest on contacts (account_id, created_at desc, id desc);
-- The list's other orders, from 0.6-3 s to under 1 ms at a million. Cost of inserting 50,000 rows beside the indexes above and
-- below (97 MB of WAL, most of it the trigrams’): both names +13 MB, last change +6 MB, tags +10 to 18 MB.
create index contacts_last_name on contacts (account_id, lower(last_name), id);
create index contacts_first_name on contacts (account_id, lower(first_name), id);
create index contacts_updated on contacts (account_id, updated_at desc, id desc);
-- A tag that few or none have: from 0.5-0.7 s to 0.1-11 ms.
create index contacts_tags on contacts using gin (account_id, tags);
create index contacts_import on contacts (import_id, import_row) where import_id is not null;
-- One expression for the search box: names, addresses of mail, phones, home.
create function contact_search(first_name text, last_name text, email text, phone text, street text, city text, zip text)
  returns text language sql immutable parallel safe as
$$ select lower(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '') || ' ' || coalesce(street, '') || ' ' || coalesce(city, '') || ' ' || coalesce(zip, '')) $$;
create index contacts_search on contacts using gin (account_id, contact_search(first_name, last_name, email, phone, street, city, zip) gin_trgm_ops);
