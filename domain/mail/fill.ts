import type { TemplateKind } from './kinds.js';
import { parseTemplate, type Piece, type SlotIssue } from './slots.js';
import { type MailValues, valueText } from './values.js';
import { type Variable, variableSpec } from './variables.js';

export type Fallbacks = Partial<Record<Variable, string>>;

/** What of a version goes into a mail: a row of `mail_template_versions`. */
export interface TemplateParts {
  subject: string;
  html: string;
  text: string;
  /** Go before the fallbacks of the variables themselves. */
  fallbacks: Fallbacks;
}

export interface MailContents {
  subject: string;
  html: string;
  text: string;
}

/** A template names something that mails of its kind do not know. */
export class UnknownVariable extends Error {
  override readonly name = 'UnknownVariable';
  constructor(readonly issue: SlotIssue) {
    super(issue.sentence);
  }
}

/** A mail needs values that this person does not have, and no fallback stands for them. */
export class MissingValues extends Error {
  override readonly name = 'MissingValues';
  constructor(readonly variables: readonly Variable[]) {
    super(
      `This mail cannot be written: there is no ${variables.map((name) => `{{${name}}}`).join(', no ')}, and no fallback.`,
    );
  }
}

export interface MailToFill {
  kind: TemplateKind;
  template: TemplateParts;
  values: MailValues;
  /** The agent's own words for one invitation; they may hold slots too. Empty: those of the template. */
  own?: { subject?: string | null; message?: string | null };
}

/** A mail cut at its slots: what does not change from one person to the next. */
export interface ParsedMail {
  subject: Piece[];
  html: Piece[];
  text: Piece[];
  fallbacks: Fallbacks;
  /** The agent's own words; null: those of the template. */
  message: Piece[] | null;
}

/** How a value is written into a part. */
type Pen = (value: string) => string;
interface Pens {
  html?: Pen;
  text?: Pen;
}

/** @throws UnknownVariable */
export function parseMail({ kind, template, own }: Omit<MailToFill, 'values'>): ParsedMail {
  const cut = (text: string) => piecesOf(text, kind);
  const message = own?.message?.trim();
  return {
    subject: cut(own?.subject?.trim() || template.subject),
    html: cut(template.html),
    text: cut(template.text),
    fallbacks: template.fallbacks,
    message: message ? cut(message) : null,
  };
}

/**
 * A mail from a template and the values of one person. Logic-less: a slot is a value, a fallback, or a refusal.
 * @param missing `refuse` throws where a value is missing; `mark` shows the place, for previews
 * @throws UnknownVariable, MissingValues, WrongValue
 */
export function fillMail(mail: MailToFill, missing: 'refuse' | 'mark' = 'refuse'): MailContents {
  return fillParsed(parseMail(mail), mail.values, { missing });
}

/**
 * The same from pieces. @param html, text how a value is written into that part, where its plain pieces stand there in another form
 * @throws MissingValues, WrongValue
 */
export function fillParsed(
  mail: ParsedMail,
  given: MailValues,
  { missing = 'refuse', html = htmlOf, text = asItIs }: { missing?: 'refuse' | 'mark' } & Pens = {},
): MailContents {
  const lacking = new Set<Variable>();
  const plain = { fallbacks: mail.fallbacks, values: given, lacking };
  const values = mail.message ? { ...given, message: writePieces(mail.message, { ...plain, pen: asItIs }) } : given;
  const into = { ...plain, values };
  const contents = {
    subject: writePieces(mail.subject, { ...into, pen: oneLine }),
    html: writePieces(mail.html, { ...into, pen: html }),
    text: writePieces(mail.text, { ...into, pen: text }),
  };
  if (missing === 'refuse' && lacking.size > 0) throw new MissingValues([...lacking]);
  return { ...contents, subject: oneLine(contents.subject), text: contents.text.replace(/\n{3,}/g, '\n\n') };
}

/**
 * The same mail with these values written into it: what is the same for many is filled and escaped once. A value that is missing and
 * has no fallback stays a slot. @param html, text as of `fillParsed`
 * @throws WrongValue
 */
