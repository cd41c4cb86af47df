import { type Connection, query } from './execute.js';

/** The intent of one mail of a campaign. */
export interface CampaignAttempt {
  invitationId: string;
  hubId: string;
  contactId: string;
  wave: number;
  email: string;
  emailNormalized: string;
  messageId: string;
  templateId: string;
  templateVersion: number;
  /** Hex. */
  digest: string;
  size: number;
}

export interface AttemptsOf {
  accountId: string;
  campaignId: string;
  part: number;
  addressKey: Buffer;
  senderDomain: string;
  transport: string;
  worker: string;
}

/** The intents of a chunk in one statement, to be committed before the first byte of any. @returns their ids, by invitation */
export async function openAttempts(
  tx: Connection,
  of: AttemptsOf,
  attempts: CampaignAttempt[],
): Promise<Map<string, string>> {
  const rows = await query<{ id: string; invitationId: string }>(
    tx,
    `insert into send_attempts (account_id, purpose, invitation_id, hub_id, contact_id, wave, attempt, state, email, address_hash, message_id,
       sender_domain, template_id, template_version, mime_digest, mime_size, transport, worker, campaign_id, part)
     select $2, case g.wave when 0 then 'invitation' else 'reminder' end, g."invitationId", g."hubId", g."contactId", g.wave,
       1 + coalesce((select max(s.attempt) from send_attempts s where s.invitation_id = g."invitationId" and s.wave = g.wave), 0),
       'submitting', g.email, address_hash(g."emailNormalized", decode($5, 'hex')), g."messageId", $6, g."templateId", g."templateVersion",
       decode(g.digest, 'hex'), g.size, $7, $8, $3, $4
     from json_to_record($1) as c ("invitationId" bigint[], "hubId" bigint[], "contactId" bigint[], wave int[], email text[], "emailNormalized" text[],
       "messageId" text[], "templateId" bigint[], "templateVersion" int[], digest text[], size int[])
     cross join lateral unnest(c."invitationId", c."hubId", c."contactId", c.wave, c.email, c."emailNormalized", c."messageId", c."templateId",
       c."templateVersion", c.digest, c.size) as g ("invitationId", "hubId", "contactId", wave, email, "emailNormalized", "messageId", "templateId",
       "templateVersion", digest, size)
     order by g."contactId" returning id::text, invitation_id::text as "invitationId"`,
    [
      JSON.stringify(columnsOf(attempts)),
      of.accountId,
      of.campaignId,
      of.part,
      of.addressKey.toString('hex'),
      of.senderDomain,
      of.transport,
      of.worker,
    ],
    'open_attempts',
  );
  await query(
    tx,
    'update campaign_parts set open_attempts = open_attempts || $3::bigint[] where campaign_id = $1 and part = $2',
    [of.campaignId, of.part, `{${rows.map(({ id }) => id).join(',')}}`],
  );
  return new Map(rows.map(({ id, invitationId }) => [invitationId, id]));
}

/** By column instead of by row: the database reads arrays of one kind twice as fast. */
function columnsOf(attempts: CampaignAttempt[]): Partial<Record<keyof CampaignAttempt, unknown[]>> {
  const names = Object.keys(attempts[0] ?? {}) as (keyof CampaignAttempt)[];
  return Object.fromEntries(names.map((name) => [name, attempts.map((attempt) => attempt[name])]));
}

/** Intents that never began: nothing was handed over, and the mail is as due as before. */
export async function withdrawAttempts(tx: Connection, attemptIds: string[]): Promise<void> {
  if (attemptIds.length === 0) return;
  await query(
    tx,
    `update send_attempts set state = 'deferred', failure = 'not_begun', ended_at = clock_timestamp(), next_attempt_at = clock_timestamp()
     where id in (select jsonb_array_elements_text($1::jsonb)::bigint) and state = 'submitting'`,
    [JSON.stringify(attemptIds)],
  );
}

/** Attempts of a share whose end nobody has written down. */
export async function listOpenAttempts(
  tx: Connection,
  { campaignId, part }: { campaignId: string; part: number },
): Promise<string[]> {
  const rows = await query<{ id: string }>(
    tx,
    `select s.id::text from campaign_parts p cross join unnest(p.open_attempts) as o (id) join send_attempts s on s.id = o.id
     where p.campaign_id = $1 and p.part = $2 and s.state = 'submitting' order by s.id`,
    [campaignId, part],
  );
  return rows.map(({ id }) => id);
}

/**
 * What became of these is written, in the same transaction. Whoever has taken the share over has others
 * open, which stay; who takes it over themselves has none yet, and closes all.
 */
export async function closeAttempts(
  tx: Connection,
  { campaignId, part }: { campaignId: string; part: number },
  attemptIds: string[] | 'all',
): Promise<void> {
  if (attemptIds === 'all') {
    await query(
      tx,
      `update campaign_parts set open_attempts = '{}' where campaign_id = $1 and part = $2 and open_attempts <> '{}'`,
      [campaignId, part],
    );
    return;
  }
  await query(
    tx,
    `update campaign_parts set open_attempts = array(select unnest(open_attempts) except select unnest($3::bigint[]))
     where campaign_id = $1 and part = $2 and open_attempts <> '{}'`,
    [campaignId, part, `{${attemptIds.join(',')}}`],
  );
}
