-- Links of campaigns that run out, for the sweep; those that somebody has taken in hand have a workflow of their own.
create index invitations_campaign_over on invitations (expires_at)
  where campaign_id is not null and state = 'waiting' and next_action_at is null;
-- What receivers put off or refuse: few, and asked for by the time.
create index send_attempts_put_off on send_attempts (ended_at) where campaign_id is not null and state in ('deferred', 'rejected');

-- Whoever claims, unsubscribes, is blocked, or is taken in hand gets no reminder of the campaign any more.
create function stop_reminders() returns trigger language plpgsql as $$
begin
  update recipients set due_at = null where invitation_id = new.id and due_at is not null and wave > 0;
  return null;
end $$;
create trigger invitations_stop_reminders after update of state, next_action_at, blocked_code on invitations for each row
  when (new.campaign_id is not null and current_setting('porchlight.bulk', true) is distinct from 'on' and (new.state <> 'waiting' or new.next_action_at is not null or new.blocked_code is not null))
  execute function stop_reminders();
