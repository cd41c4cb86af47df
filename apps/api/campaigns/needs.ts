import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../../database/execute.js';

/** More than anybody works through from one page. */
const most = 500;

/** A family of providers that is busy stops some mails only, and not for long. */
const isHeld = `exists (select from sending_holds h where h.released_at is null and (h.until is null or h.until > now())
  and (h.scope = 'platform' or (h.scope = 'domain' and h.scope_id = any ($3::text[])) or (h.scope = 'account' and h.scope_id = c.account_id::text)
    or (h.scope = 'campaign' and h.scope_id = c.id::text)))`;

/**
 * Campaigns that do not go on by themselves: stopped, held by a person or a brake, with mails of which nobody knows; for their own
 * people (`person`) also those that wait for approval. The account wall stands where they are read.
 * @returns ids, the newest first
 */
export async function findNeedy(
  em: EntityManager,
  { needs, accountId, domains }: { needs: 'person' | 'someone'; accountId: string | null; domains: readonly string[] },
): Promise<string[]> {
  const rows = await query<{ id: string }>(
    em,
    `select c.id::text from campaigns c
     where ($1::bigint is null or c.account_id = $1)
       and (c.state = 'failed' or (c.state = 'awaiting_review' and $2) or (c.state in ('preparing', 'sending', 'reminding') and ${isHeld})
         or exists (select from campaign_parts p where p.campaign_id = c.id and p.unknown > 0))
     order by c.id desc limit ${most}`,
    [accountId, needs === 'person', `{${domains.join(',')}}`],
  );
  return rows.map(({ id }) => id);
}
