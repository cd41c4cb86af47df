import { randomBytes } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { foldLines } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import {
  fillParsed,
  fixValues,
  htmlOf,
  type MailToFill,
  MissingValues,
  type ParsedMail,
  parseMail,
} from '../../domain/mail/fill.js';
import type { TemplateKind } from '../../domain/mail/kinds.js';
import type { Piece } from '../../domain/mail/slots.js';
import { type MailValues, valueText } from '../../domain/mail/values.js';
import { headerText, listFields, type Mailbox, plainMailbox } from './compose.js';
import { endOfPieces, quotedPiece } from './quoted-printable.js';
import { domainOf } from './settings.js';
import type { MailHead } from './write.js';

export interface MouldOf {
  kind: TemplateKind;
  template: MailToFill['template'];
  own?: MailToFill['own'];
  head: MailHead;
}

export interface MailToPour {
  to: Mailbox;
  /** With the links of this one person; `unsubscribeUrl` goes into the header too. */
  values: MailValues;
  /** What stands before the @ of the Message-ID. */
  messageKey: string;
  date: Date;
}

/**
 * A mail of which everything stands but what differs from person to person: composed once by the library with marks in the
 * places of values, cut at the marks, and poured out for each person by joining strings. What comes out reads as if `writeMail`
 * had written it; both parts are quoted-printable, whose pieces can be joined.
 */
export class MailMould {
  readonly senderDomain: string;
  private readonly isAscii: boolean;

  private constructor(
    readonly from: Mailbox,
    private readonly parsed: ParsedMail,
    /** What stands before, between and after the places, in the order of `placesOf`. */
    private readonly frame: string[],
    private readonly places: Place[],
  ) {
    this.senderDomain = domainOf(from.address);
    this.isAscii = printable.test(from.address) && frame.every((part) => printable.test(part));
  }

  /** @throws UnknownVariable */
  static async make(of: MouldOf): Promise<MailMould> {
    const parsed = parseMail(of);
    const marked = await composeMarked(of.head);
    const found = [...marked.matchAll(/^(To|Subject|Message-ID|Date|List-Unsubscribe):(?:[^\r]|\r\n[ \t])*\r\n/gm)]
      .filter(({ index }) => index < marked.indexOf('\r\n\r\n'))
      .map((match) => ({ place: match[1] as Place, from: match.index, to: match.index + match[0].length }));
    for (const place of ['text', 'html'] as const) {
      const at = marked.indexOf(marks[place]);
      found.push({ place, from: at, to: at + marks[place].length });
    }
    const cuts = found.toSorted((a, b) => a.from - b.from);
    const frame = cuts.map(({ from }, index) => marked.slice(cuts[index - 1]?.to ?? 0, from));
    frame.push(marked.slice(cuts.at(-1)?.to ?? 0));
    const [html, text] = [parsed.html.map(encodedPiece), parsed.text.map(encodedPiece)];
    return new MailMould(
      of.head.from,
      { ...parsed, html, text },
      frame,
      cuts.map(({ place }) => place),
    );
  }

  /** The same for people who share these values. @throws WrongValue */
  withValues(values: MailValues): MailMould {
    return new MailMould(this.from, fixValues(this.parsed, values, pens), this.frame, this.places);
  }

  /** @throws MissingValues, WrongValue */
  pour({ to, values, messageKey, date }: MailToPour): { messageId: string; bare: Buffer; subject: string } {
    const { subject, html, text } = fillParsed(this.parsed, values, pens);
    const messageId = `<${messageKey}@${this.senderDomain}>`;
    const written: Record<Place, () => string> = {
      To: () => mailboxField('To', plainMailbox(to)),
      Subject: () => textField('Subject', headerText(subject, 400)),
      'Message-ID': () => field('Message-ID', messageId),
      Date: () => field('Date', dateText(date)),
      'List-Unsubscribe': () => `List-Unsubscribe: <${linkIn(values, 'unsubscribeUrl')}>\r\n`,
      // As `fillParsed` leaves no more than one empty line; the break behind `=` is none.
      text: () => endOfPieces(text.replace(/(?<!=)(?:\r\n){3,}/g, '\r\n\r\n')),
      html: () => endOfPieces(html),
    };
    let mail = this.frame[0] ?? '';
    for (const [index, place] of this.places.entries()) mail += written[place]() + this.frame[index + 1];
    // Addresses alone may hold more than ASCII (RFC 6531); where they do not, each character is a byte.
    const encoding = this.isAscii && printable.test(to.address) ? 'latin1' : 'utf8';
    return { messageId, bare: Buffer.from(mail, encoding), subject };
  }
}

const pens = { html: (value: string) => quotedPiece(htmlOf(value)), text: quotedPiece };

type Place = 'To' | 'Subject' | 'Message-ID' | 'Date' | 'List-Unsubscribe' | 'text' | 'html';

const secret = randomBytes(16).toString('hex');
const marks = { text: `text-${secret}`, html: `html-${secret}` };

async function composeMarked({ from, replyTo, list, feedbackId }: MailHead): Promise<string> {
  const composer = new MailComposer({
    from: plainMailbox(from),
    to: 'mark@example.com',
    ...(replyTo && { replyTo: plainMailbox(replyTo) }),
    subject: 'mark',
    text: { content: marks.text, contentTransferEncoding: 'quoted-printable' },
    html: { content: marks.html, contentTransferEncoding: 'quoted-printable' },
    messageId: '<mark@example.com>',
    date: new Date(0),
    headers: [
      { key: 'Feedback-ID', value: feedbackId },
      ...(list ? listFields({ ...list, unsubscribeUrl: 'https://example.com/mark' }, domainOf(from.address)) : []),
    ],
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return (await composer.compile().build()).toString('utf8');
}

function linkIn(values: MailValues, variable: 'unsubscribeUrl'): string {
  const link = valueText(variable, values);
  if (!link) throw new MissingValues([variable]);
  return link;
}

function encodedPiece(piece: Piece): Piece {
  if (piece.kind === 'plain') return { ...piece, text: quotedPiece(piece.text) };
  return piece.kind === 'section' ? { ...piece, pieces: piece.pieces.map(encodedPiece) } : piece;
}

/** As the library folds and writes a field; most are short and plain, and stand as they are. */
const field = (key: string, value: string) => `${foldLines(`${key}: ${value}`, 76)}\r\n`;

/** Words and single spaces: neither quotes nor an encoded word are needed (RFC 5322 §3.2.3). */
const plainName = /^\w+(?: \w+)*$/;
const plainAddress = /^[\w.+-]+@[a-z0-9.-]+$/;
const plainText = /^[!#-~]+(?: [!#-~]+)*$/;

function mailboxField(key: string, mailbox: Mailbox): string {
  const isPlain = plainName.test(mailbox.name) && plainAddress.test(mailbox.address);
  return isPlain
    ? field(key, `${mailbox.name} <${mailbox.address}>`)
    : field(key, MimeNode.encodeHeaderValue(key, mailbox));
}

const textField = (key: string, text: string) =>
  field(key, plainText.test(text) && !text.includes('=?') ? text : MimeNode.encodeHeaderValue(key, text));

const printable = /^[ -~\r\n\t]*$/;

let lastDate = { ms: Number.NaN, text: '' };
function dateText(date: Date): string {
  const ms = date.getTime();
  if (lastDate.ms !== ms) lastDate = { ms, text: date.toUTCString().replace('GMT', '+0000') };
  return lastDate.text;
}
