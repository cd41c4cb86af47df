import { type Connection, query } from '../../../database/execute.js';
import type { TemplateKind } from '../../../domain/mail/kinds.js';
import type { TemplateSourceView, TemplateVersionLine } from './mail-templates.schemas.js';

export interface TemplateRow {
  kind: TemplateKind;
  templateId: string;
  isOwn: boolean;
  version: number;
  subject: string;
  updatedAt: Date | string;
}

/** One row a kind: what the account made of it, else the platform's. */
export function listTemplateRows(conn: Connection, accountId: string): Promise<TemplateRow[]> {
  return query<TemplateRow>(
    conn,
    `select distinct on (t.kind) t.kind, t.id::text as "templateId", t.account_id = $1::bigint as "isOwn",
       t.current_version as version, v.subject, t.updated_at as "updatedAt"
     from mail_templates t join mail_template_versions v on v.template_id = t.id and v.version = t.current_version
     where t.account_id in (0, $1::bigint) and t.archived_at is null
     order by t.kind, t.account_id desc`,
    [accountId],
  );
}

export function listVersions(conn: Connection, templateId: string): Promise<TemplateVersionLine[]> {
  return query<TemplateVersionLine>(
    conn,
    `select v.version, v.subject, v.created_at as "createdAt", u.name as "createdBy",
       v.version = t.current_version as "isCurrent"
     from mail_template_versions v join mail_templates t on t.id = v.template_id
     left join auth."user" u on u.id = v.created_by
     where v.template_id = $1::bigint order by v.version desc limit 200`,
    [templateId],
  );
}

/** The source of one version of the account's template, or of the platform's where it has none. */
export async function findSource(
  conn: Connection,
  { accountId, kind, version }: { accountId: string; kind: TemplateKind; version: number },
): Promise<(TemplateSourceView & { html: string }) | null> {
  const [row] = await query<TemplateSourceView & { html: string }>(
    conn,
    `select v.version, v.subject, v.mjml, v.html, v.text, v.fallbacks
     from mail_template_versions v
     where v.version = $3::int and v.template_id = (
       select t.id from mail_templates t
       where t.kind = $2 and t.account_id in (0, $1::bigint) and t.archived_at is null
       order by t.account_id desc limit 1)`,
    [accountId, kind, version],
  );
  return row ?? null;
}