export function fixValues(
  mail: ParsedMail,
  fixed: MailValues,
  { html = htmlOf, text = asItIs }: Pens = {},
): ParsedMail {
  const { fallbacks } = mail;
  const own = mail.message && fixPieces(mail.message, { fallbacks, values: fixed, pen: asItIs });
  const isSame = own === null || own.every(({ kind }) => kind === 'plain');
  const message = own?.map((piece) => (piece.kind === 'plain' ? piece.text : '')).join('');
  const values = isSame ? { ...fixed, message: message ?? fixed.message } : fixed;
  const part = (pieces: readonly Piece[], pen: Pen) => fixPieces(pieces, { fallbacks, values, pen });
  return {
    subject: part(mail.subject, oneLine),
    html: part(mail.html, html),
    text: part(mail.text, text),
    fallbacks,
    message: isSame ? null : own,
  };
}

function fixPieces(pieces: readonly Piece[], ink: Omit<Ink, 'lacking'>): Piece[] {
  const known = pieces.flatMap((piece): Piece[] => {
    if (piece.kind === 'plain') return [piece];
    const isFixed = piece.variable in ink.values;
    if (piece.kind === 'section') {
      const inner = fixPieces(piece.pieces, ink);
      if (!isFixed) return [{ ...piece, pieces: inner }];
      return (valueText(piece.variable, ink.values) !== null) === (piece.when === 'present') ? inner : [];
    }
    const lacking = new Set<Variable>();
    const text = isFixed ? slotText(piece.variable, { ...ink, lacking }) : '';
    return isFixed && lacking.size === 0 ? [{ kind: 'plain', text: ink.pen(text) }] : [piece];
  });
  return known.reduce<Piece[]>((joined, piece) => {
    const last = joined.at(-1);
    if (piece.kind !== 'plain' || last?.kind !== 'plain') return [...joined, piece];
    return [...joined.slice(0, -1), { kind: 'plain', text: last.text + piece.text }];
  }, []);
}

/** The variables for which a mail to this person would be refused. */
export function missingValues(mail: MailToFill): Variable[] {
  try {
    fillMail(mail);
    return [];
  } catch (error) {
    if (error instanceof MissingValues) return [...error.variables];
    throw error;
  }
}

interface Ink {
  values: MailValues;
  fallbacks: Fallbacks;
  lacking: Set<Variable>;
  pen: Pen;
}

/** Templates are cut once and not for each of their mails; the last ones are kept. */
const cutTemplates = new Map<string, Piece[]>();
const keptTemplates = 64;

function piecesOf(template: string, kind: TemplateKind): Piece[] {
  const key = `${kind} ${template}`;
  const kept = cutTemplates.get(key);
  if (kept) return kept;
  const { pieces, issues } = parseTemplate(template, kind);
  if (issues[0]) throw new UnknownVariable(issues[0]);
  if (cutTemplates.size >= keptTemplates) cutTemplates.delete(cutTemplates.keys().next().value ?? key);
  cutTemplates.set(key, pieces);
  return pieces;
}

function writePieces(pieces: readonly Piece[], ink: Ink): string {
  let text = '';
  for (const piece of pieces) {
    if (piece.kind === 'plain') text += piece.text;
    else if (piece.kind === 'slot') text += ink.pen(slotText(piece.variable, ink));
    else if ((valueText(piece.variable, ink.values) !== null) === (piece.when === 'present'))
      text += writePieces(piece.pieces, ink);
  }
  return text;
}

function slotText(variable: Variable, { values, fallbacks, lacking }: Ink): string {
  const text = valueText(variable, values) ?? fallbacks[variable] ?? variableSpec(variable).fallback;
  if (text !== undefined) return text;
  lacking.add(variable);
  return `[no ${variable}]`;
}

const asItIs: Pen = (value) => value;

/** A value in the HTML of a mail; its line breaks stay. */
export const htmlOf: Pen = (value) => escapeHtml(value).replace(/\n/g, '<br>');

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Safe in an element and in a quoted attribute alike. Braces too, so that a value never reads as a slot. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (sign) => entities[sign]!)
    .replace(/\{\{|\}\}/g, (pair) => pair.replace(/./g, (brace) => `&#${brace.charCodeAt(0)};`));
}

/** No line break reaches a header, whoever wrote it (RFC 5322 §2.2; header injection). */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
