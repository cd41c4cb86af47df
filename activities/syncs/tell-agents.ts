import type { PoolClient } from 'pg';
import { oweNotice } from '../../database/notices.js';

/** A week later the agent has seen it in Porchlight, or will not read the mail either. */
const usefulMs = 7 * 86_400_000;

/**
 * Owes the agent who connected a CRM a mail that its access is lost; all agents of the account where a program connected it, or
 * the agent is no longer there. Within the transaction that parks the connection, and therefore once.
 */
export async function tellAgents(
  client: PoolClient,
  { connectionId, accountId }: { connectionId: string; accountId: string },
): Promise<void> {
  const { rows } = await client.query<{ email: string }>(
    `with agents as (
       select u.email, u.id = c.connected_by as is_own from connections c join auth."user" u on u."accountId" = c.account_id
       where c.id = $1 and u.role = 'agent' and not coalesce(u.banned, false))
     select email from agents where is_own or not exists (select from agents where is_own) order by email`,
    [connectionId],
  );
  const uselessAt = new Date(Date.now() + usefulMs);
  for (const { email } of rows)
    await oweNotice(client, { accountId, kind: 'crm_access_lost', subjectId: connectionId, email, uselessAt });
}
