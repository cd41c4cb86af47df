import { unsubscribeUrl } from './law.js';
import { domainOf, fieldOf, fieldsOf, linksOf, mailboxesOf } from './message.js';
import { block, commercial, fromTemplate, note, pass, type Rule, type Verdict, warn } from './rules.js';
import { sameDomain } from './same-domain.js';
import { listIdOf } from './unsubscribe.js';

const dns = 'Ask whoever keeps the DNS of the sending domain.';

const isAuthenticated: Rule['check'] = ({ mail, context }) => {
  const { sending, local } = context;
  const from = domainOf(mailboxesOf(fieldOf(mail, 'from') ?? '')[0]?.address ?? '');
  const signers = fieldsOf(mail, 'dkim-signature').map((value) => /(?:^|;)\s*d=([^;\s]+)/i.exec(value)?.[1] ?? '');
  if (signers.length > 0 && !signers.some((signer) => sameDomain(signer.toLowerCase(), from)))
    return block(
      `The signature is another domain’s than From (${from}).`,
      'Set DKIM_DOMAIN to the domain of HUB_MAIL_FROM.',
    );
  if (!sending.domain)
    return note(
      local
        ? 'Not checked here: SPF, DKIM and DMARC mean nothing on your own machine.'
        : 'Not checked here: the DNS of the sending domain did not answer.',
    );
  return judgeDomain(from, sending.domain, sending.dkim !== null);
};

function judgeDomain(
  domain: string,
  { spf, dmarc, dkimKeyBits }: { spf: boolean | null; dmarc: unknown; dkimKeyBits: number | null },
  signs: boolean,
): Verdict {
  if (spf === false) return block(`${domain} has no SPF record, so mailbox providers refuse its mail.`, dns);
  if (dmarc === false)
    return block(`${domain} has no DMARC record (p=none is enough), so mailbox providers refuse its mail.`, dns);
  if (signs && dkimKeyBits === 0) return block(`The DKIM key of ${domain} is not in DNS.`, dns);
  return spf === null || dmarc === null ? note(`Not checked here: the DNS of ${domain} did not answer whole.`) : pass;
}

const hasStrongKey: Rule['check'] = ({ context: { sending, local } }) => {
  const bits = sending.dkim?.bits ?? (sending.domain?.dkimKeyBits || null);
  if (bits === null)
    return note(
      local
        ? 'Not checked here: this local platform does not sign.'
        : 'Not checked here: the mail provider keeps the key.',
    );
  const fix = 'Make a new key of 2048 bits and a new selector for it.';
  if (bits < 1024) return block(`The DKIM key has ${bits} bits; 1024 is the least that providers take.`, fix);
  return bits < 2048 ? warn(`The DKIM key has ${bits} bits; 2048 is what providers prefer.`, fix) : pass;
};

const hasReverseAndTls: Rule['check'] = ({ context: { sending, local } }) => {
  if (sending.transport === 'ses') return note('Not checked here: reverse DNS and TLS are the provider’s.');
  if (local) return note('Not checked here: the mail catcher has neither reverse DNS nor TLS.');
  if (!sending.requiresTls)
    return warn('Mail may go to the mail server in the clear.', 'Use smtps:// or ?requireTLS=true in SMTP_URL.');
  if (sending.domain?.reverse === false)
    return block(
      'The mail server’s address has no name that leads back to it.',
      'Ask whoever runs the mail server for reverse DNS.',
    );
  return sending.domain?.reverse
    ? pass
    : note('Not checked here: reverse DNS is the mail server’s, which relays for us.');
};

const hasOneClickAndLink: Rule['check'] = (under) => {
  const url = unsubscribeUrl(under);
  const hasHeaders = url !== null && fieldOf(under.mail, 'list-unsubscribe-post') !== null;
  const hasLink = linksOf(under.mail.html).some(({ href, isHidden }) => href === url && !isHidden);
  return hasHeaders && hasLink
    ? pass
    : block(
        'Mailbox providers want one-click headers and a link in the body.',
        'Put a link to {{unsubscribeUrl}} into the template.',
      );
};

