import type { Pool } from 'pg';
import type { Role } from '../../../domain/accounts/roles.js';
import { platformChain } from '../../../domain/audit/events.js';
import { recordAudit } from '../../../database/record-audit.js';
import type { AuthEvent } from './auth.js';

/** better-auth changes its own tables in its own transaction; this event follows right after. */
export async function auditSignIn(pool: Pool, { action, userId }: AuthEvent): Promise<void> {
  const { rows } = await pool.query<{ accountId: string | null; role: Role }>(
    'select "accountId", role from auth."user" where id = $1',
    [userId],
  );
  await recordAudit(pool, {
    accountId: rows[0]?.accountId ?? platformChain,
    actor: { kind: 'user', id: userId, role: rows[0]?.role ?? null },
    action,
    subject: { kind: 'user', id: userId },
  });
}
