import type { Role } from '../accounts/roles.js';

export const actorKinds = ['user', 'api_key', 'system', 'worker', 'cli'] as const;
export type ActorKind = (typeof actorKinds)[number];

/** The platform's own chain: what belongs to no account. */
export const platformChain = '0';

/**
 * Who did what to which thing. `before` and `after` hold states, counts and ids; never a name, an address or a cell.
 * @property accountId whose chain it joins; `platformChain` when no account is concerned
 * @property action `<subject>.<past participle>`, for example `import.confirmed`
 */
export interface AuditEvent {
  accountId: string;
  actor: { kind: ActorKind; id: string | null; role: Role | null };
  action: string;
  subject?: { kind: string; id: string };
  reason?: string;
  requestId?: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}
