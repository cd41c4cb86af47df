import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import {
  addTemplateVersion,
  archiveTemplate,
  holdTemplate,
  platformTemplates,
  useTemplateVersion,
} from '../../../database/mail-templates.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { kindSpec, type TemplateKind, templateKindNames } from '../../../domain/mail/kinds.js';
import { variableSpec } from '../../../domain/mail/variables.js';
import { MjmlCompiler } from '../../../integrations/mail/mjml-compiler.js';
import type { RequestActor } from '../auth/access.js';
import { type ListPage } from '../list.js';
import { NotFound, Problem } from '../problem.js';
import { compileDraft, WrongTemplate } from './compile-draft.js';
import type {
  NewTemplateVersion,
  TemplateLine,
  TemplatePage,
  TemplateSourceView,
  TemplateVariable,
} from './mail-templates.schemas.js';
import { findSource, listTemplateRows, listVersions, type TemplateRow } from './template-rows.js';

/** Whose templates a person works on: those of the account, or the platform's for who belongs to none. */
export const ownerOf = ({ accountId }: RequestActor): string => accountId ?? platformTemplates;

@Injectable()
export class MailTemplates {
  constructor(
    private readonly em: EntityManager,
    private readonly compiler: MjmlCompiler,
  ) {}

  async list(actor: RequestActor): Promise<ListPage<TemplateLine>> {
    const rows = await listTemplateRows(this.em, ownerOf(actor));
    const byKind = new Map(rows.map((row) => [row.kind, row]));
    const data = templateKindNames.flatMap((kind) => {
      const row = byKind.get(kind);
      return row ? [lineOf(row)] : [];
    });
    return { data, total: data.length, hasNextPage: false };
  }

  async get(actor: RequestActor, kind: TemplateKind): Promise<TemplatePage> {
    const row = (await listTemplateRows(this.em, ownerOf(actor))).find((each) => each.kind === kind);
    if (!row) throw new NotFound('template');
    const [current, versions] = await Promise.all([
      this.getVersion(actor, kind, row.version),
      listVersions(this.em, row.templateId),
    ]);
    return { ...lineOf(row), variables: variablesOf(kind), current, versions };
  }

  async getVersion(actor: RequestActor, kind: TemplateKind, version: number): Promise<TemplateSourceView> {
    const found = await findSource(this.em, { accountId: ownerOf(actor), kind, version });
    if (!found) throw new NotFound('version');
    const { subject, mjml, text, fallbacks } = found;
    return { version, subject, mjml, text, fallbacks };
  }

  /** A new version is sent from now on; mails already written keep the one they were written with. */
  async save(
    actor: RequestActor,
    kind: TemplateKind,
    { basedOn, ...draft }: NewTemplateVersion,
  ): Promise<TemplatePage> {
    const { parts, issues } = await compileDraft(this.compiler, kind, draft);
    if (!parts) throw new WrongTemplate(issues);
    const accountId = ownerOf(actor);
    await this.em.transactional(async (tx) => {
      const now = await holdTemplate(tx, accountId, kind);
      if (basedOn !== undefined) assertStill(basedOn, now);
      const version = await addTemplateVersion(
        tx,
        { accountId, kind, name: kindSpec(kind).label, ...parts, mjml: draft.mjml, createdBy: actor.userId },
        true,
      );
      await record(tx, actor, { kind, action: 'mail_template.version_saved', after: { version } });
    });
    return this.get(actor, kind);
  }

  async use(actor: RequestActor, kind: TemplateKind, version: number): Promise<TemplatePage> {
    const accountId = ownerOf(actor);
    await this.em.transactional(async (tx) => {
      if (!(await useTemplateVersion(tx, { accountId, kind, version }))) throw new NotFound('version');
      await record(tx, actor, { kind, action: 'mail_template.version_chosen', after: { version } });
    });
    return this.get(actor, kind);
  }

  async giveUp(actor: RequestActor, kind: TemplateKind): Promise<TemplatePage> {
    await this.em.transactional(async (tx) => {
      if (!(await archiveTemplate(tx, ownerOf(actor), kind)))
        throw new Problem(409, 'not_own', 'You already use the template that Porchlight brings along.');
      await record(tx, actor, { kind, action: 'mail_template.given_up' });
    });
    return this.get(actor, kind);
  }
}

function record(
  tx: EntityManager,
  actor: RequestActor,
  { kind, action, after }: { kind: TemplateKind; action: string; after?: Record<string, unknown> },
) {
  const subject = { kind: 'mail_template', id: kind };
  return recordAudit(tx, auditBy(actor, { action, subject, ...(after && { after }) }));
}

/** Who saves what they edited from another version would undo a colleague's work without knowing. */
function assertStill(basedOn: number, now: { version: number; createdBy: string | null } | null): void {
  // The first version of an account's own is based on one of the platform's.
  if (!now || now.version === basedOn) return;
  throw new Problem(
    409,
    'changed_meanwhile',
    `${now.createdBy ?? 'Somebody'} changed this mail to version ${now.version} while you were writing. Look at it, then save yours again.`,
    { version: now.version },
  );
}

function lineOf({ kind, isOwn, version, subject, updatedAt }: TemplateRow): TemplateLine {
  const { label, about, to, stream } = kindSpec(kind);
  return { kind, label, about, to, stream, isOwn, version, subject, updatedAt: new Date(updatedAt).toISOString() };
}

function variablesOf(kind: TemplateKind): TemplateVariable[] {
  const { variables, required } = kindSpec(kind);
  return variables.map((name) => {
    const { type, about, sample, fallback } = variableSpec(name);
    return { name, type, about, sample, fallback: fallback ?? null, isRequired: required.includes(name) };
  });
}
