import type { Pool, PoolClient } from 'pg';
import type { ReportKind } from '../domain/mail/reports/facts.js';
import { provesTaking } from '../domain/mail/reports/facts.js';
import { settleByEvidence } from './inbound-apply.js';
import { recordAudit } from './record-audit.js';
import { settleAttempt, settlers } from './settle-attempt.js';
import { inTransaction } from './transaction.js';

interface Overdue {
  attemptId: string;
  accountId: string;
  /** What a report said that came before the hand-over was given up; null: there was no sign for so many days. */
  kind: ReportKind | null;
  days: number;
}

const mostAtOnce = 500;

const attempt = (work: Promise<boolean>): Promise<boolean | Error> =>
  work.catch((error: unknown) => (error instanceof Error ? error : new Error('unknown')));

/**
 * Settles mails of which nobody knows where no person has to: by a report that came while the hand-over still seemed under way, and,
 * where the account has said so, by sending again what nothing was heard of for that many days, under the same Message-ID. Off unless
 * an account switches it on, because such a mail may arrive twice.
 * @returns how many were settled; each in a transaction of its own, so it may end anywhere and begin again
 */
export async function settleUnknownByPolicy(pool: Pool, now: Date): Promise<number> {
  const { rows } = await pool.query<Overdue>(overdueSql, [now, provesTaking, mostAtOnce]);
  const results = [];
  for (const overdue of rows) results.push(await attempt(inTransaction(pool, (tx) => settleOne(tx, overdue, now))));
  // One that cannot be settled keeps none of the others from it, and is not kept quiet about.
  const failed = results.find((result) => result instanceof Error);
  if (failed) throw failed;
  return results.filter((result) => result === true).length;
}

const overdueSql = `
select s.id::text as "attemptId", s.account_id::text as "accountId", e.kind, coalesce(a.unknown_again_days, 0) as days
from send_attempts s left join accounts a on a.id = s.account_id
left join lateral (
  select kind from inbound_events e where e.attempt_id = s.id and e.kind = any ($2::text[])
  order by e.kind = 'bounced' desc, e.id limit 1) e on true
where s.unsettled_id is not null and (e.kind is not null
  or s.purpose in ('invitation', 'reminder') and s.ended_at < $1::timestamptz - make_interval(days => a.unknown_again_days))
order by s.id limit $3`;

async function settleOne(tx: PoolClient, { attemptId, accountId, kind, days }: Overdue, now: Date): Promise<boolean> {
  if (kind) {
    const record = await settleByEvidence(tx, { mail: { attemptId, accountId }, kind, now });
    await record?.();
    return record !== null;
  }
  const reason = `No sign of it for ${days} days, after which this account has such mails sent again`;
  const settled = await settleAttempt(tx, { attemptId, as: 'send_again', reason, by: settlers.rule, now });
  if (!settled) return false;
  await recordAudit(tx, {
    accountId,
    actor: { kind: 'system', id: null, role: null },
    action: 'send_attempt.settled',
    subject: { kind: 'send_attempt', id: attemptId },
    before: { state: 'unknown' },
    after: { as: 'send_again', by: 'rule', days },
  });
  return true;
}
