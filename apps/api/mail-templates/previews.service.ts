import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { User } from '../../../database/entities/accounts.js';
import { findMailFacts, findOfficeFacts } from '../../../database/mail-values.js';
import { getTemplate } from '../../../database/mail-templates.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { MailFacts } from '../../../domain/mail/facts.js';
import type { TemplateParts } from '../../../domain/mail/fill.js';
import { kindSpec, type TemplateKind } from '../../../domain/mail/kinds.js';
import { MjmlCompiler } from '../../../integrations/mail/mjml-compiler.js';
import type { RequestActor } from '../auth/access.js';
import { missingSentence } from '../mail/missing-marks.js';
import { type LookedAtMail, OutgoingMail } from '../mail/outgoing.service.js';
import { samplePerson } from '../mail/sample-mail.js';
import { testSentence } from '../mail/test-marks.js';
import { NotFound } from '../problem.js';
import { compileDraft, WrongTemplate } from './compile-draft.js';
import type { PreviewTemplate, TemplateDraft, TemplatePreview, TestMailAnswer } from './mail-templates.schemas.js';
import { ownerOf } from './mail-templates.service.js';
import { findSource } from './template-rows.js';

interface Chosen {
  template: TemplateParts & { templateId?: string; version?: number };
  issues: TemplatePreview['issues'];
}

const nothing: TemplateParts = { subject: '', html: '', text: '', fallbacks: {} };

/** A template as it will be read: as any contact, before it is saved, and in one's own mailbox. */
@Injectable()
export class TemplatePreviews {
  constructor(
    private readonly em: EntityManager,
    private readonly compiler: MjmlCompiler,
    private readonly outgoing: OutgoingMail,
  ) {}

  async show(actor: RequestActor, kind: TemplateKind, wanted: PreviewTemplate): Promise<TemplatePreview> {
    const { mail, issues } = await this.mailOf(actor, kind, wanted);
    const { missing, checks, ...shown } = await this.outgoing.look(mail);
    return {
      ...shown,
      missing: missing.map((variable) => ({ variable, sentence: missingSentence(variable) })),
      issues,
      checks: issues.length > 0 ? [] : checks,
    };
  }

  async test(actor: RequestActor, kind: TemplateKind, wanted: PreviewTemplate): Promise<TestMailAnswer> {
    const { mail, issues } = await this.mailOf(actor, kind, wanted);
    if (issues.length > 0) throw new WrongTemplate(issues);
    // Staff belong to no account, so the wall would hide them from themselves.
    const { name, email } = await this.em.findOneOrFail(User, actor.userId, { filters: { account: false } });
    const { attemptId, outcome, sentence } = await this.outgoing.sendTest(mail, { name, email });
    const subject = { kind: 'mail_template', id: kind };
    await this.em.transactional((tx) =>
      recordAudit(tx, auditBy(actor, { action: 'mail_template.tested', subject, after: { attemptId, outcome } })),
    );
    return { to: email, outcome, sentence: testSentence({ to: email, outcome, sentence }) };
  }

  private async mailOf(actor: RequestActor, kind: TemplateKind, wanted: PreviewTemplate) {
    const { template, issues } = await this.choose(actor, kind, wanted);
    const facts = await this.factsOf(actor, kind, wanted.contactId);
    const { templateId, version } = template;
    const mail: LookedAtMail = {
      kind,
      version: templateId && version ? { templateId, version } : null,
      template,
      facts,
    };
    return { mail, issues };
  }

  private async choose(actor: RequestActor, kind: TemplateKind, wanted: PreviewTemplate): Promise<Chosen> {
    const accountId = ownerOf(actor);
    if (wanted.draft) return this.fromDraft(kind, wanted.draft);
    if (wanted.version === undefined) return { template: await getTemplate(this.em, accountId, kind), issues: [] };
    const template = await findSource(this.em, { accountId, kind, version: wanted.version });
    if (!template) throw new NotFound('version');
    return { template, issues: [] };
  }

  private async fromDraft(kind: TemplateKind, draft: TemplateDraft): Promise<Chosen> {
    const { parts, issues } = await compileDraft(this.compiler, kind, draft);
    return { template: parts ?? nothing, issues };
  }

  /** The contact as a mail would see them; without one, an invented person beside the real agent and office. */
  private async factsOf(actor: RequestActor, kind: TemplateKind, contactId: string | undefined): Promise<MailFacts> {
    const { accountId, userId } = actor;
    if (!accountId) return samplePerson(kind, null);
    if (!contactId) return samplePerson(kind, await findOfficeFacts(this.em, { accountId, agentId: userId }));
    const role = kind === 'co_owner_invitation' ? 'co_owner' : 'owner';
    const facts = await findMailFacts(this.em, { accountId, contactId, hubId: null, agentId: userId }, role);
    if (!facts) throw new NotFound('contact');
    return kindSpec(kind).to === 'agent' && facts.agent
      ? { ...facts, to: { name: facts.agent.name, email: facts.agent.replyTo } }
      : facts;
  }
}
