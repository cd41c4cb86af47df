-- How far those who were mailed have come, kept as it happens: lists show it of many campaigns at once, and nobody counts a million
-- recipients for that. By share, in the transactions that write results: who has had a first mail, and who a reminder.
alter table campaign_parts add invited int not null default 0, add reminded int not null default 0;
update campaign_parts p set invited = c.invited, reminded = c.reminded
from (select campaign_id, part, count(*) as invited, count(*) filter (where last_sent_at > first_sent_at) as reminded
      from recipients where first_sent_at is not null group by 1, 2) c
where p.campaign_id = c.campaign_id and p.part = c.part;

-- What we were told, and what homeowners did: people, each counted once. Delivered: a provider or receiving server has said so.
create table campaign_funnels (
  campaign_id bigint primary key,
  delivered int not null default 0, bounced int not null default 0, visited int not null default 0, claimed int not null default 0
) with (fillfactor = 50);
insert into campaign_funnels (campaign_id, delivered, bounced, visited, claimed)
select campaign_id, count(delivered_at), count(bounced_at), count(coalesce(visited_at, claimed_at)), count(claimed_at)
from recipients where coalesce(delivered_at, bounced_at, visited_at, claimed_at) is not null group by 1;

create function count_funnel() returns trigger language plpgsql as $$
begin
  insert into campaign_funnels as f (campaign_id, delivered, bounced, visited, claimed)
  values (new.campaign_id, (old.delivered_at is null and new.delivered_at is not null)::int, (old.bounced_at is null and new.bounced_at is not null)::int,
    (coalesce(old.visited_at, old.claimed_at) is null and coalesce(new.visited_at, new.claimed_at) is not null)::int,
    (old.claimed_at is null and new.claimed_at is not null)::int)
  on conflict (campaign_id) do update set delivered = f.delivered + excluded.delivered, bounced = f.bounced + excluded.bounced,
    visited = f.visited + excluded.visited, claimed = f.claimed + excluded.claimed;
  return null;
end $$;
-- At the end of the transaction: all claims and reports of a campaign meet in its one row, which nobody may hold while waiting for
-- something else.
create constraint trigger recipients_funnel after update of delivered_at, bounced_at, visited_at, claimed_at on recipients
  deferrable initially deferred for each row
  when ((old.delivered_at is null and new.delivered_at is not null) or (old.bounced_at is null and new.bounced_at is not null)
    or (old.visited_at is null and new.visited_at is not null) or (old.claimed_at is null and new.claimed_at is not null))
  execute function count_funnel();
create trigger campaign_funnels_changed after insert or update on campaign_funnels for each row execute function tell_campaign_changed();
