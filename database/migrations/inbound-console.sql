-- Somebody of the platform may read one thing that came back as it is, for a while: about whom it is may not be known.
create table inbound_event_reveals (
  event_id bigint not null,
  user_id text not null,
  expires_at timestamptz not null,
  primary key (event_id, user_id)
);
-- What was knocked with and not believed, counted by the day (UTC), our reason and the way it came; nothing of it is kept.
create table inbound_refusals (
  source text not null check (source in ('mailbox', 'ses', 'sendgrid')),
  reason text not null,
  day date not null,
  count int not null default 0,
  last_at timestamptz not null,
  primary key (day, source, reason)
);
