-- What was changed of a contact by hand, with old and new values: the audit chain may not hold them. Bulk changes of tags are
-- in the audit alone. No foreign key: contacts are written in bulk, and whoever deletes one deletes these.
create table contact_changes (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts,
  contact_id bigint not null,
  actor_kind text not null check (actor_kind in ('user', 'api_key')),
  actor_id text not null,
  changes jsonb not null,
  at timestamptz not null default now()
);
create index contact_changes_contact on contact_changes (contact_id, id);
