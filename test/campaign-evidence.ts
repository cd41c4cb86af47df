import type { Pool } from 'pg';
import { defaultSettings } from '../domain/campaigns/settings.js';

export interface PlantedCampaign {
  campaignId: string;
  contactIds: string[];
  emails: string[];
}

/**
 * A campaign as it stands in the middle of its mails, put beside: the first of its people was mailed with all evidence, the second
 * is unsubscribed, the third waits. Their names begin like formulas.
 */
export async function plantCampaign(
  pool: Pool,
  { accountId, agentId, stem, name = 'Spring' }: { accountId: string; agentId: string; stem: string; name?: string },
): Promise<PlantedCampaign> {
  const { rows: made } = await pool.query<{ id: string }>(
    `insert into campaigns (account_id, name, agent_id, state, resume_state, audience, settings, candidate_count, verdicts, approved_at, approved_by,
       approved_digest, snapshot_digest, started_at)
     values ($1, $2, $3, 'paused', 'sending', '{"kind":"no_hub"}', $4, 3, '{"eligible":2,"unsubscribed_account":1}', now(), $3, '\\xabcd', '\\xabcd', now())
     returning id`,
    [accountId, name, agentId, JSON.stringify(defaultSettings)],
  );
  const campaignId = made[0]!.id;
  const { rows } = await pool.query<{ id: string; email: string }>(
    `insert into contacts (account_id, first_name, last_name, email, email_normalized)
     select $1, '=Anna' || n, $2, $2 || n || '@example.com', $2 || n || '@example.com' from generate_series(1, 3) n returning id, email`,
    [accountId, stem],
  );
  const contactIds = rows.map(({ id }) => id);
  await pool.query(
    `insert into recipients (campaign_id, contact_id, account_id, verdict, email, email_normalized, part, state, first_sent_at, last_sent_at, delivered_at)
     select $1, c.id, $2, case n when 2 then 'unsubscribed_account' else 'eligible' end, c.email, c.email_normalized, case n when 2 then null else 0 end,
       (array['sent', 'excluded', 'planned'])[n], case n when 1 then now() end, case n when 1 then now() end, case n when 1 then now() end
     from unnest($3::bigint[]) with ordinality g (id, n) join contacts c on c.id = g.id`,
    [campaignId, accountId, contactIds],
  );
  await pool.query(
    `with told as (insert into campaign_funnels (campaign_id, delivered) values ($1, 1))
    insert into campaign_parts (campaign_id, part, planned, sent, invited, mails) values ($1, 0, 1, 1, 1, 1)`,
    [campaignId],
  );
  await plantMail(pool, { accountId, campaignId, contactId: contactIds[0]!, stem });
  return { campaignId, contactIds, emails: rows.map(({ email }) => email) };
}

/** The Hub, the invitation and the mail of one of them, with what the mail server said. */
async function plantMail(
  pool: Pool,
  given: { accountId: string; campaignId: string; contactId: string; stem: string },
): Promise<void> {
  const { accountId, campaignId, contactId, stem } = given;
  await pool.query(
    `with hub as (
       insert into hubs (account_id, contact_id, agent_id, state, home_key)
       select $1, $2, agent_id, 'invited', $4 from campaigns where id = $3 returning id),
     invited as (
       insert into invitations (account_id, hub_id, contact_id, email, email_normalized, token_hash, nonce, key_id, campaign_id, expires_at, first_sent_at)
       select $1, hub.id, $2, c.email, c.email_normalized, sha256(convert_to($4, 'UTF8')), 'n', 1, $3, now() + interval '30 days', now()
       from hub, contacts c where c.id = $2 returning id, hub_id, email),
     mailed as (
       insert into send_attempts (account_id, purpose, invitation_id, hub_id, contact_id, campaign_id, part, state, email, address_hash, message_id,
         sender_domain, mime_digest, mime_size, transport, reply_code, enhanced_code, reply_text, queue_id, remote_host, tls, worker, handed_at, ended_at)
       select $1, 'invitation', id, hub_id, $2, $3, 0, 'accepted', email, 'x', '<' || $4 || '@porchlight.example>', 'porchlight.example', '\\xbeef', 7000,
         'smtp', 250, '2.0.0', '2.0.0 ok ' || email || ' queued as 4F9', '4F9', 'mx.example.com', 'TLSv1.3', 'worker 7', now(), now() from invited)
     update recipients r set invitation_id = invited.id, hub_id = invited.hub_id from invited where r.campaign_id = $3 and r.contact_id = $2`,
    [accountId, contactId, campaignId, stem],
  );
}
