import { type Connection, query } from '../../../database/execute.js';
import type { PendingActivity } from './pending-work.js';

/** A line of the timeline of an import or of a connection. */
export interface TimelineEntry {
  at: string | null;
  actor: string | null;
  kind: 'audit' | 'batch' | 'activity';
  text: string;
  reason?: string | null;
  attempt?: number;
  nextAttemptAt?: string | null;
  lastError?: string | null;
  activityId?: string;
}

export const mostEntries = 200;
const awayText =
  'The workflow engine is away: what it is doing cannot be seen. The work goes on by itself once it is back.';

interface Words {
  activityText: (type: string) => string;
  errorText: (code: string) => string;
}

/** What the engine is doing, its attempts folded into one line. @param work null: it is away */
export function underWayEntries(work: PendingActivity[] | null, { activityText, errorText }: Words): TimelineEntry[] {
  if (!work) return [{ at: null, actor: 'engine', kind: 'activity', text: awayText }];
  return work.map(({ type, activityId, attempt, lastError, nextAttemptAt, startedAt, worker }) => ({
    at: startedAt,
    actor: worker ?? 'worker',
    kind: 'activity' as const,
    text: activityText(type),
    attempt,
    nextAttemptAt,
    lastError: lastError && errorText(lastError),
    activityId,
  }));
}

interface Audited {
  accountId: string;
  subject: { kind: 'import' | 'connection'; id: string };
  text: (action: string, after: Record<string, unknown> | null) => string;
}

/** What people and parts of the platform did to it, newest first. */
export async function auditedEntries(
  conn: Connection,
  { accountId, subject, text }: Audited,
): Promise<TimelineEntry[]> {
  const rows = await query<{
    at: Date;
    actor: string;
    action: string;
    reason: string | null;
    after: Record<string, unknown> | null;
  }>(
    conn,
    `select e.at, e.action, e.reason, e.after,
       coalesce(u.name, k.name, case e.actor_kind when 'worker' then 'Porchlight' when 'system' then 'Porchlight' else e.actor_kind end) as actor
     from audit_events e left join auth."user" u on e.actor_kind = 'user' and u.id = e.actor_id
     left join auth.apikey k on e.actor_kind = 'api_key' and k.id = e.actor_id
     where e.account_id = $1 and e.subject_kind = $2 and e.subject_id = $3 order by e.seq desc limit ${mostEntries}`,
    [accountId, subject.kind, subject.id],
  );
  return rows.map(({ at, actor, action, reason, after }) => ({
    at: new Date(at).toISOString(),
    actor,
    kind: 'audit',
    text: text(action, after),
    reason,
  }));
}

/** What is under way on top, then what happened, newest first. */
export function timelineOf(now: TimelineEntry[], past: TimelineEntry[]): TimelineEntry[] {
  return [...now, ...past.toSorted((a, b) => (a.at! < b.at! ? 1 : -1))].slice(0, mostEntries);
}
