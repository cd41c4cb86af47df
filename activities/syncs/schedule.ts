import { type Client, ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Pool } from 'pg';

/** How a schedule starts its work; told from outside, since workflows are not imported here. */
export interface ScheduledWork {
  scheduleId: (connectionId: string) => string;
  workflowType: string;
  workflowId: (connectionId: string) => string;
  taskQueue: string;
}

interface Wanted {
  wanted: string;
}

/**
 * Brings the schedule in the engine in line with the settings: made, given another interval, or removed while the connection
 * does not work. Its looks are spread by chance, so that connections do not all ask at the full hour; one that is still at work
 * when the next is due is left alone.
 */
export async function keepSchedule(
  pool: Pool,
  client: Client,
  work: ScheduledWork,
  connectionId: string,
): Promise<void> {
  const { rows } = await pool.query<Wanted>(
    `select case when state = 'active' then coalesce(settings ->> 'everyMinutes', 'never') else 'never' end as wanted
     from connections where id = $1`,
    [connectionId],
  );
  const [row] = rows;
  if (!row) return;
  const nextAt =
    row.wanted === 'never' ? await removed(client, work, connectionId) : await made(client, work, connectionId, row);
  await pool.query('update connections set scheduled_as = $2, next_run_at = $3 where id = $1', [
    connectionId,
    row.wanted,
    nextAt,
  ]);
}

async function removed(client: Client, { scheduleId }: ScheduledWork, connectionId: string): Promise<null> {
  try {
    await client.schedule.getHandle(scheduleId(connectionId)).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
  return null;
}

/** Deleted and made, rather than changed: both are safe to repeat, and nothing of an older one is left. */
async function made(
  client: Client,
  work: ScheduledWork,
  connectionId: string,
  { wanted }: Wanted,
): Promise<Date | null> {
  await removed(client, work, connectionId);
  const minutes = Number(wanted);
  const handle = await client.schedule.create({
    scheduleId: work.scheduleId(connectionId),
    spec: {
      intervals: [{ every: minutes * 60_000, offset: (Number(connectionId) * 7_919) % (minutes * 60_000) }],
      jitter: Math.min(minutes * 6_000, 300_000),
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
    action: {
      type: 'startWorkflow',
      workflowType: work.workflowType,
      workflowId: work.workflowId(connectionId),
      taskQueue: work.taskQueue,
      args: [{ connectionId }],
    },
  });
  return (await handle.describe()).info.nextActionTimes[0] ?? null;
}

/** When the schedule looks next, for people to see. */
export async function nextLook(
  client: Client,
  { scheduleId }: ScheduledWork,
  connectionId: string,
): Promise<Date | null> {
  try {
    return (await client.schedule.getHandle(scheduleId(connectionId)).describe()).info.nextActionTimes[0] ?? null;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null;
    throw error;
  }
}
