-- When the person last proved, by a mailed code, that they read mail of this address. The link of an invitation alone proves that
-- somebody holds it: what is private needs this.
alter table hub_sessions add proved_at timestamptz;
-- SHA-256 of the cookie with which the Hub was claimed: the same button pressed twice leads to the same Hub.
alter table hub_sessions add claim_digest bytea;
create index hub_sessions_claim on hub_sessions (claim_digest) where claim_digest is not null;

-- Counts of rate-limiter-flexible; its columns. Keys are hashes. They may be lost with the server: unlogged.
create unlogged table rate_limits (
  key text primary key,
  points int not null default 0,
  -- Milliseconds since 1970.
  expire bigint
);
create index rate_limits_expire on rate_limits (expire);
