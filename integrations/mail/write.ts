import type { MailFacts } from '../../domain/mail/facts.js';
import { fillMail, type MailToFill } from '../../domain/mail/fill.js';
import { kindSpec, type TemplateKind } from '../../domain/mail/kinds.js';
import { photoUrl } from '../../domain/mail/sender.js';
import type { MailValues } from '../../domain/mail/values.js';
import { composeMail, type ListMail, type Mailbox } from './compose.js';
import { readMailbox } from './mailer.js';
import { type ReturnsSettings, returnPathOf } from './returns-settings.js';
import { domainOf, type MailSettings } from './settings.js';
import type { ComposedMail } from './transport.js';

export interface MailToWrite {
  kind: TemplateKind;
  template: MailToFill['template'];
  facts: MailFacts;
  /** Links, codes and texts that only this mail knows. */
  values: MailValues;
  own?: MailToFill['own'];
  /** What stands before the @ of the Message-ID. */
  messageKey: string;
  now: Date;
}

export interface WrittenMail extends ComposedMail {
  from: Mailbox;
  replyTo: Mailbox | null;
  to: Mailbox;
  subject: string;
  html: string;
  text: string;
  senderDomain: string;
}

export type Sender = Pick<MailSettings, 'mailFrom' | 'hubMailFrom' | 'dkim'> &
  Partial<Pick<ReturnsSettings, 'returnAddress'>> & { publicUrl: string };

/**
 * One mail to one person, from template and facts to the bytes that go out: what a preview shows is what is sent.
 * @param rewrites of the transport that will take it
 * @throws UnknownVariable, MissingValues, WrongValue
 */
export async function writeMail(mail: MailToWrite, sender: Sender, rewrites: readonly string[]): Promise<WrittenMail> {
  const { kind, template, facts, own } = mail;
  const agentPhotoUrl = photoUrl(sender.publicUrl, facts.agent?.photoKey ?? null);
  const values = { ...facts.values, agentPhotoUrl, ...mail.values };
  const contents = fillMail({ kind, template, values, ...(own && { own }) });
  const { list, ...head } = headOf(kind, facts, sender);
  const to = { name: facts.to.name, address: facts.to.email };
  const composed = await composeMail(
    {
      ...contents,
      ...head,
      to,
      list: list && { ...list, unsubscribeUrl: unsubscribeUrlIn(values) },
      returnPath: returnPathOf(sender, mail.messageKey),
      messageId: `<${mail.messageKey}@${domainOf(head.from.address)}>`,
      date: mail.now,
    },
    sender.dkim,
    rewrites,
  );
  return { ...contents, ...composed, from: head.from, to, replyTo: head.replyTo };
}

/** What of the header is the same whoever gets the mail. */
export interface MailHead {
  from: Mailbox;
  replyTo: Mailbox | null;
  /** Null for a notice; the link to leave it is each one's own. */
  list: Omit<ListMail, 'unsubscribeUrl'> | null;
  feedbackId: string;
}

type Office = Pick<MailFacts, 'accountId' | 'accountName' | 'agent'>;

export function headOf(kind: TemplateKind, office: Office, sender: Sender): MailHead {
  const list = listOf(kind, office);
  return {
    from: senderOf(kind, office, sender),
    replyTo: replyToOf(kind, office),
    list,
    feedbackId: `${kind}:a${office.accountId}:${list ? 'hub' : 'notice'}:porchlight`,
  };
}

/** Commercial mails and notices come from two addresses: what people think of one stream does not fall on the other. */
function senderOf(kind: TemplateKind, { agent, accountName }: Office, { mailFrom, hubMailFrom }: Sender): Mailbox {
  const name = agent?.name || accountName;
  const spec = kindSpec(kind);
  if (spec.stream === 'commercial') return { name, address: hubMailFrom };
  const notices = readMailbox(mailFrom);
  return spec.to === 'homeowner' && agent
    ? { ...notices, name: `${name} via ${notices.name || 'Porchlight'}` }
    : notices;
}

/** Homeowners answer their agent; an agent answers in the Hub, where the homeowner sees it. */
function replyToOf(kind: TemplateKind, { agent }: Office): Mailbox | null {
  return agent && kindSpec(kind).to === 'homeowner' ? { name: agent.name, address: agent.replyTo } : null;
}

const listOf = (kind: TemplateKind, { accountId, accountName }: Office): MailHead['list'] =>
  kindSpec(kind).stream === 'commercial'
    ? { name: `Hub invitations of ${accountName}`, label: `account-${accountId}.invitations` }
    : null;

function unsubscribeUrlIn({ unsubscribeUrl }: MailValues): string {
  if (!unsubscribeUrl) throw new RangeError('A commercial mail needs its unsubscribe link');
  return unsubscribeUrl;
}
