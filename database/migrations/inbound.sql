-- What came back from mails, as it came: a mail to the bounce address, a delivery to a webhook. Written before anybody has read it.
create table inbound_messages (
  id bigint generated always as identity primary key,
  source text not null check (source in ('mailbox', 'ses', 'sendgrid')),
  -- What it is called by its provider; of a mail the SHA-256 of its bytes. The same thing is taken once.
  message_key text not null,
  -- Of a mail: from whom (empty: the null sender of reports) and to which of our addresses.
  envelope_from text, envelope_to text,
  -- Personal data: null once 30 days are over, or the person was erased.
  raw bytea, size int not null, is_cut boolean not null default false,
  state text not null default 'received' check (state in ('received', 'read', 'failed')),
  tries int not null default 0, next_at timestamptz not null default now(), failure text,
  received_at timestamptz not null default clock_timestamp(), read_at timestamptz, purged_at timestamptz,
  unique (source, message_key)
);
create index inbound_messages_due on inbound_messages (next_at) where state = 'received';
create index inbound_messages_raw on inbound_messages (received_at) where raw is not null;

-- What one of them says of one mail to one person; ReportedFact of domain/mail/reports/facts.ts.
create table inbound_events (
  id bigint generated always as identity primary key,
  message_id bigint not null references inbound_messages,
  source text not null,
  -- The provider's id of the event, or the message's with a number. An event counts once.
  event_key text not null,
  kind text not null check (kind in ('delivered', 'relayed', 'delayed', 'bounced', 'complained', 'unsubscribed', 'auto_reply', 'reply', 'unreadable')),
  -- applied: it changed something. noted: there was nothing to change. open: a person has to look. failed: our fault, tried again by hand.
  state text not null default 'waiting' check (state in ('waiting', 'applied', 'noted', 'open', 'failed', 'dismissed')),
  -- What was done, or why nothing was: InboundOutcome of domain/mail/reports/outcomes.ts.
  outcomes text[] not null default '{}',
  -- By which our mail is looked for, and the mail and account that were found.
  mail_ids text[] not null default '{}', return_key text, queue_id text,
  attempt_id bigint, account_id bigint,
  -- Whom it is about as it says itself; null after the person was erased. The hash stays.
  email text, address_hash bytea,
  reply_code int, enhanced_code text, reply_text text, remote_host text, is_dead boolean not null default false,
  happened_at timestamptz, received_at timestamptz not null default clock_timestamp(),
  tries int not null default 0, next_at timestamptz default now(), failure text,
  applied_at timestamptz,
  dismissed_by text, dismissed_reason text, dismissed_at timestamptz,
  unique (source, event_key)
);
create index inbound_events_message on inbound_events (message_id);
create index inbound_events_due on inbound_events (next_at) where next_at is not null;
create index inbound_events_attempt on inbound_events (attempt_id) where attempt_id is not null;
create index inbound_events_address on inbound_events (address_hash, id desc) where address_hash is not null;
create index inbound_events_open on inbound_events (id desc) where state in ('open', 'failed');

-- What became of a mail after it was handed over, each the first time that we heard of it.
alter table send_attempts add delivered_at timestamptz, add bounced_at timestamptz, add complained_at timestamptz;
create index send_attempts_ses on send_attempts (queue_id) where transport = 'ses' and queue_id is not null;

-- After how many days without a sign a mail of which nobody knows is sent again; null: only a person sends it again.
alter table accounts add unknown_again_days int check (unknown_again_days between 1 and 14);