/** Gmail's and Yahoo's limits; below a thousand mails one complaint says nothing yet. */
const isWelcome: Rule['check'] = ({ context: { complaints } }) => {
  if (!complaints || complaints.sent === 0)
    return note('Not checked here: nothing was sent yet that could be complained about.');
  const rate = complaints.complained / complaints.sent;
  const percent = `${(rate * 100).toFixed(2)} %`;
  if (complaints.sent >= 1000 && rate >= 0.001)
    return block(
      `${percent} of this account’s mails of 30 days were reported as spam; at 0.10 % sending stops.`,
      'Write to people who know you, and ask support to release sending.',
    );
  return complaints.complained > 0 && rate >= 0.001
    ? warn(
        `${complaints.complained} of ${complaints.sent} mails were reported as spam.`,
        'Look at who gets them, and why.',
      )
    : pass;
};

const once = ['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type'];

const isWellFormed: Rule['check'] = ({ mail }) => {
  const fix = 'Tell support: a template cannot cause this.';
  const wrong = once.filter((name) => fieldsOf(mail, name).length !== 1);
  if (wrong.length > 0) return block(`The mail does not have exactly one ${wrong.join(', ')}.`, fix);
  if (mail.strayLines.length > 0) return block('The header of the mail holds a line that is none.', fix);
  if (mail.hasRawEightBit) return block('The header of the mail holds unencoded letters.', fix);
  if (mailboxesOf(fieldOf(mail, 'from') ?? '').length !== 1) return block('From names several senders.', fix);
  return mail.text.trim() === ''
    ? block('The mail has no text beside its HTML.', 'Write the text of the template.')
    : pass;
};

const keepsStreamsApart: Rule['check'] = (under) => {
  const { mail, context, isCommercial } = under;
  const { commercialFrom, noticeFrom } = context.sending;
  if (commercialFrom.toLowerCase() === noticeFrom.toLowerCase())
    return block('Invitations and notices come from one address.', 'Give HUB_MAIL_FROM an address of its own.');
  if (isCommercial && !listIdOf(under)) return block('The invitation names no list (List-Id).', 'Tell support.');
  if (!isCommercial && fieldOf(mail, 'list-unsubscribe'))
    return block('A notice that is owed to a person looks like a list.', 'Tell support.');
  return fieldOf(mail, 'feedback-id') ? pass : block('The mail carries no Feedback-ID.', 'Tell support.');
};

/** At most four parts; the last one, the sender's, has 5 to 15 letters, and one names the account. */
const countsPerAccount: Rule['check'] = ({ mail }) => {
  const parts = (fieldOf(mail, 'feedback-id') ?? '').split(':');
  const sender = parts.at(-1) ?? '';
  return parts.length >= 2 && parts.length <= 4 && sender.length >= 5 && sender.length <= 15 && parts.every(Boolean)
    ? pass
    : block('Complaints could not be counted by account: the Feedback-ID has no good form.', 'Tell support.');
};

const strictProviders = /(?:^|\.)(?:gmail|googlemail|yahoo|ymail|aol|outlook|hotmail|live|msn)\.[a-z.]+$/i;

/** Since 2025 these providers refuse at once what is not authenticated, instead of asking to come back. */
const survivesStrictProviders: Rule['check'] = ({ mail, envelope, context }) => {
  if (!strictProviders.test(domainOf(envelope.to))) return pass;
  const { domain, dkim } = context.sending;
  const isSigned = fieldOf(mail, 'dkim-signature') !== null;
  if (domain && (domain.spf === false || domain.dmarc === false || (dkim && !isSigned)))
    return block(`${domainOf(envelope.to)} refuses mail that is not authenticated.`, dns);
  return isSigned && domain
    ? pass
    : note(`Not checked here: whether ${domainOf(envelope.to)} takes mail of the sending domain.`);
};

/** What Gmail, Yahoo and Outlook ask of senders. */
export const providerRules = {
  G1: { title: 'Sender domain signs', check: isAuthenticated },
  G2: { title: 'Strong key', check: hasStrongKey },
  G3: { title: 'Reverse DNS and TLS', check: hasReverseAndTls },
  G4: { title: 'One press, and a link', check: commercial(hasOneClickAndLink) },
  G5: { title: 'Few complaints', check: commercial(isWelcome) },
  G6: { title: 'Well-formed', check: isWellFormed },
  G7: { title: 'Invitations and notices apart', check: fromTemplate(keepsStreamsApart) },
  G8: { title: 'Complaints counted by account', check: fromTemplate(countsPerAccount) },
  G9: { title: 'Taken by strict providers', check: fromTemplate(survivesStrictProviders) },
} as const satisfies Record<string, Rule>;
