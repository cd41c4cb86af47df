import { postalAddressIssue } from '../sender.js';
import { domainOf, fieldOf, imagesOf, linksOf, mailboxesOf, readableText, visibleText } from './message.js';
import { block, commercial, fromTemplate, type MailUnderLint, pass, type Rule, type Verdict, warn } from './rules.js';
import { sameDomain } from './same-domain.js';

/** Words that hurry people about something that does not hurry. */
const urgency =
  /\b(?:urgent|act (?:now|fast|today)|immediate(?:ly)?|asap|last chance|final notice|don['’]t miss|hurry|limited time|only today|ends? (?:today|tonight|soon)|expir(?:es|ing)|action required|important notice|overdue|you(?:['’]ve| have) won|winner|free money|guaranteed|account (?:suspended|locked))\b/i;
const saysLast = /\b(?:last|final) (?:reminder|mail|email|e-mail|notice|call)\b/i;
const saysCommercial =
  /\b(?:commercial (?:mail|e-?mail|message)|advertis(?:ement|ing)|advert|promotion(?:al)?|marketing (?:mail|e-?mail|message)|solicitation)\b/i;
const saysOptOut = /unsubscribe|opt[ -]?out|stop (?:these|all|getting|receiving)|no more (?:mail|e-?mail)|abmelden/i;

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

function fromIsTrue({ mail, envelope, context, isCommercial }: MailUnderLint): Verdict {
  const [from, second] = mailboxesOf(fieldOf(mail, 'from') ?? '');
  const { sender, sending } = context;
  const expected = isCommercial ? sending.commercialFrom : sending.noticeFrom;
  if (!from || second || from.address.toLowerCase() !== expected.toLowerCase())
    return block(
      `The mail does not come from ${expected}, the address of its stream.`,
      'Check MAIL_FROM and HUB_MAIL_FROM.',
    );
  if (isCommercial && !sender.names.some((name) => name !== '' && from.name.includes(name)))
    return block(
      'From names neither the agent nor the brokerage.',
      'Give the agent a name under Colleagues, and the brokerage one under Settings → Sender.',
    );
  const replyTo = mailboxesOf(fieldOf(mail, 'reply-to') ?? '').map(({ address }) => address.toLowerCase());
  if (isCommercial && sender.replyTo && replyTo.some((address) => address !== sender.replyTo?.toLowerCase()))
    return block(
      'Answers would go to somebody other than the agent.',
      'Check “answers go to” under Settings → My card.',
    );
  return sameDomain(domainOf(envelope.from), domainOf(from.address))
    ? pass
    : block('The envelope names another domain than From.', 'Send both from one domain.');
}

function subjectIsTrue({ mail, context, isCommercial }: MailUnderLint): Verdict {
  const subject = readableText(fieldOf(mail, 'subject') ?? '');
  if (subject.trim() === '') return block('The subject is empty.', 'Say in a few words what the mail is about.');
  if (/^\s*(?:re|fwd?|aw|wg)\s*:/i.test(subject))
    return block(
      'The subject looks like an answer (“Re:”, “Fwd:”) to a mail that nobody wrote.',
      'Take “Re:” or “Fwd:” out of the subject.',
    );
  if (!isCommercial) return pass;
  const hurry = urgency.exec(subject);
  if (hurry && !(context.worksUntil && subject.includes(context.worksUntil)))
    return block(
      `The subject hurries people (“${hurry[0]}”) without a reason that is true.`,
      'Say what the mail is about; a date may stand there only if it is {{worksUntil}}.',
    );
  if (saysLast.test(subject) && context.kind !== 'reminder_2')
    return block('The subject says that this is the last mail, and it is not.', 'Keep “last” for the last reminder.');
  if (subject.length > 12 && subject === subject.toUpperCase() && /\p{L}{4}/u.test(subject))
    return warn('The subject is all capitals, which filters take for spam.', 'Write it as a sentence.');
  return /[!?]{2}|!.*!/.test(subject) ? warn('The subject shouts.', 'One mark at its end is enough.') : pass;
}

const isNamedCommercial: Rule['check'] = ({ mail }) => {
  const bodies = [visibleText(mail.html), mail.text];
  return bodies.every((body) => saysCommercial.test(body))
    ? pass
    : block(
        'Nowhere does the mail say that it is a commercial one.',
        'Put “This is a commercial mail from {{agentName}}” into its foot, in HTML and text.',
      );
};

