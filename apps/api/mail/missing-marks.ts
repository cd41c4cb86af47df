import type { MailValues } from '../../../domain/mail/values.js';
import { type Variable, variableSpec } from '../../../domain/mail/variables.js';

/** What is missing stands in the mail as its name, so that one sees where. */
export const markedValues = (missing: readonly Variable[]): MailValues =>
  Object.fromEntries(missing.map((variable) => [variable, markOf(variable)]));

function markOf(variable: Variable) {
  const { type } = variableSpec(variable);
  if (type === 'url') return `https://no-${variable.toLowerCase()}.invalid/`;
  if (type === 'address') return { street: `[no ${variable}]` };
  return type === 'date' ? new Date(0) : `[no ${variable}]`;
}

/** @param whom "this person", "12 people" */
export function missingSentence(variable: Variable, whom = 'this person'): string {
  const { about } = variableSpec(variable);
  return `There is no {{${variable}}} (${about.charAt(0).toLowerCase()}${about.slice(1)}) for ${whom}: give it a fallback, or the mail is not sent.`;
}
