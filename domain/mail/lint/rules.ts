import type { TemplateKind } from '../kinds.js';
import type { ParsedMail } from './message.js';

/** What the receiving side finds in DNS about a sending domain; null for a part that could not be asked. */
export interface DomainFindings {
  spf: boolean | null;
  /** The policy of DMARC: none, quarantine, reject; false when there is no record. */
  dmarc: 'none' | 'quarantine' | 'reject' | false | null;
  /** Bits of the published key of our selector; 0: there is none. */
  dkimKeyBits: number | null;
  /** Whether the mail server's address has a name that leads back to it. */
  reverse: boolean | null;
}

export interface LintContext {
  /** Null: a mail of the platform to its own users, held to form alone. */
  kind: TemplateKind | null;
  publicUrl: string;
  /** The platform on somebody's own machine: without TLS, DNS and signature, none of which its catcher asks for. */
  local: boolean;
  sender: {
    /** Whose name may stand in From: agent, brokerage, account. */
    names: readonly string[];
    replyTo: string | null;
    postalAddress: string | null;
    country: string;
    website: string | null;
  };
  sending: {
    commercialFrom: string;
    noticeFrom: string;
    dkim: { domain: string; selector: string; bits: number } | null;
    /** Whether an independent reader found the signature good; null: nobody has looked. */
    isSignatureValid: boolean | null;
    transport: 'smtp' | 'ses';
    /** Whether the way to the mail server is encrypted whatever it offers. */
    requiresTls: boolean;
    /** How long the answer to a whole mail is waited for; null: the provider's matter. */
    answerTimeoutMs: number | null;
    /** Whether reports of failure are asked for where the server offers it. */
    asksForReports: boolean;
    domain: DomainFindings | null;
  };
  optOut: {
    /** For how many days after a mail its unsubscribe link works. */
    worksDays: number;
    /** What the page behind it can stop. */
    scopes: readonly ('account' | 'platform')[];
  };
  /** Of the account's mails of the last 30 days; null: not counted here. */
  complaints: { sent: number; complained: number } | null;
  /** As the mail says it, when the link ends. */
  worksUntil: string | null;
}

export interface MailUnderLint {
  mail: ParsedMail;
  envelope: { from: string; to: string };
  context: LintContext;
  /** Invitations and reminders; the law's rules are about these. */
  isCommercial: boolean;
}

/** What a rule found: fine, not to be seen from here, worth a look, or a reason not to send. */
export type Verdict =
  { level: 'pass' } | { level: 'note'; sentence: string } | { level: 'warn' | 'block'; sentence: string; fix: string };

export interface Rule {
  /** What it stands for, in a few words. */
  title: string;
  check(under: MailUnderLint): Verdict;
}

export const pass: Verdict = { level: 'pass' };
export const block = (sentence: string, fix: string): Verdict => ({ level: 'block', sentence, fix });
export const warn = (sentence: string, fix: string): Verdict => ({ level: 'warn', sentence, fix });
export const note = (sentence: string): Verdict => ({ level: 'note', sentence });

/** A rule that concerns invitations and reminders alone. */
export const commercial =
  (check: Rule['check']): Rule['check'] =>
  (under) =>
    under.isCommercial ? check(under) : pass;

/** A rule about senders; mails of the platform to its own users have no agent and no template. */
export const fromTemplate =
  (check: Rule['check']): Rule['check'] =>
  (under) =>
    under.context.kind ? check(under) : pass;