const hasPostalAddress: Rule['check'] = ({ mail, context }) => {
  const { postalAddress, country } = context.sender;
  const where = 'Write it under Settings → Sender.';
  if (!postalAddress) return block('The sender has no postal address, which the law wants in every invitation.', where);
  const issue = postalAddressIssue(postalAddress, country);
  if (issue) return block(issue, where);
  const address = squeezed(postalAddress);
  return [visibleText(mail.html), mail.text].every((body) => squeezed(body).includes(address))
    ? pass
    : block(
        'The postal address does not stand in the mail.',
        'Put {{postalAddress}} into the template, in HTML and text.',
      );
};

/** The one address that both the header and the body lead to. */
export function unsubscribeUrl({ mail }: MailUnderLint): string | null {
  return /<(https?:[^<>\s]+)>/i.exec(fieldOf(mail, 'list-unsubscribe') ?? '')?.[1] ?? null;
}

const hasVisibleOptOut: Rule['check'] = (under) => {
  const { mail } = under;
  const url = unsubscribeUrl(under);
  const link = linksOf(mail.html).find(({ href, isHidden }) => href === url && !isHidden);
  const fix = 'Put a link to {{unsubscribeUrl}} into the template that says “Unsubscribe”, in HTML and text.';
  if (!url || !link) return block('The mail has no visible way to unsubscribe.', fix);
  if (!saysOptOut.test(link.label)) return block(`Nobody can tell that “${link.label}” unsubscribes.`, fix);
  return mail.text.includes(url) && saysOptOut.test(mail.text)
    ? pass
    : block('The text of the mail has no way to unsubscribe.', fix);
};

const worksLongEnough: Rule['check'] = ({ context }) =>
  context.optOut.worksDays >= 30
    ? pass
    : block(
        `The unsubscribe link would work for ${context.optOut.worksDays} days; the law wants 30 and more.`,
        'Keep older keys in SECRET_KEYS for at least a year.',
      );

const asksForNothing: Rule['check'] = (under) => {
  const url = unsubscribeUrl(under);
  return url?.startsWith(`${under.context.publicUrl}/i/u/`)
    ? pass
    : block(
        'The unsubscribe link does not lead to our own page, which asks for nothing.',
        'Use {{unsubscribeUrl}} as it is.',
      );
};

const handsNobodyOn: Rule['check'] = ({ mail, envelope, context }) => {
  const links = linksOf(mail.html).map(({ href }) => href);
  const address = envelope.to.toLowerCase();
  const tells = [...links, ...imagesOf(mail.html)].some((url) => {
    const plain = safeDecode(url).toLowerCase();
    return plain.includes(address) && !plain.startsWith('mailto:');
  });
  if (tells)
    return block(
      'A link or picture of the mail carries the address of the person.',
      'Take the address out of the link.',
    );
  const own = new URL(context.publicUrl).host;
  const foreign = imagesOf(mail.html).find((url) => URL.canParse(url) && new URL(url).host !== own);
  return foreign
    ? warn(
        `A picture is fetched from ${new URL(foreign).host}, which learns who opens the mail.`,
        'Use {{agentPhotoUrl}}, or no picture.',
      )
    : pass;
};

function safeDecode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

const bothScopes: Rule['check'] = ({ context }) =>
  (['account', 'platform'] as const).every((scope) => context.optOut.scopes.includes(scope))
    ? pass
    : block(
        'People could not stop both the mails of this agent and all mails of the platform.',
        'Offer both choices behind the unsubscribe link.',
      );

/** CAN-SPAM: 15 U.S.C. 7701–7713, 16 CFR 316; for subjects also the stricter law of Washington (RCW 19.190). */
export const lawRules = {
  L1: { title: 'True sender', check: fromTemplate(fromIsTrue) },
  L2: { title: 'Honest subject', check: subjectIsTrue },
  L3: { title: 'Says that it is commercial', check: commercial(isNamedCommercial) },
  L4: { title: 'Postal address', check: commercial(hasPostalAddress) },
  L5: { title: 'A way out that people see', check: commercial(hasVisibleOptOut) },
  L6: { title: 'The way out works for 30 days', check: commercial(worksLongEnough) },
  L7: { title: 'The way out asks for nothing', check: commercial(asksForNothing) },
  L8: { title: 'Hands nobody’s address on', check: fromTemplate(handsNobodyOn) },
  L9: { title: 'Stops the agent or everybody', check: commercial(bothScopes) },
} as const satisfies Record<string, Rule>;
