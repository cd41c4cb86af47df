-- Who is being erased, and the addresses of mail that were theirs alone. Lives as long as the session; its rows as long as the
-- transaction that erases.
create function begin_erasure() returns void language plpgsql as $$
begin
  if to_regclass('pg_temp.erasing_contacts') is null then
    create temp table erasing_contacts (
      contact_id bigint primary key, import_id bigint, import_row int, email_normalized text collate "C", email2 text collate "C",
      first_name text, last_name text, phone text, street text, unsubscribed boolean not null
    ) on commit delete rows;
    create temp table erasing_addresses (email_normalized text collate "C" primary key, address_hash bytea not null) on commit delete rows;
    create temp table erasing_rows (import_id bigint, row_number int, primary key (import_id, row_number)) on commit delete rows;
  end if;
end $$;

-- The addresses of mail that stand anywhere in a text, as they are compared.
create function addresses_in(text) returns setof text language sql immutable parallel safe as $$
  select m[1] from regexp_matches(lower($1), '[^\s"''<>,;:()\\\[\]{}|]+@[^\s"''<>,;:()\\\[\]{}|]+', 'g') m
$$;

-- Where somebody stands as the co-owner of another's home, and what was mailed to an address.
create index contacts_co_email on contacts (account_id, lower(co_email)) where co_email is not null;
create index hubs_co_email on hubs (account_id, lower(co_email)) where co_email is not null;
create index notices_email on notices (lower(email));

-- Files that have to go and may still be there: written with the change that made them superfluous, taken out when they are gone.
create table files_to_remove (
  key text primary key,
  account_id bigint not null,
  asked_at timestamptz not null default now()
);
create index files_to_remove_account on files_to_remove (account_id);

-- As before; a contact that has a Hub is in use and kept, also when nobody has edited it.
create or replace function import_undo_preview(of_import bigint) returns table (reversed int, kept int, could_not int) language sql stable as $$
  with made as (
    select count(*) filter (where version = 1 and not has_hub)::int as reversed, count(*) filter (where version > 1 or has_hub)::int as kept
    from (select version, exists (select from hubs h where h.contact_id = c.id) as has_hub from contacts c where import_id = of_import) m
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
