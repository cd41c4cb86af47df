import { execute, type Connection } from './execute.js';

/**
 * How many invitations of an account were taken in the last 30 days, and how many people reported one as spam. Campaigns have counted
 * theirs by day (UTC). Those sent one by one are counted up to where the reports are fewer than one in a thousand, which is all that
 * anybody asks.
 */
export async function countComplaints(
  conn: Connection,
  accountId: string,
): Promise<{ sent: number; complained: number }> {
  const [row] = await execute<{ sent: number; complained: number }>(
    conn,
    `select a.complained, a.campaigns + (select count(*)::int from (
         select from send_attempts s where s.account_id = a.id and s.campaign_id is null and s.purpose in ('invitation', 'reminder')
           and s.state = 'accepted' and s.started_at > now() - interval '30 days' limit 1 + 1000 * a.complained) taken) as sent
     from (select id,
         (select count(*)::int from suppressions u where u.account_id = one.id and u.reason = 'complained'
           and u.created_at > now() - interval '30 days') as complained,
         (select coalesce(sum(d.accepted), 0)::int from sending_days d where d.account_id = one.id
           and d.day > (now() at time zone 'UTC')::date - 30) as campaigns
       from (select $1::bigint as id) one) a`,
    accountId,
  );
  return row ?? { sent: 0, complained: 0 };
}
