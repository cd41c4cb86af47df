import { setTimeout as wait } from 'node:timers/promises';
import { closeAttempts, withdrawAttempts } from '../../database/campaign-attempts.js';
import { nextDueOf } from '../../database/campaign-due.js';
import { type AttemptResult, closeWire } from '../../database/sending-wire.js';
import { inTransaction } from '../../database/transaction.js';
import { chunkSize } from '../../domain/campaigns/limits.js';
import type { WaitReason } from '../../domain/campaigns/waits.js';
import type { HandoverFailure } from '../../domain/mail/handover.js';
import { conclude } from './conclude.js';
import { type Opened, openChunk } from './open-chunk.js';
import type { HeldShare, SendingDependencies } from './sending.js';
import { mayStillSend, takeUpShare } from './take-up.js';

export interface SentPart {
  /** There is more to send now; wait so long; nothing is left of this share, or it is somebody else's. */
  step: 'more' | 'wait' | 'done';
  waitMs: number | null;
  mails: number;
}

/** What says of the mail server, not of the mail, that the next one would fare alike. */
const ofServer = ['server_away', 'server_busy', 'sender_refused'] as const satisfies HandoverFailure[];
const serverOutOf = (failure: HandoverFailure | null) => ofServer.find((code) => code === failure) ?? null;
/** So long a mail server that is away or refuses us is left alone. */
const serverRestMs = 10_000;
/** How often a share that sends is asked whether it still may; a pause has to bite within a second. */
const askEveryMs = 100;
/** Of a chunk at the pace of the last one. */
const chunkMs = 2_000;

/**
 * Sends what is due of one share of a campaign for so long: chunk by chunk, each with its intents committed before the first byte
 * and its results written together. Called again after any end it goes on, and mails nobody twice.
 */
export async function sendPart(
  deps: SendingDependencies,
  share: { campaignId: string; part: number; fence: number; budgetMs: number },
): Promise<SentPart> {
  const endAt = Date.now() + share.budgetMs;
  const held = await takeUpShare(deps, share);
  if (!held) return { step: 'done', waitMs: null, mails: 0 };
  let mails = 0;
  let limit = Math.min(chunkSize, 100);
  while (!deps.isStopping()) {
    const opened = await openChunk(deps, held, limit);
    if (opened.kind === 'superseded') return { step: 'done', waitMs: null, mails };
    if (opened.kind === 'wait') return { mails, ...(await rest(deps, held, opened)) };
    if (opened.kind === 'nothing_due') return { mails, ...(await restUntilDue(deps, held)) };
    const beganAt = Date.now();
    const { results, serverOut } = await sendChunk(deps, held, opened, endAt);
    mails += results.filter(({ outcome }) => outcome === 'accepted').length;
    if (serverOut) return { mails, ...(await restFromServer(deps, held, serverOut)) };
    limit = paceOf(results.length, { ms: Date.now() - beganAt, before: limit, leftMs: endAt - Date.now() });
    if (Date.now() >= endAt) return { step: 'more', waitMs: null, mails };
  }
  return { step: 'more', waitMs: null, mails };
}

/** A chunk is what goes out in some seconds, so that nobody waits long for a command or a turn, and in the time that is left. */
function paceOf(mails: number, { ms, before, leftMs }: { ms: number; before: number; leftMs: number }): number {
  const inTime = (mails / Math.max(1, ms)) * Math.min(chunkMs, Math.max(0, leftMs));
  return Math.min(chunkSize, Math.max(20, Math.min(4 * before, Math.ceil(inTime))));
}

