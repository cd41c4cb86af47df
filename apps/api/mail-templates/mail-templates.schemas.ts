import { z } from 'zod';
import { limits, type TemplateIssue } from '../../../domain/mail/check-template.js';
import { type TemplateKind, templateKindNames } from '../../../domain/mail/kinds.js';
import type { Check } from '../../../domain/mail/lint.js';
import type { Variable, VariableType } from '../../../domain/mail/variables.js';
import { Id } from '../list.js';

export const Kind = z.enum(templateKindNames);
export const VersionNumber = z.coerce.number().int().min(1).max(1_000_000);

const source = {
  subject: z.string().max(limits.subject, `A subject has at most ${limits.subject} characters.`),
  mjml: z.string().max(limits.mjml, 'This is longer than any mail program shows. Make it shorter.'),
  text: z.string().max(limits.text, `The text has at most ${limits.text} characters.`),
  /** Variable → what stands where a person has no value. */
  fallbacks: z.record(z.string().max(60), z.string()).default({}),
};

export const TemplateDraft = z.strictObject(source);
export type TemplateDraft = z.infer<typeof TemplateDraft>;

/** @property basedOn the version that was edited: whoever saves over a newer one is told */
export const NewTemplateVersion = z.strictObject({ ...source, basedOn: z.number().int().min(1).optional() });
export type NewTemplateVersion = z.infer<typeof NewTemplateVersion>;

/** Without a draft the version that is sent; without a contact an invented person. */
export const PreviewTemplate = z.strictObject({
  contactId: Id.optional(),
  draft: TemplateDraft.optional(),
  version: VersionNumber.optional(),
});
export type PreviewTemplate = z.infer<typeof PreviewTemplate>;

export interface TemplateLine {
  kind: TemplateKind;
  label: string;
  about: string;
  to: 'homeowner' | 'agent';
  stream: 'commercial' | 'notice';
  /** False: the platform's own. */
  isOwn: boolean;
  version: number;
  subject: string;
  updatedAt: string;
}

export interface TemplateVariable {
  name: Variable;
  type: VariableType;
  about: string;
  sample: string;
  /** Null: a mail to a person without the value is refused, unless the template has a fallback of its own. */
  fallback: string | null;
  isRequired: boolean;
}

export interface TemplateVersionLine {
  version: number;
  subject: string;
  createdAt: string;
  /** Null: it came with Porchlight. */
  createdBy: string | null;
  isCurrent: boolean;
}

export interface TemplateSourceView {
  version: number;
  subject: string;
  mjml: string;
  text: string;
  fallbacks: Record<string, string>;
}

export interface TemplatePage extends TemplateLine {
  variables: TemplateVariable[];
  current: TemplateSourceView;
  versions: TemplateVersionLine[];
}

/** A mail as it would be written; `html` is empty while the MJML cannot be compiled. */
export interface TemplatePreview {
  from: string;
  replyTo: string | null;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** What the person has no value for, with no fallback: their mail would not be sent. */
  missing: { variable: Variable; sentence: string }[];
  /** What keeps the draft from being saved. */
  issues: TemplateIssue[];
  checks: Check[];
}

export interface TestMailAnswer {
  to: string;
  outcome: 'accepted' | 'deferred' | 'rejected' | 'unknown';
  sentence: string;
}
