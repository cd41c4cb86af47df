-- Templates of the platform (account 0) and of accounts; an account's template of a kind goes before the platform's.
create table mail_templates (
  id bigint generated always as identity primary key,
  account_id bigint not null,
  -- TemplateKind of domain/mail/kinds.ts.
  kind text not null,
  name text not null,
  -- The version that is sent.
  current_version int not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz
);
create unique index mail_templates_kind on mail_templates (account_id, kind) where archived_at is null;

-- Never changed once written: what was sent can be shown again. MJML is compiled when a version is saved.
create table mail_template_versions (
  template_id bigint not null references mail_templates,
  version int not null,
  subject text not null,
  mjml text not null, html text not null, text text not null,
  -- Variable → what stands where a person has no value; a variable without one must have a value.
  fallbacks jsonb not null default '{}',
  created_by text, created_at timestamptz not null default now(),
  primary key (template_id, version)
);

-- A mail that we owe one person about their Hub or their question and that no campaign sends: codes, news of a claim, questions.
create table notices (
  id bigint generated always as identity primary key,
  account_id bigint not null,
  kind text not null,
  hub_id bigint references hubs on delete cascade,
  member_id bigint,
  -- What the mail is about: a code, a question, a correction, an invitation.
  subject_id bigint,
  email text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'unknown', 'dropped')),
  next_action_at timestamptz default now(),
  -- Why nothing was or will be sent, in words for people.
  failure_code text, failure_sentence text,
  created_at timestamptz not null default now(), ended_at timestamptz,
  -- A code that comes after a quarter of an hour helps nobody.
  useless_at timestamptz
);
create index notices_hub on notices (hub_id, id desc);

-- One handing-over of one mail: written before its first byte, the result after it. A kill in between leaves `submitting`,
-- which becomes `unknown` and is never sent again by itself.
create table send_attempts (
  id bigint generated always as identity primary key,
  account_id bigint not null,
  purpose text not null check (purpose in ('invitation', 'reminder', 'notice', 'test')),
  invitation_id bigint, notice_id bigint, hub_id bigint, contact_id bigint,
  wave int not null default 0, attempt int not null default 1,
  state text not null check (state in ('submitting', 'accepted', 'deferred', 'rejected', 'unknown')),
  -- Null after the person was erased; the hash stays.
  email text, address_hash bytea not null,
  -- The same mail keeps it over its attempts, so that a mailbox that gets it twice may show it once.
  message_id text not null,
  sender_domain text not null,
  template_id bigint, template_version int,
  -- SHA-256 of the exact bytes, and how many.
  mime_digest bytea not null, mime_size int not null,
  transport text not null,
  reply_code int, enhanced_code text, reply_text text,
  -- What went wrong where nobody answered, or what the answer comes down to: HandoverFailure of domain/mail/handover.ts.
  failure text,
  remote_host text, remote_address text, tls text, queue_id text,
  worker text,
  started_at timestamptz not null default clock_timestamp(), connected_at timestamptz, handed_at timestamptz, ended_at timestamptz,
  next_attempt_at timestamptz,
  -- How an unknown one was settled, by whom and why.
  settled_as text check (settled_as in ('accepted', 'rejected', 'send_again')), settled_by text, settled_reason text, settled_at timestamptz
);
create unique index send_attempts_invitation on send_attempts (invitation_id, wave, attempt) where invitation_id is not null;
create unique index send_attempts_notice on send_attempts (notice_id, attempt) where notice_id is not null;
create index send_attempts_contact on send_attempts (contact_id, id desc) where contact_id is not null;
create index send_attempts_message on send_attempts (message_id);
create index send_attempts_address on send_attempts (address_hash, id desc);
create index send_attempts_open on send_attempts (started_at) where state in ('submitting', 'unknown');

-- An address in a form that can be compared and not read back without the key. The key never rotates: what was erased stays suppressed.
create function address_hash(email_normalized text, key bytea) returns bytea language sql immutable parallel safe as
$$ select sha256(key || convert_to(email_normalized, 'UTF8')) $$;

-- Addresses we must not mail. Account null: nobody on the platform may.
create table suppressions (
  id bigint generated always as identity primary key,
  account_id bigint references accounts,
  address_hash bytea not null,
  -- Null after the person was erased.
  email text,
  reason text not null check (reason in ('unsubscribed', 'bounced', 'complained', 'asked', 'imported')),
  source text not null check (source in ('one_click', 'page', 'preferences', 'agent', 'operator', 'import', 'crm', 'provider', 'take_back', 'erasure')),
  invitation_id bigint,
  note text,
  actor_id text,
  created_at timestamptz not null default now(),
  removed_at timestamptz, removed_by text, removed_reason text
);
create unique index suppressions_live on suppressions (coalesce(account_id, 0), address_hash) where removed_at is null;
create index suppressions_address on suppressions (address_hash);
create index suppressions_list on suppressions (account_id, id desc);
