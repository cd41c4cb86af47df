import { execute, type Connection } from './execute.js';

/**
 * How many invitations of an account were taken in the last 30 days, and how many people reported one as spam. Counted is up to where
 * the reports are fewer than one in a thousand, which is all that anybody asks: of a million mails no more are read than that.
 */
export async function countComplaints(
  conn: Connection,
  accountId: string,
): Promise<{ sent: number; complained: number }> {
  const [row] = await execute<{ sent: number; complained: number }>(
    conn,
    `select a.complained, (select count(*)::int from (
         select from send_attempts s where s.account_id = a.id and s.state = 'accepted' and s.purpose in ('invitation', 'reminder')
           and s.started_at > now() - interval '30 days' limit 1 + 1000 * a.complained) taken) as sent
     from (select id, (select count(*)::int from suppressions u where u.account_id = one.id and u.reason = 'complained'
       and u.created_at > now() - interval '30 days') as complained from (select $1::bigint as id) one) a`,
    accountId,
  );
  return row ?? { sent: 0, complained: 0 };
}
