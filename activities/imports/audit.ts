import type { AuditEvent } from '../../domain/audit/events.js';
import type { ImportState } from '../../domain/imports/states.js';

/** A move that the worker made by itself. */
export const workerEvent = (
  { importId, accountId }: { importId: string; accountId: string },
  action: `import.${string}`,
  before: ImportState,
  after: ImportState,
): AuditEvent => ({
  accountId,
  actor: { kind: 'worker', id: null, role: null },
  action,
  subject: { kind: 'import', id: importId },
  before: { state: before },
  after: { state: after },
});
