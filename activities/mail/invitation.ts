import type { PoolClient } from 'pg';
import { holdHub } from '../../database/hubs.js';
import { blockInvitation, postponeWave, recordSent } from '../../database/invitation-waves.js';
import { findMailFacts, fullName } from '../../database/mail-values.js';
import { getTemplate } from '../../database/mail-templates.js';
import { abandonAttempt, closeAttempt, deferralsOf } from '../../database/send-attempts.js';
import { findSuppression } from '../../database/suppressions.js';
import { blockedSentences } from '../../domain/suppressions/reasons.js';
import { nextAttemptAt } from '../../domain/mail/deferral.js';
import { failureSentences, type HandoverResult } from '../../domain/mail/handover.js';
import type { TemplateKind } from '../../domain/mail/kinds.js';
import { writeMail, type WrittenMail } from '../../integrations/mail/write.js';
import type { MailDependencies } from '../mail.js';
import { suppressDead } from './dead-mailbox.js';
import { handOver, type Prepared } from './hand-over.js';
import { hasLink, type HeldInvitation, holdInvitation } from './invitation-rows.js';
import { linksOf } from './links.js';
import { asUnwritable } from './unwritable.js';

export interface WhichMail {
  invitationId: string;
  wave: number;
  /** As read when it was decided to send; whoever has moved the invitation since wins. */
  fence: number;
}

/** The mail of one wave, if everything still stands as it did when the wave came due. */
export async function sendInvitation(deps: MailDependencies, which: WhichMail): Promise<void> {
  let held: HeldInvitation | null = null;
  await handOver(
    deps,
    async (tx) => {
      held = await holdInvitation(tx, which);
      return held && prepare(deps, tx, held);
    },
    async (tx, result) => {
      if (held) await conclude(deps, tx, { invitation: held, result });
    },
  );
}

const kinds = ['invitation', 'reminder_1', 'reminder_2'] as const;

const kindOf = ({ role, wave }: HeldInvitation): TemplateKind =>
  role === 'co_owner' && wave === 0 ? 'co_owner_invitation' : (kinds[wave] ?? 'reminder_2');

async function prepare(deps: MailDependencies, tx: PoolClient, invitation: HeldInvitation): Promise<Prepared | null> {
  const { id: invitationId, accountId, contactId, hubId, wave, emailNormalized } = invitation;
  const block = (code: string, sentence: string) =>
    blockInvitation(tx, { invitationId, wave, code, sentence }).then(() => null);
  const abandoned = await abandonAttempt(tx, { invitationId, wave });
  // Of a link that was replaced since: then a person has already said that it is to be sent again.
  if (abandoned && abandoned >= invitation.rotatedAt) return block('unknown', failureSentences.worker_gone);
  const { addressKey } = deps.settings;
  const found = await findSuppression(tx, { accountId, emailNormalized, addressKey });
  if (found) return block(found.reason, blockedSentences[found.reason]);
  try {
    const kind = kindOf(invitation);
    const template = await getTemplate(tx, accountId, kind);
    const mail = await write(deps, tx, { invitation, kind, template });
    return {
      mail,
      attempt: {
        accountId,
        hubId,
        contactId,
        purpose: wave === 0 ? 'invitation' : 'reminder',
        subject: { invitationId, wave },
        template: { id: template.templateId, version: template.version },
      },
    };
  } catch (error) {
    const { code, sentence } = asUnwritable(error);
    return block(code, sentence);
  }
}

interface ToWrite {
  invitation: HeldInvitation;
  kind: TemplateKind;
  template: Awaited<ReturnType<typeof getTemplate>>;
}

async function write(
  deps: MailDependencies,
  tx: PoolClient,
  { invitation, kind, template }: ToWrite,
): Promise<WrittenMail> {
  const { ring, settings, transport } = deps;
  const { id, wave, nonce, email } = invitation;
  const known = await findMailFacts(tx, invitation, invitation.role);
  if (!known) throw new RangeError('The contact of an invitation is gone');
  const firstName = invitation.firstName ?? known.values.firstName ?? null;
  const name = fullName(invitation.firstName, invitation.lastName) ?? known.to.name;
  return writeMail(
    {
      kind,
      template,
      facts: { ...known, to: { name, email } },
      values: {
        ...(firstName !== known.values.firstName && { firstName, firstNames: firstName }),
        ...linksOf(deps, invitation),
        worksUntil: invitation.expiresAt,
      },
      own: wave === 0 ? { subject: invitation.subject, message: invitation.message } : { message: invitation.message },
      messageKey: ring.token('message', ring.newest, 'invitation', id, String(wave), Buffer.from(nonce)).slice(0, 32),
      now: new Date(),
    },
    settings,
    transport.rewrites,
  );
}

/** Somebody who said no while the mail was on the wire gets no reminder. */
async function blockIfSuppressed(tx: PoolClient, invitation: HeldInvitation, addressKey: Buffer): Promise<void> {
  const found = await findSuppression(tx, { ...invitation, addressKey });
  if (!found) return;
  await blockInvitation(tx, {
    invitationId: invitation.id,
    code: found.reason,
    sentence: blockedSentences[found.reason],
  });
}

async function conclude(
  { settings }: MailDependencies,
  tx: PoolClient,
  { invitation, result }: { invitation: HeldInvitation; result: HandoverResult & { attemptId: string } },
): Promise<void> {
  const { id: invitationId, wave, rotatedAt, hubId } = invitation;
  const { outcome, failure, attemptId } = result;
  // The order of locks of all who change a Hub and its invitations.
  await holdHub(tx, hubId);
  const { times, firstTriedAt } = await deferralsOf(tx, { invitationId, wave }, rotatedAt);
  const deferral = { failure, times: times + 1, firstTriedAt, uselessAt: null, ownPlan: settings.mailRetrySeconds };
  const next = outcome === 'deferred' ? nextAttemptAt(deferral, new Date()) : null;
  if (!(await closeAttempt(tx, attemptId, { ...result, nextAttemptAt: next }))) return;
  // The link was replaced while this mail was on the wire: what becomes of it says nothing about the next one.
  if (!(await hasLink(tx, invitation))) return;
  if (outcome === 'accepted') {
    await recordSent(tx, { invitationId, wave, sentAt: new Date() });
    return blockIfSuppressed(tx, invitation, settings.addressKey);
  }
  if (next) return postponeWave(tx, { invitationId, wave, until: next });
  const code =
    outcome === 'unknown'
      ? 'unknown'
      : failure === 'mailbox_dead'
        ? 'bounced'
        : outcome === 'deferred'
          ? 'gave_up'
          : 'rejected';
  const sentence = failure ? failureSentences[failure] : 'The mail could not be sent.';
  await blockInvitation(tx, {
    invitationId,
    wave,
    code,
    sentence: code === 'gave_up' ? `${sentence} We tried for three days.` : sentence,
  });
  if (failure === 'mailbox_dead')
    await suppressDead(tx, { ...invitation, invitationId, addressKey: settings.addressKey });
}
