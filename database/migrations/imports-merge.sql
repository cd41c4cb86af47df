-- The tags of a contact with those of a row behind them; written differently in case only, the contact's own stays.
create function merge_tags(held text[], added text[]) returns text[] language sql immutable parallel safe as $$
  select held || coalesce((
    select array_agg(t.tag order by t.place) from (
      select distinct on (lower(tag)) tag, place from unnest(added) with ordinality as a (tag, place)
      where lower(tag) <> all (select lower(h) from unnest(held) h) order by lower(tag), place
    ) t), '{}')
$$;

-- Custom values of a contact and a row: those of `overwriting` keys are the row's, of others the contact's where it has one.
create function merge_custom(held jsonb, added jsonb, overwriting text[]) returns jsonb language sql immutable parallel safe as $$
  select added || held || coalesce((select jsonb_object_agg(key, value) from jsonb_each(added) where key = any (overwriting)), '{}')
$$;
