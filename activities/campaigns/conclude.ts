import type { PoolClient } from 'pg';
import { beginBulk } from '../../database/bulk-transaction.js';
import {
  type Conclusion,
  type ConcludedAttempt,
  findConcluded,
  writeResults,
} from '../../database/campaign-results.js';
import { findCampaignPlan, type CampaignPlan } from '../../database/campaign-settings.js';
import type { AttemptResult } from '../../database/sending-wire.js';
import { nextOpening } from '../../domain/campaigns/windows.js';
import { nextWaveAt } from '../../domain/hubs/reminders.js';
import { nextAttemptAt } from '../../domain/mail/deferral.js';
import { failureSentences } from '../../domain/mail/handover.js';
import { suppressDead } from '../mail/dead-mailbox.js';
import type { HeldShare, SendingDependencies } from './sending.js';
import type { CampaignMail } from './write-mails.js';

type Concluding = Pick<SendingDependencies, 'settings' | 'clock'>;

/**
 * What came of many mails of one share, and what follows from it, in the caller's transaction.
 * @param mails by attempt, where whoever sent them still has them: then nothing has to be looked up of those that were taken
 */
export async function conclude(
  { settings, clock }: Concluding,
  tx: PoolClient,
  { campaignId, part }: Pick<HeldShare, 'campaignId' | 'part'>,
  results: AttemptResult[],
  mails?: ReadonlyMap<string, CampaignMail>,
): Promise<void> {
  if (results.length === 0) return;
  await beginBulk(tx);
  const now = clock();
  const plan = await findCampaignPlan(tx, campaignId);
  if (!plan) throw new RangeError('A campaign of which mails were sent is gone');
  const takenMail = ({ outcome, attemptId }: AttemptResult) =>
    outcome === 'accepted' ? mails?.get(attemptId) : undefined;
  const asked = results.filter((result) => !takenMail(result)).map(({ attemptId }) => attemptId);
  const about = asked.length > 0 ? await findConcluded(tx, campaignId, asked) : [];
  const known = new Map(about.map((attempt) => [attempt.attemptId, attempt]));
  const openings = new Map<string, Date>();
  const at = { plan, now, ownPlan: settings.mailRetrySeconds, openings };
  const conclusions = results.flatMap((result): Conclusion[] => {
    const mail = takenMail(result);
    if (mail) return [taken(result, mail.recipient, at)];
    const attempt = known.get(result.attemptId);
    return attempt ? [concluded(result, attempt, at)] : [];
  });
  await writeResults(tx, { campaignId, part, conclusions, now });
  // Writes audit events, so it comes last.
  for (const { failure, outcome, attemptId } of results) {
    const attempt = known.get(attemptId);
    if (outcome !== 'rejected' || failure !== 'mailbox_dead' || !attempt?.email) continue;
    const { accountId, email, invitationId } = attempt;
    await suppressDead(tx, { accountId, email, invitationId, addressKey: settings.addressKey });
  }
}

interface Circumstances {
  plan: CampaignPlan;
  now: Date;
  ownPlan: readonly number[] | null;
  /** By zone and instant: most mails of a chunk are reminded on the same day. */
  openings: Map<string, Date>;
}

/** All that has to be known of a mail that was taken. */
type Taken = Pick<ConcludedAttempt, 'provider' | 'zone' | 'wave' | 'reminders' | 'expiresAt'>;

function taken(result: AttemptResult, mail: Taken, at: Circumstances): Conclusion {
  const { provider, wave, reminders, expiresAt } = mail;
  const next = nextWaveAt({ sentWave: wave, reminders, expiresAt }, at.now);
  const dueAt = next && opened(next, mail, at);
  return { ...result, provider, nextAttemptAt: null, dueAt, code: null, sentence: null };
}

function concluded(result: AttemptResult, attempt: ConcludedAttempt, at: Circumstances): Conclusion {
  const { outcome, failure } = result;
  const { expiresAt, times, firstTriedAt, provider } = attempt;
  if (outcome === 'accepted') return taken(result, attempt, at);
  const base = { ...result, provider, nextAttemptAt: null, dueAt: null, code: null, sentence: null };
  if (outcome === 'deferred') {
    const again = nextAttemptAt(
      { failure, times: times + 1, firstTriedAt, uselessAt: null, ownPlan: at.ownPlan },
      at.now,
    );
    const dueAt = again && opened(again, attempt, at);
    if (dueAt && dueAt < expiresAt) return { ...base, nextAttemptAt: dueAt, dueAt, code: failure };
    const sentence = `${failure ? failureSentences[failure] : 'The mail could not be sent.'} We tried for three days.`;
    return { ...base, code: 'gave_up', sentence };
  }
  const code = outcome === 'unknown' ? 'unknown' : failure === 'mailbox_dead' ? 'bounced' : 'rejected';
  return { ...base, code, sentence: failure ? failureSentences[failure] : 'The mail could not be sent.' };
}

function opened(at: Date, { zone }: Pick<ConcludedAttempt, 'zone'>, { plan, openings }: Circumstances): Date {
  const hours = zone ?? plan.timeZone;
  const key = `${hours} ${at.getTime()}`;
  const opening = openings.get(key) ?? nextOpening(plan.settings.window, hours, at);
  openings.set(key, opening);
  return opening;
}
