export interface SystemAnswer {
  engine: { state: 'ok' | 'away'; checkedAt: string; address: string };
  workers: { identity: string; queues: string[]; lastSeen: string; version: string | null }[];
  /** Size in bytes. */
  database: { state: 'ok' | 'pending'; migrations: { applied: string[]; pending: string[] }; size: number };
  outbox: { waiting: number; oldestAt: string | null };
  versions: Record<string, string>;
}
