-- What of a chunk's intents has begun to leave and what was answered, written before each mail's first byte. It lets whoever comes
-- after a killed process tell the few mails that were on the wire from those that never began. Nothing of it is needed once the
-- results stand in send_attempts. It is kept over a crash of the database: whoever takes a share up after it knows what never began,
-- and the news of many connections share one sync. Written once and read after a crash alone, so it stays text, and in its page.
create table sending_wire (
  campaign_id bigint not null, part smallint not null,
  chunk bigint not null,
  -- The attempts of the chunk, in its first row; null in all others.
  opened json,
  -- Ids of attempts that may leave from now on.
  begun json not null default '[]',
  -- Results that have come: {attemptId, …HandoverResult}.
  results json not null default '[]'
) with (toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0.5, autovacuum_vacuum_threshold = 20000);
create index sending_wire_part on sending_wire (campaign_id, part, chunk);
-- Whether a chunk is still open is asked in each round: neither its news nor what was deleted is read for that.
create unique index sending_wire_open on sending_wire (chunk) where opened is not null;
