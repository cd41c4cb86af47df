import type { Fallbacks } from './fill.js';
import { kindSpec, type TemplateKind } from './kinds.js';
import { parseTemplate, type Piece, slotsIn } from './slots.js';
import { isVariable, type Variable, variableSpec } from './variables.js';

export type TemplatePart = 'subject' | 'mjml' | 'html' | 'text' | 'fallbacks';

/** One thing that keeps a version from being saved, said to the person who wrote it. */
export interface TemplateIssue {
  part: TemplatePart;
  line?: number;
  sentence: string;
}

interface Written {
  kind: TemplateKind;
  subject: string;
  mjml: string;
  text: string;
  fallbacks: Readonly<Record<string, string>>;
}

export const limits = { subject: 200, mjml: 100_000, text: 20_000, fallback: 500 } as const;

/** What can be told before the MJML is compiled: names of slots, required links, fallbacks, and what no mail may hold. */
export function checkSource({ kind, subject, mjml, text, fallbacks }: Written): TemplateIssue[] {
  const parts = { subject, mjml, text } as const;
  const issues: TemplateIssue[] = [];
  for (const part of ['subject', 'mjml', 'text'] as const) {
    for (const { line, sentence } of parseTemplate(parts[part], kind).issues) issues.push({ part, line, sentence });
  }
  if (subject.trim() === '') issues.push({ part: 'subject', sentence: 'The subject is empty.' });
  if (/[\r\n]/.test(subject.trim())) issues.push({ part: 'subject', sentence: 'A subject has one line only.' });
  if (text.trim() === '')
    issues.push({ part: 'text', sentence: 'The text is empty; some people’s mail programs show nothing else.' });
  issues.push(...dangers(mjml), ...fallbackIssues(kind, fallbacks));
  if (issues.length === 0) issues.push(...missingIn('mjml', mjml, kind), ...missingIn('text', text, kind));
  return issues;
}

/** What of a required variable is missing in a part; one that stands in a section of another could vanish, and does not count. */
function missingIn(part: 'mjml' | 'text', source: string, kind: TemplateKind): TemplateIssue[] {
  const always = alwaysShown(parseTemplate(source, kind).pieces);
  return kindSpec(kind)
    .required.filter((variable) => !isThere(variable, { part, source, always }))
    .map((variable) => ({ part, sentence: missingSentence(variable, part) }));
}

function isThere(
  variable: Variable,
  { part, source, always }: { part: string; source: string; always: Set<Variable> },
) {
  if (!always.has(variable)) return false;
  if (part === 'text' || variableSpec(variable).type !== 'url') return true;
  return new RegExp(`\\bhref\\s*=\\s*"\\{\\{\\s*${variable}\\s*\\}\\}"`).test(source);
}

function alwaysShown(pieces: readonly Piece[]): Set<Variable> {
  return slotsIn(pieces.filter(({ kind }) => kind === 'slot'));
}

function missingSentence(variable: Variable, part: 'mjml' | 'text'): string {
  const { type, about } = variableSpec(variable);
  const where = part === 'text' ? 'The text' : 'The mail';
  const how = type === 'url' && part === 'mjml' ? `a link with href="{{${variable}}}"` : `{{${variable}}}`;
  return `${where} needs ${how} (${about.charAt(0).toLowerCase()}${about.slice(1)}), outside of any part that may be left out.`;
}

function fallbackIssues(kind: TemplateKind, fallbacks: Readonly<Record<string, string>>): TemplateIssue[] {
  const known = kindSpec(kind).variables;
  return Object.entries(fallbacks).flatMap(([name, text]): TemplateIssue[] => {
    if (!isVariable(name) || !known.includes(name))
      return [{ part: 'fallbacks', sentence: `There is no {{${name.slice(0, 60)}}} in this mail to have a fallback.` }];
    const { type } = variableSpec(name);
    if (type === 'url' || name === 'code')
      return [{ part: 'fallbacks', sentence: `{{${name}}} cannot have a fallback: every mail has its own.` }];
    if (/\{\{/.test(text))
      return [{ part: 'fallbacks', sentence: `The fallback of {{${name}}} is text without slots.` }];
    return text.length > limits.fallback
      ? [{ part: 'fallbacks', sentence: `The fallback of {{${name}}} is longer than ${limits.fallback} characters.` }]
      : [];
  });
}

const forbidden: readonly { pattern: RegExp; sentence: string }[] = [
  { pattern: /<script\b/i, sentence: '<script> does not work in mail and is refused by mail programs.' },
  {
    pattern: /<(?:iframe|object|embed|form|input|button|textarea|select|link|base|meta|video|audio|svg)\b/i,
    sentence: 'Frames, forms, media and outside styles do not work in mail. Use a link instead.',
  },
  { pattern: /<[^>]*\son[a-z]+\s*=/i, sentence: 'Attributes like onclick do not work in mail.' },
  { pattern: /url\s*\(|@import\b|expression\s*\(/i, sentence: 'Styles may not fetch anything from elsewhere.' },
  {
    pattern:
      /\b(?:src|srcset|background|background-url)\s*=\s*(?!"(?:\{\{\s*agentPhotoUrl\s*\}\}|https:\/\/[^"{}]+)")/i,
    sentence: 'An image has an https:// address, or is {{agentPhotoUrl}}.',
  },
  {
    pattern:
      /\bhref\s*=\s*(?!"(?:\{\{\s*[a-zA-Z]+Url\s*\}\}|\{\{\s*website\s*\}\}|https:\/\/[^"{}]+|mailto:[^"{}]+|tel:[^"{}]+)")/i,
    sentence:
      'A link is href="{{…Url}}" alone, or an address of its own that begins with https://, mailto: or tel:, in double quotes.',
  },
  { pattern: /<[^<>]*(?:style|class|id|width|height)\s*=\s*"[^"]*\{\{/i, sentence: 'A slot cannot stand in a style.' },
];

/** What no mail program runs, what would fetch from elsewhere, and links that a value could bend. */
function dangers(mjml: string): TemplateIssue[] {
  return forbidden.flatMap(({ pattern, sentence }) => {
    const at = mjml.search(pattern);
    if (at < 0) return [];
    const line = mjml.slice(0, at).split('\n').length;
    return [{ part: 'mjml' as const, line, sentence: `Line ${line}: ${sentence}` }];
  });
}

/** The slots for which a person may have no value and nothing stands instead: their mail is refused. Worth a word before saving. */
export function slotsWithoutFallback(written: Omit<Written, 'fallbacks'> & { fallbacks: Fallbacks }): Variable[] {
  const optional: readonly Variable[] = [
    'lastName',
    'agentTitle',
    'agentPhone',
    'agentLicense',
    'agentAbout',
    'agentPhotoUrl',
    'brokerage',
    'website',
  ];
  const shown = new Set(
    [written.subject, written.mjml, written.text].flatMap((source) => [
      ...alwaysShown(parseTemplate(source, written.kind).pieces),
    ]),
  );
  return optional.filter((variable) => shown.has(variable) && written.fallbacks[variable] === undefined);
}
