-- What an agent has typed of an invitation that is not sent yet, so that the steps of a new Hub can be left and taken up anywhere.
create table invitation_drafts (
  hub_id bigint primary key references hubs on delete cascade,
  account_id bigint not null references accounts,
  -- Null: the template's subject, no message of one's own.
  subject text, message text,
  reminders int not null default 2 check (reminders between 0 and 2),
  updated_at timestamptz not null default now()
);
