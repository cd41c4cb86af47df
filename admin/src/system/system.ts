export interface SystemAnswer {
  engine: { state: 'ok' | 'away'; checkedAt: string; address: string };
  workers: { identity: string; queues: string[]; lastSeen: string; version: string | null }[];
  /** Size in bytes. */
  database: { state: 'ok' | 'away'; migrations: number | string[]; size: number | string };
  outbox: { waiting: number; oldestAt: string | null };
  versions: Record<string, string>;
}
