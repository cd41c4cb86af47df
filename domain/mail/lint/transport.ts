import { domainOf, fieldOf, fieldsOf, mailboxesOf } from './message.js';
import { block, fromTemplate, note, pass, type Rule, warn } from './rules.js';
import { sameDomain } from './same-domain.js';

const ours = 'Tell support: a template cannot cause this.';

const addressesFit: Rule['check'] = ({ envelope }) => {
  for (const address of [envelope.from, envelope.to]) {
    const at = address.lastIndexOf('@');
    if (at < 1 || at > 64 || address.length - at - 1 > 255 || address.length > 254)
      return block('An address is longer than mail servers take.', 'Look at the contact’s address.');
  }
  return pass;
};

const linesFit: Rule['check'] = ({ mail }) =>
  mail.longestLine <= 998 ? pass : block(`A line of the mail has ${mail.longestLine} bytes; 998 is the most.`, ours);

const isIdentified: Rule['check'] = ({ mail }) => {
  const date = fieldsOf(mail, 'date');
  if (date.length !== 1 || Number.isNaN(Date.parse(date[0] ?? '')))
    return block('The mail has no single, true date.', ours);
  const ids = fieldsOf(mail, 'message-id');
  const domain = /^<[^<>@\s]+@([^<>@\s]+)>$/.exec(ids[0] ?? '')?.[1];
  const from = domainOf(mailboxesOf(fieldOf(mail, 'from') ?? '')[0]?.address ?? '');
  return ids.length === 1 && domain && sameDomain(domain.toLowerCase(), from)
    ? pass
    : block('The mail has no Message-ID at the sender’s domain.', ours);
};

const minutes = 60_000;

const waitsForTheAnswer: Rule['check'] = ({ context: { sending } }) => {
  if (sending.answerTimeoutMs === null) return note('Not checked here: the provider answers over HTTP.');
  return sending.answerTimeoutMs >= 10 * minutes
    ? pass
    : block('The answer of the mail server is not waited for long enough, which makes duplicates.', ours);
};

/** Ours, and those that servers add on the way. */
const expectedFields = new Set(
  (
    'from to reply-to subject date message-id mime-version dkim-signature auto-submitted content-type ' +
    'content-transfer-encoding list-id list-unsubscribe list-unsubscribe-post feedback-id ' +
    'received return-path delivered-to authentication-results x-mailer precedence'
  ).split(' '),
);

const nothingInjected: Rule['check'] = ({ mail }) => {
  if (mail.hasBareBreaks) return block('The mail holds a line break that is only half of one.', ours);
  const strange = mail.fields.find(({ name }) => !expectedFields.has(name) && !/^x-(?:ses|maildev)-/.test(name));
  return strange ? block(`The mail has a header that nobody put there: ${strange.name.slice(0, 40)}.`, ours) : pass;
};

const mostBytes = 10_000_000;
/** Gmail shows the first 102 KB of a mail and hides the rest, with the unsubscribe link, behind a click. */
const gmailShows = 102_000;

const isOfModestSize: Rule['check'] = ({ mail, envelope }) => {
  if (/[^\x20-\x7e]/.test(envelope.from + envelope.to))
    return block('An address has letters that not every mail server takes.', 'Ask for another address of the person.');
  if (mail.size > mostBytes) return block('The mail is larger than mail servers take.', 'Make the template shorter.');
  return mail.html.length > gmailShows
    ? warn('The mail is so long that Gmail hides its end.', 'Make the template shorter.')
    : pass;
};

const failuresComeBack: Rule['check'] = ({ envelope, context: { sending } }) => {
  if (envelope.from === '') return block('Nobody would hear of a failure: the envelope has no sender.', ours);
  if (sending.transport === 'ses') return note('Not checked here: the provider reports failures itself.');
  return sending.asksForReports ? pass : warn('Reports of failed delivery are not asked for.', ours);
};

const isAnsweredByNoMachine: Rule['check'] = ({ mail, isCommercial }) => {
  const says = fieldOf(mail, 'auto-submitted');
  if (isCommercial)
    return says === null || says === 'no' ? pass : warn('An invitation says that a machine wrote it.', ours);
  return says?.startsWith('auto-')
    ? pass
    : warn('A notice does not say that a machine wrote it, so machines answer.', ours);
};

/** RFC 5321, 5322, 3461, 3834. */
export const transportRules = {
  R1: { title: 'Addresses of a length that servers take', check: addressesFit },
  R2: { title: 'Lines of a length that servers take', check: linesFit },
  R3: { title: 'Date and Message-ID', check: isIdentified },
  R4: { title: 'Waits for the server’s answer', check: waitsForTheAnswer },
  R5: { title: 'Nothing injected', check: nothingInjected },
  R6: { title: 'Size and letters', check: isOfModestSize },
  R7: { title: 'Failures come back', check: failuresComeBack },
  R8: { title: 'Machines do not answer', check: fromTemplate(isAnsweredByNoMachine) },
} as const satisfies Record<string, Rule>;
