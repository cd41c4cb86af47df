create table contact_imports (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts,
  state text not null default 'mapping' check (state in
    ('mapping', 'scanning', 'awaiting_review', 'importing', 'completed', 'paused', 'failed', 'cancelled', 'undoing', 'undone', 'expired', 'closed')),
  -- The step that paused/failed came from, to which resume goes back.
  resume_state text,
  -- Grows with every command; a batch that started under an older fence may not commit.
  fence int not null default 0,
  file_name text not null,
  file_key text not null,
  -- Storage key of the delimited text that is read: the file itself, or the sheet of a workbook turned into UTF-8 CSV.
  text_key text not null,
  file_size bigint not null,
  file_sha256 bytea not null,
  -- FileFormat: encoding, delimiter, quote, escape, headerRow (record number or null), newline.
  file_format jsonb not null,
  -- Digest of format + mapping + options that the plan was pinned with.
  plan_digest bytea,
  header_signature bytea,
  -- What the reader was sure of: {confidence, encodings}.
  reading jsonb not null default '{}',
  columns jsonb not null default '[]',
  mapping jsonb not null default '{}',
  options jsonb not null default '{}',
  -- What the columns as a whole say about single cells (ColumnEvidence), pinned with the scan.
  evidence jsonb not null default '{}',
  -- Rows below the header, blank ones not counted; null until the scan has ended.
  row_count int,
  estimated_rows int,
  -- Where the second, third… part begins, in "C" order of the normalized e-mail.
  part_bounds text[] not null default '{}',
  trial_rows int,
  -- Kept in words for people: what stopped it.
  failure_code text,
  failure_sentence text,
  started_by text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  scanned_at timestamptz, confirmed_at timestamptz, completed_at timestamptz,
  undo_until timestamptz, purge_at timestamptz, purged_at timestamptz, expires_at timestamptz
);
create index contact_imports_list on contact_imports (account_id, id desc);
create index contact_imports_file on contact_imports (account_id, file_sha256);

-- No foreign key here and on import_changes: checked row by row it would double the time of a scan.
create table import_rows (
  import_id bigint not null,
  account_id bigint not null,
  row_number int not null,
  part smallint not null default 0,
  first_name text, middle_name text, last_name text,
  email text, email_normalized text collate "C", email2 text,
  phone text, phone2 text, phone3 text,
  street text, unit text, city text, state text, zip text, country text,
  mailing_street text, mailing_unit text, mailing_city text, mailing_state text, mailing_zip text, mailing_country text,
  co_first_name text, co_last_name text, co_email text, co_phone text, co_birthday text,
  birthday text, company text, tags text[], source text, stage text, notes text, external_id text,
  consent boolean, consent_date date, unsubscribed boolean, closing_date date,
  custom jsonb,
  intent text not null check (intent in ('create', 'update', 'unchanged', 'skip', 'fail')),
  -- RowIssue[]; null when there is nothing to say.
  issues jsonb,
  -- Original texts, kept only where a person may have to look.
  cells jsonb,
  -- A person's corrections: column index → text.
  edits jsonb,
  edit_version int not null default 0,
  -- Matched contact, why, its version at the scan, and the fields that would change: {column: [old, new]}.
  contact_id bigint, match_reason text, contact_version int, changes jsonb,
  duplicate_of int,
  -- Only where it differs from what intent and the part's committed batch say.
  outcome text check (outcome in ('created', 'updated', 'unchanged', 'skipped', 'failed', 'not_processed')),
  -- Chosen by the retry command, not yet done again.
  retrying boolean not null default false,
  attempts int not null default 0,
  dismissed_reason text,
  primary key (import_id, row_number)
);
create index import_rows_part on import_rows (import_id, part);
create index import_rows_intent on import_rows (import_id, intent, row_number) where intent <> 'create';
create index import_rows_retrying on import_rows (import_id, row_number) where retrying;
create index import_rows_failed on import_rows (import_id, row_number) where intent = 'fail' or outcome = 'failed';
create index import_rows_issues on import_rows (import_id, row_number) where issues is not null;

-- One row per committed batch: checkpoint, fence and count in the transaction of the work itself.
create table import_batches (
  import_id bigint not null references contact_imports on delete cascade,
  account_id bigint not null,
  -- match: duplicates and existing contacts of a part (seq -1: by phone, the whole import); plan: its intents.
  kind text not null check (kind in ('scan', 'match', 'plan', 'trial', 'apply', 'retry', 'undo')),
  seq int not null,
  first_row int, last_row int,
  rows int not null default 0,
  created int not null default 0, updated int not null default 0, unchanged int not null default 0,
  skipped int not null default 0, failed int not null default 0,
  -- undo:
  reversed int not null default 0, kept int not null default 0, could_not int not null default 0,
  -- scan, match, plan: Alert counts by code and field with two example rows.
  alerts jsonb,
  worker text,
  started_at timestamptz not null,
  committed_at timestamptz not null default clock_timestamp(),
  primary key (import_id, kind, seq)
);

-- Before-images: what undo restores, field by field, by compare-and-set on the contact's version.
create table import_changes (
  import_id bigint not null,
  account_id bigint not null,
  row_number int not null,
  contact_id bigint not null,
  -- {column: [old, new]}
  changes jsonb not null,
  version_after int not null,
  undone text check (undone in ('reversed', 'kept', 'could_not')),
  primary key (import_id, row_number)
);
create index import_changes_contact on import_changes (contact_id);

create table mappings (
  account_id bigint not null references accounts,
  header_signature bytea not null,
  mapping jsonb not null,
  options jsonb not null,
  used_at timestamptz not null default now(),
  primary key (account_id, header_signature)
);

-- Support may look at personal data of one import for a while, for a reason that is audited.
create table import_reveals (
  import_id bigint not null references contact_imports on delete cascade,
  user_id text not null,
  expires_at timestamptz not null,
  primary key (import_id, user_id)
);
