import { createHash } from 'node:crypto';
import { type ChainHead, noFileBefore, writeHeadFile } from '../domain/audit/head-file.js';
import { type Connection, query } from './execute.js';

export interface AuditDay {
  day: string;
  takenAt: string;
  chains: number;
  events: number;
  /** SHA-256 of the file in hexadecimal. */
  digest: string;
  storedAt: string | null;
  mailedAt: string | null;
  /** Stored, and not yet taken by the mail server. */
  isMailOwed: boolean;
}

export const digestOf = (content: string): string => createHash('sha256').update(content).digest('hex');

/**
 * Takes the ends of all chains once for the day of `now`, in UTC. Copies of the API that do it at once take them once.
 * @returns the file; null: they were taken before
 */
export async function takeHeads(conn: Connection, now: Date): Promise<{ day: string; content: string } | null> {
  const day = now.toISOString().slice(0, 10);
  const known = await query<{ day: string; digest: string }>(
    conn,
    `select to_char(day, 'YYYY-MM-DD') as day, encode(digest, 'hex') as digest from audit_days where day <= $1::date order by audit_days.day desc limit 1`,
    [day],
  );
  if (known[0]?.day === day) return null;
  const chains = await query<ChainHead>(
    conn,
    `select account_id::text as "accountId", seq::text, encode(hash, 'hex') as hash from audit_heads where $1::boolean order by account_id`,
    [true],
  );
  const previous = known[0]?.digest ?? noFileBefore;
  const content = writeHeadFile({ day, takenAt: now.toISOString(), previous, chains });
  const events = chains.reduce((sum, { seq }) => sum + BigInt(seq), 0n);
  const taken = await query(
    conn,
    `insert into audit_days (day, taken_at, chains, events, digest, content) values ($1, $2, $3, $4, decode($5, 'hex'), $6)
     on conflict (day) do nothing returning 1`,
    [day, now.toISOString(), chains.length, String(events), digestOf(content), content],
  );
  return taken.length > 0 ? { day, content } : null;
}

/** Days whose file is not stored outside yet, the oldest first. */
export function listUnstored(conn: Connection): Promise<{ day: string; content: string }[]> {
  return query(
    conn,
    `select to_char(day, 'YYYY-MM-DD') as day, content from audit_days
     where stored_at is null and content is not null and $1::boolean order by audit_days.day`,
    [true],
  );
}

/** The file is outside: what stays here is its digest, and its text until it is mailed. */
export async function markStored(conn: Connection, day: string, { isMailOwed = false } = {}): Promise<void> {
  await query(
    conn,
    'update audit_days set stored_at = now(), content = case when $2::boolean then content end where day = $1',
    [day, isMailOwed],
  );
}

/** The oldest day whose mail is owed; its row is held to the end of the transaction, so that one copy of the API alone mails it. */
export async function holdOwedMail(tx: Connection): Promise<{ day: string; content: string } | null> {
  const [owed] = await query<{ day: string; content: string }>(
    tx,
    `select to_char(day, 'YYYY-MM-DD') as day, content from audit_days
     where stored_at is not null and content is not null and $1::boolean order by audit_days.day limit 1 for update skip locked`,
    [true],
  );
  return owed ?? null;
}

export async function markMailed(conn: Connection, day: string): Promise<void> {
  await query(conn, 'update audit_days set mailed_at = now(), content = null where day = $1', [day]);
}

/** The latest first. */
export async function listDays(
  conn: Connection,
  { limit, offset }: { limit: number; offset: number },
): Promise<AuditDay[]> {
  const rows = await query<Omit<AuditDay, 'events'> & { events: string }>(
    conn,
    `select to_char(day, 'YYYY-MM-DD') as day, taken_at as "takenAt", chains, events::text, encode(digest, 'hex') as digest,
       stored_at as "storedAt", mailed_at as "mailedAt",
       stored_at is not null and content is not null as "isMailOwed" from audit_days order by audit_days.day desc limit $1 offset $2`,
    [limit, offset],
  );
  return rows.map((row) => ({
    ...row,
    takenAt: new Date(row.takenAt).toISOString(),
    events: Number(row.events),
    storedAt: isoOrNull(row.storedAt),
    mailedAt: isoOrNull(row.mailedAt),
  }));
}

const isoOrNull = (at: string | null) => at && new Date(at).toISOString();
