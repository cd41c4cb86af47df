import { platformChain, type AuditEvent } from '../domain/audit/events.js';
import type { Actor } from '../domain/accounts/roles.js';
import { execute, type Connection } from './execute.js';

/**
 * Appends one event to its account's chain, in the caller's transaction, from the entity manager or from a plain client.
 * Locks the chain's head until the transaction ends: call it last, after every other lock was taken.
 * @returns the event's number in its chain
 */
export async function recordAudit(tx: Connection, event: AuditEvent): Promise<string> {
  const [row] = await execute<{ seq: string }>(
    tx,
    'select record_audit($1::jsonb) as seq',
    JSON.stringify({
      account_id: event.accountId,
      actor_kind: event.actor.kind,
      actor_id: event.actor.id,
      role: event.actor.role,
      action: event.action,
      subject_kind: event.subject?.kind,
      subject_id: event.subject?.id,
      reason: event.reason,
      request_id: event.requestId,
      before: event.before,
      after: event.after,
    }),
  );
  if (!row) throw new Error('record_audit returned nothing');
  return row.seq;
}

/** The same for a request: the actor's account unless `accountId` says whose thing was changed. */
export function auditBy(
  actor: Actor & { requestId: string },
  event: Omit<AuditEvent, 'actor' | 'accountId' | 'requestId'> & { accountId?: string },
): AuditEvent {
  return {
    ...event,
    accountId: event.accountId ?? actor.accountId ?? platformChain,
    actor: { kind: actor.keyId ? 'api_key' : 'user', id: actor.keyId ?? actor.userId, role: actor.role },
    requestId: actor.requestId,
  };
}
