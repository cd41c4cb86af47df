import type { Settlement } from './entities/mail.js';
import { type Connection, query } from './execute.js';

/**
 * Puts right what the sending health of a domain counted as unknown, on the day on which it was counted: warm-up and brakes go by these
 * figures. A mail that is sent again is counted when it leaves. Mails outside of campaigns are not in them.
 */
export async function countSettled(tx: Connection, attemptId: string, as: Settlement): Promise<void> {
  const [accepted, rejected] = [as === 'accepted' ? 1 : 0, as === 'rejected' ? 1 : 0];
  await query(
    tx,
    `update sending_days d set unknown = d.unknown - 1, accepted = d.accepted + $2, rejected = d.rejected + $3
     from (
       select s.domain, s.day, s.account_id, s.provider from send_attempts a
       join recipients r on r.campaign_id = a.campaign_id and r.contact_id = a.contact_id
       join sending_days s on s.domain = a.sender_domain and s.account_id = a.account_id and s.provider = r.provider
       where a.id = $1 and s.unknown > 0 and s.day <= (coalesce(a.ended_at, a.started_at) at time zone 'UTC')::date
       order by s.day desc limit 1) counted
     where d.domain = counted.domain and d.day = counted.day and d.account_id = counted.account_id and d.provider = counted.provider
       and d.unknown > 0`,
    [attemptId, accepted, rejected],
  );
}
