import type { Pool, PoolClient } from 'pg';
import type { NoticeToWrite } from '../../database/notice-values.js';
import type { NoticeState } from '../../database/entities/mail.js';

export interface HeldNotice extends NoticeToWrite {
  uselessAt: Date | null;
  isUseless: boolean;
  isMuted: boolean;
}

/** Locks a notice that is due. @returns null when there is nothing to do about it (any more, or yet) */
export async function holdNotice(tx: PoolClient, noticeId: string): Promise<HeldNotice | null> {
  const { rows } = await tx.query<HeldNotice>(
    `select n.id::text, n.account_id::text as "accountId", n.kind, n.hub_id::text as "hubId", n.member_id::text as "memberId",
       n.subject_id::text as "subjectId", n.email, n.useless_at as "uselessAt", coalesce(n.useless_at <= now(), false) as "isUseless",
       exists (select from hub_members m where m.id = n.member_id and n.kind = any (m.muted)) as "isMuted"
     from notices n where n.id = $1 and n.state = 'waiting' and n.next_action_at <= now() for no key update of n`,
    [noticeId],
  );
  return rows[0] ?? null;
}

export async function putOffNotice(tx: PoolClient, noticeId: string, until: Date): Promise<void> {
  await tx.query(`update notices set next_action_at = $2 where id = $1 and state = 'waiting'`, [noticeId, until]);
}

/** Also an `unknown` one ends otherwise, when the process that was thought gone answers after all. */
export async function endNotice(
  tx: PoolClient,
  noticeId: string,
  { state, code, sentence }: { state: Exclude<NoticeState, 'waiting'>; code: string | null; sentence: string | null },
): Promise<void> {
  await tx.query(
    `update notices set state = $2, next_action_at = null, ended_at = now(), failure_code = $3, failure_sentence = $4
     where id = $1 and state in ('waiting', 'unknown')`,
    [noticeId, state, code, sentence],
  );
}

export interface NextNoticeStep {
  step: 'send' | 'wait' | 'end';
  /** Until the next attempt, in milliseconds; null: only a person goes on. */
  waitMs: number | null;
  /** Whose turn it is among accounts. */
  accountId: string;
}

export async function nextNoticeStep(pool: Pool, noticeId: string): Promise<NextNoticeStep> {
  const { rows } = await pool.query<{ state: NoticeState; accountId: string; waitMs: number | null }>(
    `select state, account_id::text as "accountId", extract(epoch from next_action_at - now())::float8 * 1000 as "waitMs"
     from notices where id = $1`,
    [noticeId],
  );
  const [notice] = rows;
  // Erased with its Hub.
  if (!notice) return { step: 'end', waitMs: null, accountId: '0' };
  const { state, accountId, waitMs } = notice;
  if (state !== 'waiting') return { step: 'end', waitMs: null, accountId };
  if (waitMs === null || waitMs > 0) return { step: 'wait', waitMs: waitMs && Math.ceil(waitMs), accountId };
  return { step: 'send', waitMs: null, accountId };
}
