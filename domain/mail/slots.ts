import { type TemplateKind, kindSpec } from './kinds.js';
import { isVariable, type Variable } from './variables.js';

/** `{{name}}` is a slot; `{{#name}}…{{/name}}` stands only where there is a value, `{{^name}}…{{/name}}` only where there is none. */
export type Piece =
  | { kind: 'plain'; text: string }
  | { kind: 'slot'; variable: Variable; line: number }
  | { kind: 'section'; variable: Variable; when: 'present' | 'absent'; pieces: Piece[] };

/** What is wrong with a template, and in which line of it. */
export interface SlotIssue {
  line: number;
  /** The name between the braces, when there is one. */
  name?: string;
  sentence: string;
}

export interface ParsedTemplate {
  pieces: Piece[];
  issues: SlotIssue[];
}

const braces = /\{\{\s*([#^/]?)\s*([^{}]*?)\s*\}\}|\{\{|\}\}/g;

interface OpenSection {
  variable: Variable;
  line: number;
  pieces: Piece[];
}

/** Cuts a text at its slots; every name must be one that a mail of this kind knows. */
export function parseTemplate(text: string, kind: TemplateKind): ParsedTemplate {
  const root: Piece[] = [];
  const open: OpenSection[] = [];
  const issues: SlotIssue[] = [];
  let end = 0;
  const into = () => open.at(-1)?.pieces ?? root;

  for (const match of text.matchAll(braces)) {
    const at = match.index;
    if (at > end) into().push({ kind: 'plain', text: text.slice(end, at) });
    end = at + match[0].length;
    const line = lineAt(text, at);
    const [whole, sign, name] = match;
    if (name === undefined) {
      issues.push({ line, sentence: `Line ${line}: “${whole}” has no counterpart. A slot is written {{firstName}}.` });
      continue;
    }
    const issue = nameIssue(name, kind, line);
    if (issue) issues.push(issue);
    if (!isVariable(name)) continue;
    if (sign === '') into().push({ kind: 'slot', variable: name, line });
    else if (sign === '/') closeSection(open, { variable: name, line }, issues);
    else {
      const pieces: Piece[] = [];
      into().push({ kind: 'section', variable: name, when: sign === '#' ? 'present' : 'absent', pieces });
      open.push({ variable: name, line, pieces });
    }
  }
  if (end < text.length) into().push({ kind: 'plain', text: text.slice(end) });
  for (const { variable, line } of open)
    issues.push({
      line,
      name: variable,
      sentence: `Line ${line}: the part that begins with ${variable} has no {{/${variable}}}.`,
    });
  return { pieces: root, issues };
}

function closeSection(open: OpenSection[], closing: { variable: Variable; line: number }, issues: SlotIssue[]): void {
  const { variable, line } = closing;
  if (open.at(-1)?.variable === variable) open.pop();
  else
    issues.push({
      line,
      name: variable,
      sentence: `Line ${line}: {{/${variable}}} ends a part that did not begin, or not inside of this one.`,
    });
}

const lineAt = (text: string, at: number) => text.slice(0, at).split('\n').length;

function nameIssue(name: string, kind: TemplateKind, line: number): SlotIssue | null {
  const spec = kindSpec(kind);
  if (isVariable(name) && spec.variables.includes(name)) return null;
  const known = isVariable(name);
  const instead = nearest(name, spec.variables);
  const why = known
    ? `{{${name}}} does not exist in this mail (${spec.label})`
    : `{{${name.slice(0, 60)}}} is not a variable`;
  const hint = instead ? ` Use {{${instead}}} instead.` : ` It knows: ${spec.variables.join(', ')}.`;
  return { line, name, sentence: `Line ${line}: ${why}.${hint}` };
}

/** Names that other products use for the same thing. */
const otherNames: Record<string, Variable> = {
  name: 'firstName',
  fname: 'firstName',
  givenname: 'firstName',
  contactname: 'firstName',
  surname: 'lastName',
  lname: 'lastName',
  familyname: 'lastName',
  address: 'homeAddress',
  propertyaddress: 'homeAddress',
  street: 'homeStreet',
  property: 'homeStreet',
  link: 'claimUrl',
  invitelink: 'claimUrl',
  claimlink: 'claimUrl',
  unsubscribe: 'unsubscribeUrl',
  unsubscribelink: 'unsubscribeUrl',
  company: 'brokerage',
  office: 'brokerage',
  agent: 'agentName',
  phone: 'agentPhone',
  expires: 'worksUntil',
  expirydate: 'worksUntil',
};

/** The variable that was probably meant: the same letters, another product's name for it, or few letters away. */
function nearest(name: string, known: readonly Variable[]): Variable | null {
  const key = name.toLowerCase().replace(/[^a-z]/g, '');
  const same = known.find((variable) => variable.toLowerCase() === key);
  const other = Object.hasOwn(otherNames, key) ? otherNames[key] : undefined;
  if (same) return same;
  if (other && known.includes(other)) return other;
  const close = known
    .map((variable) => ({ variable, distance: editDistance(key.slice(0, 40), variable.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)[0];
  return close && close.distance <= Math.max(2, Math.floor(key.length / 3)) ? close.variable : null;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Every variable that stands somewhere in the pieces as a slot. */
export function slotsIn(pieces: readonly Piece[]): Set<Variable> {
  const found = new Set<Variable>();
  for (const piece of pieces) {
    if (piece.kind === 'slot') found.add(piece.variable);
    if (piece.kind === 'section') for (const variable of slotsIn(piece.pieces)) found.add(variable);
  }
  return found;
}
