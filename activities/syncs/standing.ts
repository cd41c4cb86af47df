import type { Pool, PoolClient } from 'pg';
import { recordAudit } from '../../database/record-audit.js';
import { dueRun } from '../../domain/syncs/due.js';
import type { ConnectionState, RunLoop, RunTrigger } from '../../domain/syncs/states.js';
import { syncEvent } from './audit.js';
import { inConnection, type SyncLease } from './lease.js';

export type SyncStepName = 'schedule' | 'begin' | 'pull' | 'finish' | 'erase' | 'wait' | 'end';

/** What a connection needs next, as its rows in the database say. */
export interface NextSyncStep {
  step: SyncStepName;
  fence: number;
  runId: string | null;
  /** Until the next look, in milliseconds; null: only a command, a webhook or the schedule goes on. */
  waitMs: number | null;
  /** Whose turn it is among accounts; what people wait for goes first. */
  fairness: { key: string; priority: number };
}

interface Standing {
  account_id: string;
  state: ConnectionState;
  fence: number;
  connector: string;
  erasing: boolean;
  requested: RunTrigger | null;
  requested_loop: RunLoop | null;
  backfilled_at: Date | null;
  swept_at: Date | null;
  limited_ms: number | null;
  schedule_key: string;
  scheduled_as: string | null;
  waiting_hooks: number;
  retrying: number;
  run_id: string | null;
  loop: RunLoop | null;
  trigger: RunTrigger | null;
  is_read: boolean | null;
}

const standingSql = `
select c.account_id, c.state, c.fence, c.connector, c.erasing, c.requested, c.requested_loop, c.backfilled_at, c.swept_at,
  extract(epoch from c.limited_until - now())::float8 * 1000 as limited_ms, c.scheduled_as,
  case when c.state = 'active' then coalesce(c.settings ->> 'everyMinutes', 'never') else 'never' end as schedule_key,
  (select count(*)::int from hook_events h where h.connection_id = c.id and h.handled_at is null) as waiting_hooks,
  (select count(*)::int from sync_issues i where i.connection_id = c.id and i.state = 'retrying') as retrying,
  r.id as run_id, r.loop, r.trigger, r.is_read
from connections c left join sync_runs r on r.connection_id = c.id and r.ended_at is null
where c.id = $1`;

/** @param hasDelta whether a connector can say what has changed */
export async function readStanding(
  pool: Pool,
  connectionId: string,
  hasDelta: (connector: string) => boolean,
): Promise<NextSyncStep> {
  const { rows } = await pool.query<Standing>(standingSql, [connectionId]);
  const [at] = rows;
  if (!at) throw new RangeError('no such connection');
  const isBulk = at.loop === 'backfill' || at.loop === 'sweep' || at.loop === 'remap';
  const fairness = { key: at.account_id, priority: at.trigger === 'person' && !isBulk ? 2 : isBulk ? 4 : 3 };
  const step = (name: SyncStepName, waitMs: number | null = null): NextSyncStep => ({
    step: name,
    waitMs,
    fence: at.fence,
    runId: at.run_id,
    fairness,
  });
  if (at.scheduled_as !== at.schedule_key) return step('schedule');
  if (at.state === 'disconnected') return step(at.erasing ? 'erase' : 'end');
  if (at.state !== 'active') return step('wait');
  const isWaiting = at.limited_ms !== null && at.limited_ms > 0;
  if (isWaiting && at.loop !== 'remap') return step('wait', Math.ceil(at.limited_ms!));
  if (at.run_id) return step(at.is_read ? 'finish' : 'pull');
  return step(dueRun(dueFacts(at, hasDelta(at.connector)), new Date()) ? 'begin' : 'wait');
}

const dueFacts = (at: Standing, hasDelta: boolean) => ({
  requested: at.requested,
  requestedLoop: at.requested_loop,
  isBackfilled: at.backfilled_at !== null,
  hasDelta,
  sweptAt: at.swept_at,
  waitingHooks: at.waiting_hooks,
  retrying: at.retrying,
});

/** Opens the run that is due. What was asked for is answered by it, so that a second wish meanwhile is a wish of its own. */
export async function beginRun(pool: Pool, lease: SyncLease, hasDelta: (connector: string) => boolean): Promise<void> {
  await inConnection(pool, lease, async (client: PoolClient) => {
    const { rows } = await client.query<Standing>(standingSql, [lease.connectionId]);
    const at = rows[0]!;
    const due = at.run_id ? null : dueRun(dueFacts(at, hasDelta(at.connector)), new Date());
    if (!due) return;
    const made = await client.query<{ id: string }>(
      `insert into sync_runs (connection_id, account_id, loop, trigger)
       select id, account_id, $2, $3 from connections where id = $1 returning id`,
      [lease.connectionId, due.loop, due.trigger],
    );
    const answersWish = due.loop !== 'hooks' && due.loop !== 'retry';
    if (answersWish)
      await client.query('update connections set requested = null, requested_loop = null where id = $1', [
        lease.connectionId,
      ]);
    await recordAudit(
      client,
      syncEvent({ connectionId: lease.connectionId, accountId: at.account_id }, 'connection.run_started', {
        after: { runId: made.rows[0]!.id, loop: due.loop, trigger: due.trigger },
      }),
    );
  });
}
