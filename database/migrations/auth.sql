-- The tables of better-auth with its admin and API key plugins, as its own generator writes them (a spec compares),
-- plus the link from a user to the account. Column names are the library's.
create schema auth;

create table auth."user" (
  "id" text not null primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz default current_timestamp not null,
  "role" text check ("role" in ('agent', 'support', 'ops', 'admin')),
  "banned" boolean,
  "banReason" text,
  "banExpires" timestamptz,
  "accountId" bigint references accounts,
  -- Agents belong to one account; support, operations and administrators to none.
  constraint user_account check (("role" = 'agent') = ("accountId" is not null))
);
create index "user_accountId_idx" on auth."user" ("accountId");

create table auth."session" (
  "id" text not null primary key,
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "impersonatedBy" text
);
create index "session_userId_idx" on auth."session" ("userId");

create table auth."account" (
  "id" text not null primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz not null
);
create index "account_userId_idx" on auth."account" ("userId");

create table auth."verification" (
  "id" text not null primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz default current_timestamp not null
);
create index "verification_identifier_idx" on auth."verification" ("identifier");

create table auth."apikey" (
  "id" text not null primary key,
  "configId" text not null,
  "name" text,
  "start" text,
  "referenceId" text not null references auth."user" ("id") on delete cascade,
  "prefix" text,
  "key" text not null,
  "refillInterval" integer,
  "refillAmount" integer,
  "lastRefillAt" timestamptz,
  "enabled" boolean,
  "rateLimitEnabled" boolean,
  "rateLimitTimeWindow" integer,
  "rateLimitMax" integer,
  "requestCount" integer,
  "remaining" integer,
  "lastRequest" timestamptz,
  "expiresAt" timestamptz,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null,
  "permissions" text,
  "metadata" text
);
create index "apikey_configId_idx" on auth."apikey" ("configId");
create index "apikey_referenceId_idx" on auth."apikey" ("referenceId");
create index "apikey_key_idx" on auth."apikey" ("key");

create table auth."rateLimit" (
  "id" text not null primary key,
  "key" text not null unique,
  "count" integer not null,
  "lastRequest" bigint not null
);

-- A person asked to join, as an agent of an account or as staff; the token itself is only in the mail.
create table user_invitations (
  id bigint generated always as identity primary key,
  account_id bigint references accounts,
  email text not null check (email = lower(email)),
  name text not null,
  role text not null check (role in ('agent', 'support', 'ops', 'admin')),
  token_hash bytea not null unique,
  invited_by text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  check ((role = 'agent') = (account_id is not null))
);
create unique index user_invitations_open on user_invitations (coalesce(account_id, 0), email) where accepted_at is null;

-- Everybody who signs in or was asked to, as lists of people show them.
create view people as
select u.id, u."accountId" as account_id, u.name, u.email, u.role,
  case when u.banned then 'banned' else 'active' end as state,
  (select max(s."updatedAt") from auth."session" s where s."userId" = u.id) as last_seen_at,
  u."createdAt" as created_at
from auth."user" u
union all
select 'i' || i.id, i.account_id, i.name, i.email, i.role, 'invited', null, i.created_at
from user_invitations i
where i.accepted_at is null and i.expires_at > now();
