import { ApplicationFailure } from '@temporalio/activity';
import type { Pool } from 'pg';
import {
  AccessDenied,
  AuthLost,
  BadAnswer,
  CursorExpired,
  LimitedUntil,
  Unreachable,
} from '../../integrations/crm/errors.js';
import { NoSecret } from '../../database/connection-secrets.js';
import { KeyMissing } from '../../integrations/secrets.js';
import type { SyncLease } from './lease.js';
import { beginAnew, noteLimit, noteTrouble, parkConnection } from './park.js';

/** Answers that no one can read, again and again, are not waited out: somebody has to look. */
const patience = 6;

interface Circumstances {
  pool: Pool;
  lease: SyncLease & { runId: string };
  /** "Follow Up Boss". */
  label: string;
  attempt: number;
}

/**
 * What the CRM's refusals mean for the connection: a limit becomes a timer, a lost key parks it once, a forgotten cursor has
 * everything read again. What passes by itself is thrown on, to be tried again, and shown meanwhile.
 */
export async function settleFault(error: unknown, { pool, lease, label, attempt }: Circumstances): Promise<void> {
  if (error instanceof LimitedUntil) return noteLimit(pool, lease, { until: error.until, reason: error.reason });
  if (error instanceof CursorExpired) return beginAnew(pool, lease);
  if (error instanceof AuthLost || error instanceof NoSecret) {
    const sentence = `${label} no longer takes our key. Connect again; the sync then goes on where it stopped.`;
    return parkConnection(pool, lease, { state: 'needs_reconnect', code: 'access_lost', sentence });
  }
  if (error instanceof AccessDenied) {
    const sentence = `${label} does not let this key read contacts. Connect with one that may; the sync then goes on where it stopped.`;
    return parkConnection(pool, lease, { state: 'needs_reconnect', code: 'access_denied', sentence });
  }
  if (error instanceof KeyMissing) {
    const sentence =
      'The key that seals the secret of this connection is not among SECRET_KEYS any more. Put it back, or connect again.';
    return parkConnection(pool, lease, { state: 'failed', code: 'key_missing', sentence });
  }
  if (error instanceof BadAnswer) {
    const sentence = `${label} answers with something that is not its data.`;
    if (attempt >= patience) return parkConnection(pool, lease, { state: 'failed', code: 'bad_answer', sentence });
    await noteTrouble(pool, lease, { code: 'bad_answer', sentence });
    throw ApplicationFailure.create({ type: 'transient', message: 'bad_answer' });
  }
  if (error instanceof Unreachable) {
    await noteTrouble(pool, lease, { code: 'unreachable', sentence: `${label} cannot be reached.` });
    throw ApplicationFailure.create({ type: 'transient', message: 'unreachable' });
  }
  throw error;
}

/** What a fault that no retry cures says to people, by its code. */
export const faultSentence = (code: string): string =>
  code === 'disk_full'
    ? 'The database has no disk space left.'
    : 'The sync met a fault of the program; it is recorded for support.';
