/** What the API answers, as the frame's pages read it. */
export type Role = 'agent' | 'support' | 'ops' | 'admin';

export interface Me {
  user: { id: string; name: string; email: string; role: Role };
  account: { id: string; slug: string; name: string } | null;
  platform: { local: boolean; version: string; temporalUi?: string; mailUi?: string };
}

export interface ListAnswer<Item> {
  data: Item[];
  total?: number;
  totalIsCapped?: true;
  hasNextPage: boolean;
}

/** Open to everybody: the sign-in page asks it. */
export interface PlatformAnswer {
  local: boolean;
  version: string;
  demoSignIns: { name: string; email: string; password: string; role: Role; account: string | null }[];
}

export interface InvitationAnswer {
  /** Null for people of the platform. */
  accountName: string | null;
  /** Masked: the link may have been forwarded. */
  email: string;
  name: string;
}

export interface AuditEvent {
  accountId: string;
  seq: string;
  at: string;
  actor: { kind: 'user' | 'api_key' | 'system' | 'worker' | 'cli'; id: string | null; name: string | null };
  role: Role | null;
  action: string;
  subject: { kind: string; id: string | null } | null;
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** One line of what ran and who asked for it, of an import or a connection. */
export interface TimelineEntry {
  at: string | null;
  actor: string | null;
  kind: 'audit' | 'batch' | 'activity';
  text: string;
  reason?: string | null;
  attempt?: number | null;
  nextAttemptAt?: string | null;
  lastError?: string | null;
  activityId?: string | null;
}
