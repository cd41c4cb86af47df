-- The ends of all chains as they were once a day. What proves anything is the file of it, kept and mailed outside of the database:
-- whoever rewrites a chain here cannot rewrite that.
create table audit_days (
  day date primary key,
  taken_at timestamptz not null,
  chains int not null,
  events bigint not null,
  -- SHA-256 of the file, which names that of the file before.
  digest bytea not null,
  -- The file, until it is stored outside.
  content text,
  stored_at timestamptz,
  mailed_at timestamptz
);