async function sendChunk(
  deps: SendingDependencies,
  share: HeldShare,
  { chunk, mails }: Extract<Opened, { kind: 'chunk' }>,
  endAt: number,
): Promise<{ results: AttemptResult[]; serverOut: (typeof ofServer)[number] | null }> {
  const { wire, transport, pool } = deps;
  const results: AttemptResult[] = [];
  if (mails.size === 0) return { results, serverOut: null };
  const attemptOf = new Map([...mails].map(([attemptId, mail]) => [mail, attemptId]));
  const withdrawn: string[] = [];
  let serverOut: (typeof ofServer)[number] | null = null;
  wire.open(chunk);
  const underWay = transport.handOverAll({
    mails: [...mails.values()],
    begin: (mail) => wire.begin(chunk, attemptOf.get(mail)!),
    done: (mail, result) => {
      const ended = { ...result, attemptId: attemptOf.get(mail)! };
      results.push(ended);
      wire.ended(chunk, ended);
      const out = serverOutOf(result.failure);
      if (!out || serverOut) return;
      serverOut = out;
      stop();
    },
  });
  const stop = () => withdrawn.push(...underWay.stop().map((mail) => attemptOf.get(mail)!));
  const over = new AbortController();
  const watching = watch(deps, share, { endAt, stop, signal: over.signal });
  await underWay.ended;
  over.abort();
  await watching;
  wire.end(chunk);
  await untilWritten(deps, async () => {
    await inTransaction(pool, async (tx) => {
      await withdrawAttempts(tx, withdrawn);
      await conclude(deps, tx, share, results, mails);
      await closeAttempts(tx, share, chunk.attemptIds);
      await closeWire(tx, chunk);
    });
  });
  wire.close(chunk);
  return { results, serverOut };
}

/** Stops a chunk whose campaign was paused, held or taken over, or whose time is over. A database that is away says nothing. */
async function watch(
  deps: SendingDependencies,
  share: HeldShare,
  { endAt, stop, signal }: { endAt: number; stop: () => void; signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    await wait(askEveryMs, null, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    deps.beat?.();
    const mayGoOn = await mayStillSend(deps, share).catch(() => true);
    if (!mayGoOn || deps.isStopping() || Date.now() >= endAt) return stop();
  }
}

const patienceMs = 10 * 60_000;
const againMs = 200;

/** What was answered is worth waiting for a database that is away; after that, whoever takes the share up reads what the wire's rows say. */
async function untilWritten({ beat }: SendingDependencies, write: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      beat?.();
      await wait(againMs);
    }
  }
}

async function rest(
  { pool, clock }: SendingDependencies,
  share: HeldShare,
  { reason, until }: { reason: WaitReason; until: Date | null },
): Promise<Pick<SentPart, 'step' | 'waitMs'>> {
  await noteWait({ pool }, share, { reason, until, nextDueAt: until });
  return { step: 'wait', waitMs: until && Math.max(0, until.getTime() - clock().getTime()) };
}

/** What could not be handed over is due again soon; meanwhile the page says what is the matter. */
async function restFromServer(
  { pool, clock, settings }: SendingDependencies,
  share: HeldShare,
  reason: (typeof ofServer)[number],
): Promise<Pick<SentPart, 'step' | 'waitMs'>> {
  const waitMs = settings.mailRetrySeconds ? 1_000 : serverRestMs;
  const nextDueAt = await nextDueOf(pool, share);
  await noteWait({ pool }, share, { reason, until: new Date(clock().getTime() + waitMs), nextDueAt });
  return { step: 'wait', waitMs };
}

async function restUntilDue(
  { pool, clock }: SendingDependencies,
  share: HeldShare,
): Promise<Pick<SentPart, 'step' | 'waitMs'>> {
  const nextDueAt = await nextDueOf(pool, share);
  await noteWait({ pool }, share, { reason: null, until: nextDueAt, nextDueAt });
  if (!nextDueAt) return { step: 'done', waitMs: null };
  return { step: 'wait', waitMs: Math.max(0, nextDueAt.getTime() - clock().getTime()) };
}

/** For the page of the campaign: why this share is not faster. That a mail server is out stands until it has taken something. */
async function noteWait(
  { pool }: Pick<SendingDependencies, 'pool'>,
  { campaignId, part, fence }: HeldShare,
  { reason, until, nextDueAt }: { reason: WaitReason | null; until: Date | null; nextDueAt: Date | null },
): Promise<void> {
  await pool.query(
    `update campaign_parts set wait_reason = coalesce($4, case when wait_reason = any ($7::text[]) then wait_reason end), wait_until = $5,
       next_due_at = $6, updated_at = now()
     where campaign_id = $1 and part = $2 and fence = $3`,
    [campaignId, part, fence, reason, until, nextDueAt, `{${ofServer.join(',')}}`],
  );
}
