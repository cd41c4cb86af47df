import type { AuditEvent } from '../../domain/audit/events.js';

/** What the worker did to a connection by itself. */
export const syncEvent = (
  { connectionId, accountId }: { connectionId: string; accountId: string },
  action: `connection.${string}`,
  { before, after }: { before?: Record<string, unknown>; after?: Record<string, unknown> } = {},
): AuditEvent => ({
  accountId,
  actor: { kind: 'worker', id: null, role: null },
  action,
  subject: { kind: 'connection', id: connectionId },
  ...(before && { before }),
  ...(after && { after }),
});
