-- Tells every copy of the API that an import moved, so that open pages follow without asking: `<account>/<import>` on the
-- channel import_changed, sent when the transaction commits and folded where one transaction says it twice.
create function tell_import_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('import_changed', new.account_id || '/' || case tg_table_name when 'contact_imports' then (to_jsonb(new) ->> 'id') else (to_jsonb(new) ->> 'import_id') end);
  return null;
end $$;
create trigger contact_imports_changed after insert or update on contact_imports for each row execute function tell_import_changed();
create trigger import_batches_changed after insert or update on import_batches for each row execute function tell_import_changed();
