-- The freeze under way: of which fence its rows are, and up to which contact it has come; what those rows come down to in the end.
alter table campaigns add freeze_fence int, add freeze_cursor bigint not null default 0, add audience_digest bytea;
-- Up to which recipient invitations are made.
alter table campaigns add prepare_cursor bigint not null default 0;

-- One mailbox of two spellings: Google ignores dots and what follows a plus (support.google.com/mail/answer/7436150); nobody else's rules are guessed.
create function mailbox_of(email_normalized text) returns text language sql immutable parallel safe as $$
  select case when split_part(email_normalized, '@', 2) in ('gmail.com', 'googlemail.com')
    then replace(split_part(split_part(email_normalized, '@', 1), '+', 1), '.', '') || '@gmail.com' else email_normalized end
$$;

-- Facts about a homeowner's answer reach the recipient in the transaction that records them, whichever way they came.
create function tell_recipient() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'invitations' then
    update recipients set claimed_at = coalesce(claimed_at, new.claimed_at) where invitation_id = new.id;
  else
    update recipients set visited_at = coalesce(visited_at, new.at) where invitation_id = new.invitation_id;
  end if;
  return null;
end $$;
create trigger invitations_claimed after update of state on invitations for each row
  when (new.campaign_id is not null and new.state = 'claimed' and old.state <> 'claimed') execute function tell_recipient();
create trigger hub_events_visited after insert on hub_events for each row
  when (new.kind in ('visited', 'claimed') and new.by_kind = 'homeowner' and new.invitation_id is not null) execute function tell_recipient();
