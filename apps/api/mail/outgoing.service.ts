import { randomUUID } from 'node:crypto';
import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import { closeAttempt, openAttempt } from '../../../database/send-attempts.js';
import type { MailFacts } from '../../../domain/mail/facts.js';
import { type MailToFill, missingValues } from '../../../domain/mail/fill.js';
import { failureSentences, type HandoverOutcome } from '../../../domain/mail/handover.js';
import type { TemplateKind } from '../../../domain/mail/kinds.js';
import type { Check } from '../../../domain/mail/lint.js';
import type { MailValues } from '../../../domain/mail/values.js';
import type { Variable } from '../../../domain/mail/variables.js';
import type { Config } from '../../../integrations/config.js';
import type { MailTransport } from '../../../integrations/mail/transport.js';
import { writeMail, type WrittenMail } from '../../../integrations/mail/write.js';
import { KeyRing } from '../../../integrations/secrets.js';
import { CONFIG } from '../config.js';
import { MAIL_TRANSPORT } from '../core.module.js';
import { MailChecks } from './mail-checks.service.js';
import { markedValues } from './missing-marks.js';
import { sampleLinks } from './sample-mail.js';
import { asTest } from './test-marks.js';

export interface LookedAtMail {
  kind: TemplateKind;
  /** Null: a text that is not saved yet. */
  version: { templateId: string; version: number } | null;
  template: MailToFill['template'];
  facts: MailFacts;
  own?: MailToFill['own'];
}

export interface MailPreview {
  from: string;
  replyTo: string | null;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** What the linter says besides that all is well; a `block` keeps it from being sent. */
  checks: Check[];
}

export interface TestMailSent {
  attemptId: string;
  to: string;
  outcome: HandoverOutcome;
  /** Null when the mail server took it. */
  sentence: string | null;
}

/**
 * Mails that a person looks at before they are sent, and sends to oneself. They are written like all others, byte by byte, but
 * their links lead nowhere: who presses one changes nothing.
 */
@Injectable()
export class OutgoingMail {
  constructor(
    private readonly em: EntityManager,
    private readonly ring: KeyRing,
    private readonly checks: MailChecks,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(MAIL_TRANSPORT) private readonly transport: MailTransport,
  ) {}

  /** @throws UnknownVariable, MissingValues, WrongValue */
  preview(mail: LookedAtMail, now = new Date()): Promise<MailPreview> {
    return this.show(mail, [], now);
  }

  /** The same also where this person lacks something: its name then stands where it is missing. */
  async look(mail: LookedAtMail, now = new Date()): Promise<MailPreview & { missing: Variable[] }> {
    const missing = this.missing(mail, now);
    return { ...(await this.show(mail, missing, now)), missing };
  }

  private async show(mail: LookedAtMail, missing: readonly Variable[], now: Date): Promise<MailPreview> {
    const values = { ...sampleLinks(this.config.publicUrl, now), ...markedValues(missing) };
    const written = await this.write(mail, values, now);
    const { kind, facts } = mail;
    return {
      from: shown(written.from),
      replyTo: written.replyTo && shown(written.replyTo),
      to: shown(written.to),
      subject: written.subject,
      html: written.html,
      text: written.text,
      checks: await this.checks.of({ kind, facts, worksUntil: values.worksUntil ?? null, written }),
    };
  }

  /** For whatever of the mail there is neither a value nor a fallback. */
  missing({ kind, template, facts, own }: LookedAtMail, now = new Date()): Variable[] {
    const values = { ...sampleLinks(this.config.publicUrl, now), ...facts.values };
    return missingValues({ kind, template, values, ...(own && { own }) });
  }

  /** Handed over at once, to whoever asks for it; said to be a test, written down like every mail, and counted with none. */
  async sendTest(mail: LookedAtMail, to: { name: string; email: string }, now = new Date()): Promise<TestMailSent> {
    const { facts, version } = mail;
    const values = { ...sampleLinks(this.config.publicUrl, now), ...markedValues(this.missing(mail, now)) };
    const written = await this.write({ ...mail, ...asTest(mail), facts: { ...facts, to } }, values, now);
    const { attemptId } = await openAttempt(this.em, {
      accountId: facts.accountId,
      purpose: 'test',
      subject: null,
      email: to.email,
      addressKey: this.config.addressKey,
      messageId: written.messageId,
      template: version && { id: version.templateId, version: version.version },
      mail: { digest: written.digest, size: written.raw.length, senderDomain: written.senderDomain },
      transport: this.transport.name,
      worker: `api ${process.pid}`,
    });
    const result = await this.transport.handOver(written);
    await closeAttempt(this.em, attemptId, { ...result, nextAttemptAt: null });
    const sentence = result.failure && failureSentences[result.failure];
    return { attemptId, to: to.email, outcome: result.outcome, sentence };
  }

  private write({ kind, template, facts, own }: LookedAtMail, values: MailValues, now: Date): Promise<WrittenMail> {
    const id = `${kind} ${facts.accountId} ${now.getTime()} ${randomUUID()}`;
    const messageKey = this.ring.token('message', this.ring.newest, 'test', id).slice(0, 32);
    const mail = { kind, template, facts, values, messageKey, now, ...(own && { own }) };
    return writeMail(mail, this.config, this.transport.rewrites);
  }
}

const shown = ({ name, address }: { name: string; address: string }) => (name ? `${name} <${address}>` : address);
