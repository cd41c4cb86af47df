import type { PoolClient } from 'pg';
import { suppress } from '../../database/suppressions.js';
import { readAddress } from '../../domain/contacts/email.js';

/** Nobody is there to read what we would send next. Writes an audit event: call it last. */
export async function suppressDead(
  tx: PoolClient,
  dead: { accountId: string; email: string; invitationId: string | null; addressKey: Buffer },
): Promise<void> {
  const { accountId, email, invitationId, addressKey } = dead;
  if (accountId === '0') return;
  await suppress(tx, {
    accountId,
    email,
    emailNormalized: readAddress(email)?.normalized ?? email.toLowerCase(),
    addressKey,
    invitationId,
    reason: 'bounced',
    source: 'provider',
    by: { actor: { kind: 'worker', id: null, role: null } },
  });
}
