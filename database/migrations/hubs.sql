-- What homeowners see of an agent, and what the law asks of a sender.
alter table accounts add brokerage text;
alter table accounts add website text;
-- Street, registered PO box or private mailbox of the sender (16 CFR 316.2(p)); no invitation leaves without it.
alter table accounts add postal_address text;

create table agents (
  user_id text primary key references auth."user" on delete cascade,
  account_id bigint not null references accounts,
  title text, phone text, license text, about text, photo_key text,
  -- Where homeowners' answers go when it is not the address of sign-in.
  reply_to text,
  updated_at timestamptz not null default now()
);

create table hubs (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts,
  contact_id bigint not null references contacts,
  agent_id text not null references auth."user",
  state text not null default 'draft' check (state in ('draft', 'ready', 'invited', 'claimed', 'paused', 'archived')),
  -- The state that a pause came from, to which resume goes back.
  resume_state text check (resume_state in ('ready', 'invited', 'claimed')),
  street text, unit text, city text, state_code text, zip text, country text,
  -- What two spellings of one home have in common; null while there is no address.
  home_key text collate "C",
  -- HomeDetails of domain/hubs: kind, beds, baths, area, lot, year built, bought on.
  details jsonb not null default '{}',
  co_first_name text, co_last_name text, co_email text,
  version int not null default 1,
  created_by text, created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  claimed_at timestamptz, archived_at timestamptz
);
create index hubs_list on hubs (account_id, id desc);
create index hubs_state on hubs (account_id, state, id desc);
create index hubs_contact on hubs (contact_id);
-- The list's own order, from 1.1 s to under 1 ms at a million.
create index hubs_changed on hubs (account_id, updated_at desc, id desc);
-- The home and the co-owner in one expression for the search box; the contact is found by its own.
create function hub_search(street text, unit text, city text, zip text, co_first_name text, co_last_name text, co_email text)
  returns text language sql immutable parallel safe as
$$ select lower(coalesce(street, '') || ' ' || coalesce(unit, '') || ' ' || coalesce(city, '') || ' ' || coalesce(zip, '') || ' ' || coalesce(co_first_name, '') || ' ' || coalesce(co_last_name, '') || ' ' || coalesce(co_email, '')) $$;
create index hubs_search on hubs using gin (account_id, hub_search(street, unit, city, zip, co_first_name, co_last_name, co_email) gin_trgm_ops);
-- One living Hub for one contact and home.
create unique index hubs_home on hubs (account_id, contact_id, coalesce(home_key, '')) where state <> 'archived';

create table hub_notes (
  id bigint generated always as identity primary key,
  account_id bigint not null,
  hub_id bigint not null references hubs on delete cascade,
  author_id text not null,
  text text not null,
  created_at timestamptz not null default now()
);
create index hub_notes_hub on hub_notes (hub_id, id desc);

-- Who has joined a Hub: the homeowner who claimed it, a co-owner.
create table hub_members (
  id bigint generated always as identity primary key,
  account_id bigint not null,
  hub_id bigint not null references hubs on delete cascade,
  role text not null check (role in ('owner', 'co_owner')),
  first_name text, last_name text,
  email text not null, email_normalized text collate "C" not null,
  invitation_id bigint,
  -- Kinds of mail they said no to.
  muted text[] not null default '{}',
  joined_at timestamptz not null default now(),
  -- A claim may be taken back until then.
  settled_at timestamptz not null default now() + interval '72 hours',
  left_at timestamptz, left_reason text check (left_reason in ('left', 'taken_back', 'deleted', 'removed'))
);
create unique index hub_members_one on hub_members (hub_id, email_normalized) where left_at is null;
create unique index hub_members_owner on hub_members (hub_id) where left_at is null and role = 'owner';
create index hub_members_email on hub_members (email_normalized);

create table hub_questions (
  id bigint generated always as identity primary key,
  account_id bigint not null,
  hub_id bigint not null references hubs on delete cascade,
  member_id bigint not null references hub_members on delete cascade,
  text text not null,
  asked_at timestamptz not null default now(),
  answer text, answered_by text, answered_at timestamptz
);
create index hub_questions_hub on hub_questions (hub_id, id desc);
create index hub_questions_open on hub_questions (account_id, id) where answered_at is null;

-- What a homeowner says is wrong about the home: the agent takes it over or not.
create table hub_corrections (
  id bigint generated always as identity primary key,
  account_id bigint not null,
  hub_id bigint not null references hubs on delete cascade,
  member_id bigint not null references hub_members on delete cascade,
  -- {field: [old, new]}
  changes jsonb not null,
  state text not null default 'proposed' check (state in ('proposed', 'accepted', 'declined')),
  proposed_at timestamptz not null default now(), decided_by text, decided_at timestamptz
);
create index hub_corrections_hub on hub_corrections (hub_id, id desc);
create index hub_corrections_open on hub_corrections (account_id, id) where state = 'proposed';

