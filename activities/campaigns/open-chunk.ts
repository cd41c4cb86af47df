import { randomInt } from 'node:crypto';
import type { PoolClient } from 'pg';
import { beginBulk } from '../../database/bulk-transaction.js';
import { openAttempts } from '../../database/campaign-attempts.js';
import { countDue, type DueRecipient, holdDue, leaveOut, type LeftOut, moveDue } from '../../database/campaign-due.js';
import { holdCampaign } from '../../database/erase-campaigns.js';
import { findCampaignPlan } from '../../database/campaign-settings.js';
import { findHold } from '../../database/holds.js';
import { giveBack, takeAllowance } from '../../database/sending-allowance.js';
import { type Chunk, openWire } from '../../database/sending-wire.js';
import { inTransaction } from '../../database/transaction.js';
import { type ByProvider, sumOf } from '../../domain/campaigns/limits.js';
import type { WaitReason } from '../../domain/campaigns/waits.js';
import { nextOpening } from '../../domain/campaigns/windows.js';
import { domainOf } from '../../integrations/mail/settings.js';
import type { HeldShare, SendingDependencies } from './sending.js';
import { holdShare } from './take-up.js';
import { type CampaignMail, writeMails } from './write-mails.js';

export type Opened =
  | { kind: 'superseded' }
  | { kind: 'nothing_due' }
  | { kind: 'wait'; reason: WaitReason; until: Date | null }
  /** Without mails: those who were due are left out or come later. */
  | { kind: 'chunk'; chunk: Chunk; mails: Map<string, CampaignMail> };

/** The intents of the next chunk of a share, committed together with what is taken for them from the buckets. */
export function openChunk(deps: SendingDependencies, share: HeldShare, limit: number): Promise<Opened> {
  return inTransaction(deps.pool, async (tx): Promise<Opened> => {
    await beginBulk(tx);
    await holdCampaign(tx, share.campaignId);
    if (!(await holdShare(tx, share))) return { kind: 'superseded' };
    const now = deps.clock();
    const senderDomain = domainOf(deps.settings.hubMailFrom);
    const hold = await findHold(tx, { ...share, domain: senderDomain, now });
    if (hold) return { kind: 'wait', reason: 'held', until: hold.until };
    const wanted = cut(await countDue(tx, share, { now, limit }), limit);
    if (sumOf(wanted) === 0) return { kind: 'nothing_due' };
    const asked = { accountId: share.accountId, campaignId: share.campaignId, senderDomain, now };
    const { granted, wait } = await takeAllowance(tx, { ...asked, wanted }, deps.limits);
    if (sumOf(granted) === 0) return { kind: 'wait', reason: wait?.reason ?? 'held', until: wait?.until ?? null };
    const due = await holdDue(tx, share, { granted, now, addressKey: deps.settings.addressKey });
    const mails = await intentsOf(deps, tx, share, due);
    await giveBack(tx, { ...asked, unused: unusedOf(granted, [...mails.values()]) });
    const chunk = { id: randomInt(2 ** 47), ...share, attemptIds: [...mails.keys()] };
    if (mails.size > 0) await openWire(tx, chunk);
    return { kind: 'chunk', chunk, mails };
  });
}

/** Of more than the limit each family gives up the same part. */
function cut(due: ByProvider, limit: number): ByProvider {
  const all = sumOf(due);
  if (all <= limit) return due;
  const entries = Object.entries(due).map(([provider, count]) => [provider, Math.max(1, Math.floor((count * limit) / all))]); // prettier-ignore
  return Object.fromEntries(entries) as ByProvider;
}

function unusedOf(granted: ByProvider, mails: CampaignMail[]): ByProvider {
  const unused = { ...granted };
  for (const { recipient } of mails) unused[recipient.provider] = (unused[recipient.provider] ?? 0) - 1;
  return Object.fromEntries(Object.entries(unused).filter(([, count]) => count > 0)) as ByProvider;
}

/** @returns the mails by attempt */
async function intentsOf(
  deps: SendingDependencies,
  tx: PoolClient,
  share: HeldShare,
  due: DueRecipient[],
): Promise<Map<string, CampaignMail>> {
  const { campaignId, accountId, part } = share;
  const plan = await findCampaignPlan(tx, campaignId);
  if (!plan) return new Map();
  const now = deps.clock();
  const openings = new Map<string, Date>();
  const openingFor = (zone: string) => {
    const opening = openings.get(zone) ?? nextOpening(plan.settings.window, zone, now);
    openings.set(zone, opening);
    return opening;
  };
  const left: LeftOut[] = [];
  const moved: { contactId: string; dueAt: Date }[] = [];
  const recipients = due.filter(({ contactId, late, zone }) => {
    if (late) left.push({ contactId, reason: late, as: 'late_excluded', sentence: null });
    const dueAt = openingFor(zone ?? plan.timeZone);
    if (!late && dueAt > now) moved.push({ contactId, dueAt });
    return !late && dueAt <= now;
  });
  const { rows } = await tx.query<{ templates: Record<string, { templateId: string; version: number }> }>(
    'select templates from campaigns where id = $1',
    [campaignId],
  );
  const { mails, unwritable } = await writeMails(deps, tx, {
    accountId,
    templates: rows[0]?.templates ?? {},
    recipients,
  });
  for (const { recipient, why } of unwritable)
    left.push({ contactId: recipient.contactId, reason: why.code, as: 'rejected', sentence: why.sentence });
  await leaveOut(tx, share, left);
  await moveDue(tx, campaignId, moved);
  if (mails.length === 0) return new Map();
  const { addressKey } = deps.settings;
  const of = { accountId, campaignId, part, addressKey, transport: deps.transport.name, worker: deps.worker };
  const ids = await openAttempts(tx, { ...of, senderDomain: mails[0]!.senderDomain }, mails.map(attemptOf));
  return new Map(mails.map((mail) => [ids.get(mail.recipient.invitationId)!, mail]));
}

const attemptOf = ({ recipient, messageId, digest, raw, template }: CampaignMail) => ({
  invitationId: recipient.invitationId,
  hubId: recipient.hubId,
  contactId: recipient.contactId,
  wave: recipient.wave,
  email: recipient.email,
  emailNormalized: recipient.emailNormalized,
  messageId,
  templateId: template.id,
  templateVersion: template.version,
  digest: digest.toString('hex'),
  size: raw.length,
});
