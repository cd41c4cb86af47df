import { checkSource, type TemplateIssue } from '../../../domain/mail/check-template.js';
import type { Fallbacks, TemplateParts } from '../../../domain/mail/fill.js';
import type { TemplateKind } from '../../../domain/mail/kinds.js';
import { MjmlFaults } from '../../../integrations/mail/mjml.js';
import type { MjmlCompiler } from '../../../integrations/mail/mjml-compiler.js';
import { Problem } from '../problem.js';
import type { TemplateDraft } from './mail-templates.schemas.js';

/** A draft whose every slot, link and tag is right, or what is wrong with it. */
export async function compileDraft(
  compiler: MjmlCompiler,
  kind: TemplateKind,
  draft: TemplateDraft,
): Promise<{ parts: TemplateParts | null; issues: TemplateIssue[] }> {
  const issues = checkSource({ kind, ...draft });
  const compiled = await compiler.compile(draft.mjml).catch((error: unknown) => {
    if (!(error instanceof MjmlFaults)) throw error;
    issues.push(...error.faults.map((fault) => ({ part: 'mjml' as const, ...fault })));
    return null;
  });
  if (issues.length > 0 || compiled === null) return { parts: null, issues };
  const { subject, text } = draft;
  return { parts: { subject: subject.trim(), html: compiled, text, fallbacks: draft.fallbacks as Fallbacks }, issues };
}

/** Everything that is wrong with a draft at once, so that it is mended in one go. */
export class WrongTemplate extends Problem {
  constructor(issues: readonly TemplateIssue[]) {
    const fields: Record<string, string> = {};
    for (const { part, sentence } of issues) fields[part] = fields[part] ? `${fields[part]} ${sentence}` : sentence;
    super(422, 'wrong_template', issues.map(({ sentence }) => sentence).join(' '), { fields, issues });
  }
}
