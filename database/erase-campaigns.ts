import type { Erasing } from './erase.js';
import { type Connection, query } from './execute.js';

/**
 * Whoever commits to mails of a campaign holds it together with others until the intents stand, and nobody is erased in between: what an
 * erasure finds is all there is of a person. Taken before any row.
 */
export async function holdCampaign(tx: Connection, campaignId: string): Promise<void> {
  await query(
    tx,
    `select pg_advisory_xact_lock_shared(hashtextextended('campaign ' || $1, 0))`,
    [campaignId],
    'hold_campaign',
  );
}

/** Waits for those who are committing to mails of a campaign in which these people are, and keeps them waiting. */
export async function holdCampaignsOf(tx: Connection, contactIds: readonly string[]): Promise<void> {
  await query(
    tx,
    `select pg_advisory_xact_lock(hashtextextended('campaign ' || campaign_id, 0)) from (
       select distinct campaign_id from recipients where contact_id = any ($1::bigint[]) order by campaign_id) r`,
    [`{${contactIds.join(',')}}`],
  );
}

/**
 * Campaigns keep of the people being erased what was decided and what became of it, by number alone. Whoever was named in a partner's
 * mail goes from the partner's Hub; who was still to be mailed has no address any more and is left out when their turn comes.
 */
export async function eraseRecipients(tx: Connection, { accountId }: Erasing): Promise<void> {
  await query(
    tx,
    `update hubs h set co_first_name = null, co_last_name = null, co_email = null, version = h.version + 1, updated_at = now()
     from recipients o join erasing_contacts e using (contact_id) join recipients r on r.campaign_id = o.campaign_id and r.contact_id = o.verdict_of
     where o.account_id = $1 and o.verdict = 'together' and h.id = r.hub_id and lower(h.co_first_name) is not distinct from e.first_name`,
    [accountId],
  );
  await query(
    tx,
    `update recipients r set email = null, email_normalized = null from erasing_contacts e where r.contact_id = e.contact_id and r.account_id = $1`,
    [accountId],
  );
}
