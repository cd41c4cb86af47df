-- How often CRMs are called, as a leaky bucket (GCRA): the very rule of pace() in integrations/crm/pace.ts, for all workers together.
-- A twentieth of a limit may go at once and the rest is spread, so that no window of its length, wherever it begins, holds more
-- calls than allowed, and nobody waits for a whole window because of a few calls at its beginning.
alter table crm_limits drop column slots;
-- Calls are paid for up to here, in milliseconds since 1970.
alter table crm_limits add column paid_until double precision not null default 0;

create or replace function take_calls(of_scope text, calls int, per_ms bigint, cost int) returns bigint language plpgsql as $$
declare
  spacing constant double precision := per_ms / (calls * 0.95);
  burst constant int := greatest(1, floor(calls * 0.05));
  held crm_limits;
  now_ms double precision;
  wait_ms bigint;
begin
  insert into crm_limits (scope) values (of_scope) on conflict do nothing;
  select * into held from crm_limits where scope = of_scope for update;
  -- After the lock: whoever waited for it takes at the time of its turn.
  now_ms := extract(epoch from clock_timestamp()) * 1000;
  if held.blocked_until > clock_timestamp() then
    return ceil(extract(epoch from held.blocked_until) * 1000 - now_ms)::bigint;
  end if;
  wait_ms := ceil(greatest(held.paid_until, now_ms) + (cost - burst) * spacing - now_ms)::bigint;
  if wait_ms > 0 then return wait_ms; end if;
  update crm_limits set paid_until = greatest(held.paid_until, now_ms) + cost * spacing where scope = of_scope;
  return 0;
end $$;
