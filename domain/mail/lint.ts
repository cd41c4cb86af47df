import { kindSpec } from './kinds.js';
import { lawRules } from './lint/law.js';
import { parseMail } from './lint/message.js';
import { providerRules } from './lint/providers.js';
import { type LintContext, type Rule } from './lint/rules.js';
import { transportRules } from './lint/transport.js';
import { unsubscribeRules } from './lint/unsubscribe.js';

export type { LintContext } from './lint/rules.js';

const rules = { ...lawRules, ...unsubscribeRules, ...providerRules, ...transportRules };
export type RuleId = keyof typeof rules;
export const ruleIds = Object.keys(rules) as RuleId[];

/** What one rule says of one mail. `note`: it cannot be told from here, and is not passed in silence. */
export interface Check {
  rule: RuleId;
  title: string;
  level: 'pass' | 'note' | 'warn' | 'block';
  /** Empty when it passed. */
  sentence: string;
  /** How to mend it; empty when there is nothing to mend. */
  fix: string;
}

export interface MailToLint {
  /** Header and body as they go over the wire. */
  raw: Uint8Array;
  envelope: { from: string; to: string };
  context: LintContext;
}

/** Every rule over the very bytes of one mail, in their order. Pure: what a mail cannot show comes in as `context`. */
export function lintMail({ raw, envelope, context }: MailToLint): Check[] {
  const mail = parseMail(raw);
  const isCommercial = context.kind !== null && kindSpec(context.kind).stream === 'commercial';
  return ruleIds.map((rule) => {
    const { title, check }: Rule = rules[rule];
    const verdict = check({ mail, envelope, context, isCommercial });
    return {
      rule,
      title,
      level: verdict.level,
      sentence: 'sentence' in verdict ? verdict.sentence : '',
      fix: 'fix' in verdict ? verdict.fix : '',
    };
  });
}

const severity = { block: 0, warn: 1, note: 2, pass: 3 } as const;

/** What a person looks at before sending: everything that did not simply pass, the worst first. */
export function checksFor(mail: MailToLint): Check[] {
  return lintMail(mail)
    .filter(({ level }) => level !== 'pass')
    .toSorted((a, b) => severity[a.level] - severity[b.level]);
}

/** Whether a mail may leave. */
export const maySend = (checks: readonly Pick<Check, 'level'>[]): boolean =>
  !checks.some(({ level }) => level === 'block');