-- What happened around a Hub, for its history and the agent's timeline. Append only, goes with the Hub.
create table hub_events (
  id bigint generated always as identity primary key,
  account_id bigint not null,
  hub_id bigint not null references hubs on delete cascade,
  contact_id bigint not null,
  -- HubEventKind of domain/hubs/events.ts.
  kind text not null,
  by_kind text not null check (by_kind in ('agent', 'homeowner', 'system', 'machine')),
  -- The user, or the member, who did it.
  by_id text,
  invitation_id bigint,
  -- Ids, counts, states, fields' names; no values.
  details jsonb not null default '{}',
  at timestamptz not null default now()
);
create index hub_events_hub on hub_events (hub_id, id desc);
create index hub_events_account on hub_events (account_id, id desc);

-- One invitation to one address, with its reminders; the link works once.
create table invitations (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts,
  hub_id bigint not null references hubs on delete cascade,
  contact_id bigint not null,
  role text not null default 'owner' check (role in ('owner', 'co_owner')),
  -- waiting: mailed or being mailed, and not claimed yet. copied: its link was handed over otherwise, no mail is sent.
  state text not null default 'waiting' check (state in ('waiting', 'claimed', 'revoked', 'expired')),
  via text not null default 'mail' check (via in ('mail', 'link')),
  first_name text, last_name text,
  email text not null, email_normalized text collate "C" not null,
  subject text, message text,
  -- SHA-256 of the token, which is made again from key, id and nonce; a new nonce is a new link, and the old one is void.
  token_hash bytea not null unique, nonce bytea not null, key_id int not null,
  -- Mail 0 is the invitation, 1 and 2 the reminders; the wave that is to be sent next, and when. Null: nothing more.
  wave int not null default 0,
  reminders int not null default 2 check (reminders between 0 and 2),
  next_action_at timestamptz,
  -- Grows with every command and change of state: an attempt that was begun before may not send any more.
  fence int not null default 0,
  -- In words for people: why it does not go on by itself.
  blocked_code text, blocked_sentence text,
  sent_by text, created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  first_sent_at timestamptz, rotated_at timestamptz, expires_at timestamptz not null,
  claimed_at timestamptz, revoked_at timestamptz, revoked_reason text
);
create unique index invitations_live on invitations (account_id, hub_id, email_normalized) where state = 'waiting';
create index invitations_hub on invitations (hub_id, id desc);
create index invitations_contact on invitations (contact_id);
create index invitations_email on invitations (email_normalized);
create index invitations_due on invitations (next_action_at) where state = 'waiting' and next_action_at is not null;

-- A link of many uses to a person's way in: the agent's own, or one made for a contact. Proof by a mailed code comes before joining.
create table landing_links (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts,
  agent_id text not null references auth."user",
  -- Null: the agent's own link, for anybody.
  contact_id bigint references contacts on delete cascade,
  token_hash bytea not null unique, nonce bytea not null, key_id int not null,
  visits int not null default 0, last_visit_at timestamptz,
  created_by text, created_at timestamptz not null default now(), revoked_at timestamptz
);
create index landing_links_contact on landing_links (contact_id) where contact_id is not null;
create unique index landing_links_live on landing_links (account_id, agent_id, coalesce(contact_id, 0)) where revoked_at is null;

-- A code mailed as proof that somebody reads an address: 6 digits, hashed with a key, few tries, a quarter of an hour.
create table mailed_codes (
  id bigint generated always as identity primary key,
  purpose text not null check (purpose in ('claim', 'join', 'sign_in', 'reach')),
  -- The invitation or landing link it is about; null for signing in.
  subject_id bigint,
  account_id bigint,
  address_hash bytea not null,
  nonce bytea not null, key_id int not null,
  tries int not null default 0,
  created_at timestamptz not null default now(), expires_at timestamptz not null, used_at timestamptz
);
create index mailed_codes_open on mailed_codes (address_hash, purpose, id desc);

-- A homeowner who has signed in; the token is in the cookie alone.
create table hub_sessions (
  token_hash bytea primary key,
  email_normalized text collate "C" not null,
  created_at timestamptz not null default now(), seen_at timestamptz not null default now(), expires_at timestamptz not null
);
create index hub_sessions_email on hub_sessions (email_normalized);

-- Tells every copy of the API that a Hub or an invitation moved: `<account>/<hub>` on the channel hub_changed. Bulk work sets
-- porchlight.bulk and tells of its campaign instead of each Hub.
create function tell_hub_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('hub_changed', new.account_id || '/' || case tg_table_name when 'hubs' then (to_jsonb(new) ->> 'id') else (to_jsonb(new) ->> 'hub_id') end);
  return null;
end $$;
create trigger hubs_changed after insert or update on hubs for each row
  when (current_setting('porchlight.bulk', true) is distinct from 'on') execute function tell_hub_changed();
create trigger invitations_changed after insert or update on invitations for each row
  when (current_setting('porchlight.bulk', true) is distinct from 'on') execute function tell_hub_changed();
create trigger hub_events_changed after insert on hub_events for each row
  when (current_setting('porchlight.bulk', true) is distinct from 'on') execute function tell_hub_changed();
