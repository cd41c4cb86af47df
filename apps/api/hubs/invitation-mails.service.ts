import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { TemplateKind } from '../../../domain/mail/kinds.js';
import { maySend } from '../../../domain/mail/lint.js';
import { User } from '../../../database/entities/accounts.js';
import { Hub } from '../../../database/entities/hubs.js';
import type { Connection } from '../../../database/execute.js';
import { findMailFacts } from '../../../database/mail-values.js';
import { getTemplate } from '../../../database/mail-templates.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { type LookedAtMail, OutgoingMail, type TestMailSent } from '../mail/outgoing.service.js';
import { NotFound, Problem } from '../problem.js';
import type { InvitationPreview, PreviewInvitation } from './invitations.schemas.js';

interface Wanted extends Pick<PreviewInvitation, 'role' | 'wave'> {
  email?: string | null | undefined;
  subject?: string | null | undefined;
  message?: string | null | undefined;
}

interface OfHub {
  accountId: string;
  contactId: string;
  hubId: string;
}

const kinds: readonly TemplateKind[] = ['invitation', 'reminder_1', 'reminder_2'];

/** The very mail of an invitation before it is sent: to be looked at, to be tried on oneself, and checked once more at the last moment. */
@Injectable()
export class InvitationMails {
  constructor(
    private readonly em: EntityManager,
    private readonly outgoing: OutgoingMail,
  ) {}

  async preview(actor: RequestActor, hubId: string, body: PreviewInvitation): Promise<InvitationPreview> {
    return this.outgoing.preview(await this.write(this.em, await this.hubOf(actor, hubId), body));
  }

  /** To whoever asks; its links do nothing. */
  async test(actor: RequestActor, hubId: string, body: PreviewInvitation): Promise<TestMailSent> {
    const mail = await this.write(this.em, await this.hubOf(actor, hubId), body);
    const { name, email } = await this.em.findOneOrFail(User, actor.userId);
    const sent = await this.outgoing.sendTest(mail, { name, email });
    const after = { attemptId: sent.attemptId, kind: mail.kind, outcome: sent.outcome };
    await this.em.transactional((tx) =>
      recordAudit(tx, auditBy(actor, { action: 'invitation.tested', subject: { kind: 'hub', id: hubId }, after })),
    );
    return sent;
  }

  /** @throws Problem with what is wrong and how to mend it, when a rule of law or of mailbox providers forbids the mail */
  async assertMayLeave(tx: Connection, hub: OfHub, wanted: Wanted): Promise<void> {
    const { checks } = await this.outgoing.preview(await this.write(tx, hub, wanted));
    if (maySend(checks)) return;
    const blocks = checks.filter(({ level }) => level === 'block');
    const sentences = blocks.map(({ sentence, fix }) => `${sentence} ${fix}`.trim());
    throw new Problem(422, 'mail_blocked', sentences.join(' '), { checks: blocks });
  }

  private async hubOf(actor: RequestActor, hubId: string): Promise<OfHub> {
    const hub = await this.em.findOne(Hub, hubId, { fields: ['id', 'contactId'] });
    if (!hub) throw new NotFound('Hub');
    return { accountId: accountOf(actor), contactId: hub.contactId, hubId };
  }

  private async write(
    conn: Connection,
    hub: OfHub,
    { role, wave, email, subject, message }: Wanted,
  ): Promise<LookedAtMail> {
    const kind = role === 'co_owner' && wave === 0 ? 'co_owner_invitation' : (kinds[wave] ?? 'invitation');
    const facts = await findMailFacts(conn, hub, role);
    if (!facts) throw new NotFound('Hub');
    const template = await getTemplate(conn, hub.accountId, kind);
    const to = email ? { ...facts.to, email } : facts.to;
    if (!to.email)
      throw new Problem(422, 'email_missing', 'There is no e-mail address to write to yet. Type one first.');
    return {
      kind,
      version: { templateId: template.templateId, version: template.version },
      template,
      facts: { ...facts, to },
      own: { subject: wave === 0 ? (subject ?? null) : null, message: message || null },
    };
  }
}
