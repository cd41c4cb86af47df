import type { Pool } from 'pg';

/** How often a CRM may be called within a time. */
export interface CallLimit {
  calls: number;
  perMs: number;
}

/** The limits of CRMs, kept in the database, so that all workers and copies of the API together stay within them. */
export class CrmLimits {
  constructor(private readonly pool: Pool) {}

  /** Takes `cost` calls, or says how long to wait before asking again; then nothing was taken. */
  async take(scope: string, { calls, perMs }: CallLimit, cost: number): Promise<{ waitMs: number }> {
    const { rows } = await this.pool.query<{ wait: string }>('select take_calls($1, $2, $3, $4) as wait', [
      scope,
      calls,
      perMs,
      cost,
    ]);
    return { waitMs: Number(rows[0]?.wait ?? 0) };
  }

  /** Nothing is taken from the scope until then; an earlier block is never shortened. */
  async block(scope: string, until: Date): Promise<void> {
    await this.pool.query(
      `insert into crm_limits (scope, blocked_until) values ($1, $2)
       on conflict (scope) do update set blocked_until = greatest(crm_limits.blocked_until, excluded.blocked_until)`,
      [scope, until],
    );
  }
}
