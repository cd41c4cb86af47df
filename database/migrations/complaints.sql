-- What an office has sent lately, without reading the mails of others: those of campaigns by day, the single ones one by one.
create index sending_days_account on sending_days (account_id, day);
create index send_attempts_single on send_attempts (account_id, started_at) where campaign_id is null and purpose in ('invitation', 'reminder');
