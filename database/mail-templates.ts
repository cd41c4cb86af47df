import type { Fallbacks, TemplateParts } from '../domain/mail/fill.js';
import type { TemplateKind } from '../domain/mail/kinds.js';
import type { TemplateSource } from '../domain/mail/defaults/list.js';
import { type Connection, query } from './execute.js';

/** Whose templates everybody has who made none of their own. */
export const platformTemplates = '0';

/** The version that goes out, with what evidence needs to name it. */
export interface CurrentTemplate extends TemplateParts {
  templateId: string;
  version: number;
  /** False: it is the platform's. */
  isOwn: boolean;
}

/** The account's own template of a kind, else the platform's. @throws when neither is there: the installation is incomplete */
export async function getTemplate(conn: Connection, accountId: string, kind: TemplateKind): Promise<CurrentTemplate> {
  const [row] = await query<CurrentTemplate>(
    conn,
    `select t.id as "templateId", v.version, t.account_id <> 0 as "isOwn", v.subject, v.html, v.text, v.fallbacks
       from mail_templates t
       join mail_template_versions v on v.template_id = t.id and v.version = t.current_version
      where t.kind = $2 and t.account_id in (0, $1::bigint) and t.archived_at is null
      order by t.account_id desc limit 1`,
    [accountId, kind],
  );
  if (!row) throw new Error(`There is no template for ${kind}: run the migrations again, they bring it along.`);
  return row;
}

/** A version that something was approved with is not there: no part of the platform deletes one. */
export class TemplateGone extends Error {
  override readonly name = 'TemplateGone';
  constructor() {
    super('A version of a template that a campaign has pinned is gone.');
  }
}

/** One version as it was saved, in use or not. @throws TemplateGone */
export async function getTemplateVersion(
  conn: Connection,
  { templateId, version }: { templateId: string; version: number },
): Promise<CurrentTemplate> {
  const [row] = await query<CurrentTemplate>(
    conn,
    `select t.id::text as "templateId", v.version, t.account_id <> 0 as "isOwn", v.subject, v.html, v.text, v.fallbacks
     from mail_template_versions v join mail_templates t on t.id = v.template_id where v.template_id = $1 and v.version = $2`,
    [templateId, version],
  );
  if (!row) throw new TemplateGone();
  return row;
}

export interface NewVersion extends TemplateSource {
  accountId: string;
  kind: TemplateKind;
  name: string;
  html: string;
  /** Null: it came with the platform. */
  createdBy: string | null;
}

/**
 * Appends a version to the account's template of a kind, which begins with its first one.
 * @param use whether it is the version that is sent from now on
 * @returns its number
 */
export async function addTemplateVersion(conn: Connection, version: NewVersion, use: boolean): Promise<number> {
  const { accountId, kind, name, subject, mjml, html, text, fallbacks, createdBy } = version;
  await query(
    conn,
    `insert into mail_templates (account_id, kind, name) values ($1::bigint, $2, $3)
     on conflict (account_id, kind) where archived_at is null do nothing`,
    [accountId, kind, name],
  );
  const [template] = await query<{ id: string }>(
    conn,
    'select id from mail_templates where account_id = $1::bigint and kind = $2 and archived_at is null for update',
    [accountId, kind],
  );
  const [made] = await query<{ version: number }>(
    conn,
    `insert into mail_template_versions (template_id, version, subject, mjml, html, text, fallbacks, created_by)
     select $1::bigint, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6::jsonb, $7
       from mail_template_versions where template_id = $1::bigint
     returning version`,
    [template?.id, subject, mjml, html, text, JSON.stringify(fallbacks), createdBy],
  );
  if (!made) throw new Error('A version was not written');
  if (use) await useTemplateVersion(conn, { accountId, kind, version: made.version });
  return made.version;
}

/**
 * Holds the account's own template of a kind against changes, and tells which version is sent now and who wrote it.
 * @returns null when the account has none of its own
 */
export async function holdTemplate(
  tx: Connection,
  accountId: string,
  kind: TemplateKind,
): Promise<{ version: number; createdBy: string | null } | null> {
  const [row] = await query<{ version: number; createdBy: string | null }>(
    tx,
    `select t.current_version as version,
       (select u.name from mail_template_versions v join auth."user" u on u.id = v.created_by
         where v.template_id = t.id and v.version = t.current_version) as "createdBy"
     from mail_templates t where t.account_id = $1::bigint and t.kind = $2 and t.archived_at is null for update of t`,
    [accountId, kind],
  );
  return row ?? null;
}

/** @returns false when there is no such version */
export async function useTemplateVersion(
  conn: Connection,
  { accountId, kind, version }: { accountId: string; kind: TemplateKind; version: number },
): Promise<boolean> {
  const changed = await query(
    conn,
    `update mail_templates t set current_version = $3::int, updated_at = now()
      where t.account_id = $1::bigint and t.kind = $2 and t.archived_at is null
        and exists (select from mail_template_versions v where v.template_id = t.id and v.version = $3::int)
     returning id`,
    [accountId, kind, version],
  );
  return changed.length > 0;
}

/** What the account made of a kind goes out of use; mails already sent still name its versions. */
export async function archiveTemplate(conn: Connection, accountId: string, kind: TemplateKind): Promise<boolean> {
  const archived = await query(
    conn,
    `update mail_templates set archived_at = now(), updated_at = now()
      where account_id = $1::bigint and kind = $2 and archived_at is null returning id`,
    [accountId, kind],
  );
  return archived.length > 0;
}

interface Installed {
  subject: string;
  mjml: string;
  text: string;
  fallbacks: Fallbacks;
  /** A person changed the platform's template since: ours becomes a version to choose, no more. */
  isChanged: boolean;
}

/**
 * Brings the platform's own templates up to what this release holds, as versions: nothing that was sent is changed.
 * Safe to repeat and to run twice at once. Call it inside a transaction.
 * @returns the kinds that got a new version
 */
export async function installTemplates(
  tx: Connection,
  templates: readonly (TemplateSource & { kind: TemplateKind; name: string })[],
  compile: (mjml: string) => Promise<string>,
): Promise<TemplateKind[]> {
  await query(tx, "select pg_advisory_xact_lock(hashtext('porchlight templates'))", []);
  const changed: TemplateKind[] = [];
  for (const template of templates) {
    const installed = await findInstalled(tx, template.kind);
    if (installed && isSame(installed, template)) continue;
    const html = await compile(template.mjml);
    const version = { ...template, html, accountId: platformTemplates, createdBy: null };
    await addTemplateVersion(tx, version, !installed?.isChanged);
    changed.push(template.kind);
  }
  return changed;
}

async function findInstalled(tx: Connection, kind: TemplateKind): Promise<Installed | null> {
  const [row] = await query<Installed>(
    tx,
    `select v.subject, v.mjml, v.text, v.fallbacks, used.created_by is not null as "isChanged"
       from mail_templates t
       join mail_template_versions v on v.template_id = t.id and v.created_by is null
       join mail_template_versions used on used.template_id = t.id and used.version = t.current_version
      where t.account_id = 0 and t.kind = $1 and t.archived_at is null
      order by v.version desc limit 1`,
    [kind],
  );
  return row ?? null;
}

const isSame = (a: Installed, b: TemplateSource) =>
  a.subject === b.subject &&
  a.mjml === b.mjml &&
  a.text === b.text &&
  JSON.stringify(a.fallbacks) === JSON.stringify(b.fallbacks);
