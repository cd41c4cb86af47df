-- Where a row ended: its own outcome, else what its intent says once the batch of its part has committed.
create function row_outcome(r import_rows) returns text language sql stable as $$
  select case
    when r.outcome = 'not_processed' then 'notProcessed'
    when r.outcome is not null then r.outcome
    when not exists (select from import_batches b where b.import_id = r.import_id and b.kind = 'apply' and b.seq = r.part) then 'notProcessed'
    else case r.intent when 'create' then 'created' when 'update' then 'updated' when 'skip' then 'skipped' when 'fail' then 'failed' else r.intent end
  end
$$;

-- The equation: row_count = created + updated + unchanged + skipped + failed + not_processed, from committed ledger rows.
-- A retry's and an undo's ledger rows hold differences, so that the sum stays exact. Dismissed rows stay in `failed`.
create view import_counts as
select i.id as import_id, i.account_id, i.row_count, b.created, b.updated, b.unchanged, b.skipped, b.failed,
  i.row_count - b.created - b.updated - b.unchanged - b.skipped - b.failed as not_processed
from contact_imports i
cross join lateral (
  select coalesce(sum(created), 0)::int as created, coalesce(sum(updated), 0)::int as updated,
    coalesce(sum(unchanged), 0)::int as unchanged, coalesce(sum(skipped), 0)::int as skipped, coalesce(sum(failed), 0)::int as failed
  from import_batches where import_id = i.id and kind in ('trial', 'apply', 'retry', 'undo')
) b
where i.row_count is not null;

-- The review's equation: what the pinned plan will do with each row. No row before the plan is whole.
create view import_plans as
select i.id as import_id, i.account_id, p.*
from contact_imports i
cross join lateral (
  select sum(created)::int as "create", sum(updated)::int as "update", sum(unchanged)::int as unchanged,
    sum(skipped)::int as skip, sum(failed)::int as fail
  from import_batches where import_id = i.id and kind = 'plan'
) p
where i.scanned_at is not null and p."create" is not null;

-- What the scan and the plan have to tell, by cause and field; `rows` holds the first two row numbers.
create view import_alerts as
select b.import_id, b.account_id, a ->> 'code' as code, a ->> 'field' as field, sum((a ->> 'count')::int)::int as count,
  jsonb_path_query_array(jsonb_path_query_array(jsonb_agg(a -> 'rows' order by b.seq), '$[*][*]'), '$[0 to 1]') as rows
from import_batches b
cross join lateral jsonb_array_elements(b.alerts) a
where b.kind in ('scan', 'match', 'plan')
group by 1, 2, 3, 4;

-- Failed rows that nobody has dismissed: the work that is left to people.
create function import_open_failed(of_import bigint) returns int language sql stable as $$
  -- row_outcome(r) = 'failed', written out: called row by row it takes a second for 20,000 rows.
  select count(*)::int from import_rows r
  left join import_batches b on b.import_id = r.import_id and b.kind = 'apply' and b.seq = r.part
  where r.import_id = of_import and (r.intent = 'fail' or r.outcome = 'failed') and r.dismissed_reason is null
    and (r.outcome = 'failed' or (r.outcome is null and b.seq is not null))
$$;

-- How far the step at work (or the one that pause or failure left) has come, from committed batches of the last half minute.
create function import_progress(of_import bigint)
  returns table (step text, done int, total int, rows_per_second int, seconds_left int, at timestamptz) language sql stable as $$
  with here as (
    select i.*, coalesce(case when i.state in ('paused', 'failed') then i.resume_state end, i.state) as working,
      (select count(*)::int from import_rows where import_id = i.id and retrying) as retrying
    from contact_imports i where i.id = of_import
  ), stepped as (
    select h.*, case
        when working = 'scanning' and row_count is null then 'scan'
        when working = 'scanning' then 'plan'
        when working = 'importing' and retrying > 0 then 'retry'
        when working = 'importing' then 'apply'
        when working = 'undoing' then 'undo' end as step
    from here h
  ), ledger as (
    select b.*, case when b.kind in ('match', 'plan') then b.rows / 2.0 else b.rows end as weight
    from import_batches b, stepped s
    where b.import_id = s.id and b.seq >= 0 and b.kind = any (case s.step
      when 'scan' then array['scan'] when 'plan' then array['match', 'plan'] when 'apply' then array['trial', 'apply']
      when 'undo' then array['undo'] else array[]::text[] end)
  ), sums as (
    select coalesce(sum(weight), 0)::int as done, max(committed_at) as at,
      sum(weight) filter (where committed_at > recent) / nullif(extract(epoch from max(committed_at)
        - min(started_at) filter (where committed_at > recent)), 0) as rate
    from ledger, (select max(committed_at) - interval '30 seconds' as recent from ledger) r
  ), goal as (
    select s.step, case s.step
        when 'scan' then greatest(s.estimated_rows, l.done)
        when 'retry' then s.retrying
        when 'undo' then (select greatest(0, sum(rows))::int from import_batches where import_id = s.id and kind in ('trial', 'apply', 'retry'))
        else s.row_count end as total, l.*
    from stepped s, sums l where s.step is not null
  )
  select step, done, total, round(rate)::int, ceil(greatest(total - done, 0) / nullif(rate, 0))::int, at from goal
$$;

-- What an undo would do now: take back, keep because a person has edited since, or fail to (the contact is gone).
create function import_undo_preview(of_import bigint) returns table (reversed int, kept int, could_not int) language sql stable as $$
  with made as (
    select count(*) filter (where version = 1)::int as reversed, count(*) filter (where version > 1)::int as kept
    from contacts where import_id = of_import
  ), changed as (
    select case when c.id is null then 'could_not'
      when (select bool_and(to_jsonb(c) -> e.key = e.value -> 1) from jsonb_each(h.changes) e) then 'reversed' else 'kept' end as verdict
    from import_changes h left join contacts c on c.id = h.contact_id
    where h.import_id = of_import and h.undone is null
  )
  select m.reversed + count(*) filter (where verdict = 'reversed')::int, m.kept + count(*) filter (where verdict = 'kept')::int,
    count(*) filter (where verdict = 'could_not')::int
  from made m left join changed on true group by m.reversed, m.kept
$$;
