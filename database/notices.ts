import { noticeWorkflow, stateChanged, taskQueues } from '../domain/engine.js';
import { execute, type Connection } from './execute.js';
import { enqueue } from './outbox.js';

export interface OwedNotice {
  /** `0` where no account is concerned, as when somebody signs in. */
  accountId: string;
  /** A kind of notice of `domain/mail/kinds.ts`. */
  kind: string;
  email: string;
  hubId?: string | null;
  /** Whom it is for, when it goes to a member of the Hub. */
  memberId?: string | null;
  /** The code, question, correction or invitation that it is about. */
  subjectId?: string | null;
  /** Not sent any more from then on. */
  uselessAt?: Date | null;
}

/**
 * Owes somebody a mail, in the caller's transaction; a worker sends it once that has committed. To have it leave at once,
 * call the relay with `noticeWorkflow.id` of what is returned.
 * @returns the notice's id
 */
export async function oweNotice(tx: Connection, notice: OwedNotice): Promise<string> {
  const [row] = await execute<{ id: string }>(
    tx,
    `insert into notices (account_id, kind, hub_id, member_id, subject_id, email, useless_at)
     select account_id, kind, hub_id, member_id, subject_id, email, useless_at from jsonb_populate_record(null::notices, $1::jsonb)
     returning id`,
    JSON.stringify({
      account_id: notice.accountId,
      kind: notice.kind,
      hub_id: notice.hubId,
      member_id: notice.memberId,
      subject_id: notice.subjectId,
      email: notice.email,
      useless_at: notice.uselessAt,
    }),
  );
  if (!row) throw new Error('The notice was not written');
  await wakeNotice(tx, { noticeId: row.id, accountId: notice.accountId });
  return row.id;
}

/** Has the notice's workflow look at its row again, starting it when it has ended. */
export function wakeNotice(tx: Connection, { noticeId, accountId }: { noticeId: string; accountId: string }) {
  return enqueue(tx, {
    accountId,
    workflowId: noticeWorkflow.id(noticeId),
    workflowType: noticeWorkflow.type,
    taskQueue: taskQueues.workflows,
    signal: stateChanged,
    args: noticeWorkflow.args(noticeId),
  });
}
