import { platformChain, type AuditEvent } from '../domain/audit/events.js';
import type { SuppressionReason, SuppressionSource } from '../domain/suppressions/reasons.js';
import { type Connection, query } from './execute.js';
import { recordAudit } from './record-audit.js';

/** Keeps an address from being mailed of which nothing but the hash is known any more. Doing it again changes nothing. */
export async function suppressHash(
  tx: Connection,
  given: {
    accountId: string | null;
    /** In hex. */
    addressHash: string;
    reason: SuppressionReason;
    source: SuppressionSource;
    by: Pick<AuditEvent, 'actor' | 'requestId'>;
  },
): Promise<void> {
  const { accountId, addressHash, reason, source, by } = given;
  const [made] = await query<{ id: string }>(
    tx,
    `insert into suppressions (account_id, address_hash, reason, source) values ($1, decode($2, 'hex'), $3, $4)
     on conflict (coalesce(account_id, 0), address_hash) where removed_at is null do nothing returning id::text`,
    [accountId, addressHash, reason, source],
  );
  if (!made) return;
  await recordAudit(tx, {
    accountId: accountId ?? platformChain,
    ...by,
    action: 'suppression.added',
    subject: { kind: 'suppression', id: made.id },
    after: { reason, source, stopped: 0 },
  });
}
