import type { Pool, PoolClient } from 'pg';
import { getTemplate } from '../../database/mail-templates.js';
import { findNoticeFacts, type NoticeFacts, type NoticeToWrite } from '../../database/notice-values.js';
import { abandonAttempt, closeAttempt, deferralsOf } from '../../database/send-attempts.js';
import { findSuppression } from '../../database/suppressions.js';
import { inTransaction } from '../../database/transaction.js';
import { readAddress } from '../../domain/contacts/email.js';
import { nextAttemptAt } from '../../domain/mail/deferral.js';
import { failureSentences, type HandoverResult } from '../../domain/mail/handover.js';
import { labelOf } from '../../integrations/crm/index.js';
import { digitsOf } from '../../integrations/mail/codes.js';
import { linkPaths } from '../../integrations/mail/links.js';
import { writeMail, type WrittenMail } from '../../integrations/mail/write.js';
import type { MailDependencies } from '../mail.js';
import { suppressDead } from './dead-mailbox.js';
import { handOver, type Prepared } from './hand-over.js';
import { linksOf } from './links.js';
import { endNotice, holdNotice, type HeldNotice, putOffNotice } from './notice-rows.js';
import { asUnwritable } from './unwritable.js';

export async function sendNotice(deps: MailDependencies, noticeId: string): Promise<void> {
  let held: HeldNotice | null = null;
  await handOver(
    deps,
    async (tx) => {
      held = await holdNotice(tx, noticeId);
      return held && prepare(deps, tx, held);
    },
    async (tx, result) => {
      if (held) await conclude(deps, tx, { notice: held, result });
    },
  );
}

async function prepare(deps: MailDependencies, tx: PoolClient, notice: HeldNotice): Promise<Prepared | null> {
  const end = (state: 'failed' | 'dropped' | 'unknown', code: string, sentence: string) =>
    endNotice(tx, notice.id, { state, code, sentence }).then(() => null);
  if (await abandonAttempt(tx, { noticeId: notice.id }))
    return end('unknown', 'worker_gone', failureSentences.worker_gone);
  if (notice.isUseless) return end('dropped', 'useless', 'It came too late to be of use.');
  if (notice.isMuted) return end('dropped', 'muted', 'The person does not want mails of this kind.');
  const emailNormalized = readAddress(notice.email)?.normalized ?? notice.email.toLowerCase();
  const { addressKey } = deps.settings;
  const found = await findSuppression(tx, { accountId: notice.accountId, emailNormalized, addressKey });
  // What somebody asked for is not held back because they want no invitations.
  if (found?.reason === 'bounced') return end('failed', 'bounced', 'Mail to this address came back before.');
  const facts = await findNoticeFacts(tx, notice);
  if (!facts) return end('dropped', 'gone', 'What it was about is gone.');
  try {
    const template = await getTemplate(tx, notice.accountId, notice.kind);
    const mail = await write(deps, { notice, facts, template });
    const { accountId, hubId, id: noticeId } = notice;
    return {
      mail,
      attempt: {
        accountId,
        hubId,
        contactId: facts.contactId,
        purpose: 'notice',
        subject: { noticeId },
        template: { id: template.templateId, version: template.version },
      },
    };
  } catch (error) {
    const { code, sentence } = asUnwritable(error);
    return end('failed', code, sentence);
  }
}

interface ToWrite {
  notice: NoticeToWrite;
  facts: NoticeFacts;
  template: Awaited<ReturnType<typeof getTemplate>>;
}

function write(deps: MailDependencies, { notice, facts, template }: ToWrite): Promise<WrittenMail> {
  const { ring, settings, transport } = deps;
  const { publicUrl } = settings;
  const { invitation, code, connection, subject } = facts;
  const { accountId, email } = notice;
  const links = invitation && linksOf(deps, { ...invitation, accountId, email });
  return writeMail(
    {
      kind: notice.kind,
      template,
      facts,
      values: {
        ...subject,
        ...links,
        ...(code && { code: digitsOf(ring, code) }),
        hubUrl: linkPaths.hub(publicUrl),
        preferencesUrl: linkPaths.preferences(publicUrl),
        ...(connection && { crmName: labelOf(connection.connector) }),
        consoleUrl: consoleUrl(publicUrl, notice, connection),
      },
      messageKey: ring.token('message', ring.newest, 'notice', notice.id).slice(0, 32),
      now: new Date(),
    },
    settings,
    transport.rewrites,
  );
}

/** The page that a mail to an agent is about. */
function consoleUrl(publicUrl: string, { hubId }: NoticeToWrite, connection: NoticeFacts['connection']): string {
  if (connection) return linkPaths.connectionInConsole(publicUrl, connection.id);
  return hubId ? linkPaths.hubInConsole(publicUrl, hubId) : publicUrl;
}

async function conclude(
  { settings }: MailDependencies,
  tx: PoolClient,
  { notice, result }: { notice: HeldNotice; result: HandoverResult & { attemptId: string } },
): Promise<void> {
  const { outcome, failure, attemptId } = result;
  const { times, firstTriedAt } = await deferralsOf(tx, { noticeId: notice.id }, new Date(0));
  const deferral = {
    failure,
    times: times + 1,
    firstTriedAt,
    uselessAt: notice.uselessAt,
    ownPlan: settings.mailRetrySeconds,
  };
  const next = outcome === 'deferred' ? nextAttemptAt(deferral, new Date()) : null;
  if (!(await closeAttempt(tx, attemptId, { ...result, nextAttemptAt: next }))) return;
  if (next) return putOffNotice(tx, notice.id, next);
  const sentence = failure ? failureSentences[failure] : null;
  const state = outcome === 'accepted' ? 'sent' : outcome === 'unknown' ? 'unknown' : 'failed';
  await endNotice(tx, notice.id, { state, code: failure, sentence });
  if (failure === 'mailbox_dead')
    await suppressDead(tx, { ...notice, invitationId: null, addressKey: settings.addressKey });
}

/** A fault of the program that no retry cures. */
export function failNotice(pool: Pool, noticeId: string, code: string): Promise<void> {
  return inTransaction(pool, (tx) =>
    endNotice(tx, noticeId, {
      state: 'failed',
      code,
      sentence: 'Porchlight met a fault while writing it; it is recorded for support.',
    }),
  );
}

export { nextNoticeStep } from './notice-rows.js';
