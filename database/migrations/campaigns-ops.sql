-- People of the platform may look at the recipients of one campaign for a while, for a reason that is audited.
create table campaign_reveals (
  campaign_id bigint not null,
  user_id text not null,
  expires_at timestamptz not null,
  primary key (campaign_id, user_id)
);
-- Holds of now and of before, for the list of operations.
create index sending_holds_list on sending_holds (id desc);
-- What nobody knows and nobody has settled, over all accounts.
create index send_attempts_unsettled on send_attempts (id desc) where state = 'unknown' and settled_at is null;
