import type { MailFacts } from '../../domain/mail/facts.js';
import type { TemplateKind } from '../../domain/mail/kinds.js';
import type { LintContext } from '../../domain/mail/lint.js';
import { lastWholeDay } from '../../domain/mail/values.js';
import type { Config } from '../config.js';
import { readMailbox } from './mailer.js';
import { readSmtpUrl } from './smtp-url.js';
import { patientTimes } from './smtp-session.js';

type Settings = Pick<Config, 'publicUrl' | 'local' | 'mail' | 'mailFrom' | 'hubMailFrom' | 'dkim'>;

export interface LintedMail {
  kind: TemplateKind;
  facts: MailFacts;
  worksUntil: Date | null;
  /** Of the sender's domain; null: nobody has asked. */
  domain: LintContext['sending']['domain'];
  /** Of the account's mails of the last days; null: not counted. */
  complaints?: LintContext['complaints'];
}

/** What a mail cannot show of itself and the linter asks about, from our settings and what is known of the sender. */
export function lintContext(
  { kind, facts, worksUntil, domain, complaints = null }: LintedMail,
  settings: Settings,
): LintContext {
  const { agent, accountName, values, country } = facts;
  const { smtpUrl, sesUrl } = settings.mail;
  return {
    kind,
    publicUrl: settings.publicUrl,
    local: settings.local,
    sender: {
      names: [agent?.name, values.brokerage, accountName].filter(
        (name) => typeof name === 'string' && name !== '',
      ) as string[],
      replyTo: agent?.replyTo ?? null,
      postalAddress: values.postalAddress ?? null,
      country,
      website: values.website ?? null,
    },
    sending: {
      commercialFrom: settings.hubMailFrom,
      noticeFrom: readMailbox(settings.mailFrom).address,
      dkim: settings.dkim && {
        domain: settings.dkim.domain,
        selector: settings.dkim.selector,
        bits: settings.dkim.privateKey.asymmetricKeyDetails?.modulusLength ?? 0,
      },
      isSignatureValid: null,
      transport: sesUrl ? 'ses' : 'smtp',
      requiresTls: sesUrl ? true : isAlwaysEncrypted(smtpUrl),
      answerTimeoutMs: sesUrl ? null : patientTimes.silenceMs,
      asksForReports: true,
      domain,
    },
    // A link of a mail is read as long as its key is kept; keys are kept for years.
    optOut: { worksDays: 365, scopes: ['account', 'platform'] },
    complaints,
    worksUntil: worksUntil && lastWholeDay(worksUntil),
  };
}

function isAlwaysEncrypted(smtpUrl: string | undefined): boolean {
  if (!smtpUrl) return false;
  const { secure, requireTls } = readSmtpUrl(smtpUrl);
  return secure || requireTls;
}
