import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../../database/execute.js';
import { keyWarningDays } from '../../../domain/syncs/health.js';
import type { HealthFilter } from './syncs.schemas.js';

/** The kind of `healthOf`, in the database's words: the worst comes first. A spec holds the two to each other, kind by kind. */
const kindSql = `case when c.state <> 'active' then c.state
  when exists (select from sync_runs r where r.connection_id = c.id and r.state = 'awaiting_answer') then 'question'
  when c.limited_until > now() then 'limited'
  when c.trouble_sentence is not null and c.trouble_since is not null then 'trouble'
  when c.requested is not null or c.backfilled_at is null
    or exists (select from sync_runs r where r.connection_id = c.id and r.ended_at is null) then 'syncing'
  when c.auth = 'key' and c.secret_since + make_interval(days => ($3::jsonb ->> c.connector)::int) < now() + interval '${keyWarningDays} days' then 'key_ends'
  else 'ok' end`;

const hasOpenProblems = `c.state <> 'disconnected'
  and exists (select from sync_issues i where i.connection_id = c.id and i.state in ('open', 'retrying'))`;

/**
 * Connections whose health is of one kind; those that are in step but have records open are found by either.
 * @param keyDays after how many days keys end, by connector; without those whose keys do not
 */
export async function findByHealth(
  em: EntityManager,
  { health, accountId, keyDays }: { health: HealthFilter; accountId: string | null; keyDays: Record<string, number> },
): Promise<string[]> {
  const condition = health === 'open_problems' ? `$2::text is not null and $3::jsonb is not null and ${hasOpenProblems}` : `${kindSql} = $2`; // prettier-ignore
  const rows = await query<{ id: string }>(
    em,
    `select c.id::text from connections c where ($1::bigint is null or c.account_id = $1) and ${condition}`,
    [accountId, health, JSON.stringify(keyDays)],
  );
  return rows.map(({ id }) => id);
}
