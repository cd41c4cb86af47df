import { plainFact, readDate, type ReportedFact, type ReportKind } from './facts.js';
import { markOf, readEnvelopeId, readReturnKey, returnedFields } from './marks.js';
import { readFields, type SplitMail, valueOf } from './parts.js';

/** RFC 5965 §7.3; `not-spam` and what is about authentication alone (RFC 6591) say nothing of what a person wants. */
const kindOfFeedback: Record<string, ReportKind> = {
  abuse: 'complained',
  fraud: 'complained',
  virus: 'complained',
  'opt-out': 'unsubscribed',
  'opt-out-list': 'unsubscribed',
};

const bare = (value: string | null) => value?.replace(/^\s*(?:rfc822;)?\s*<?|>?\s*$/gi, '') || null;

/** What a complaint in the Abuse Reporting Format (RFC 5965) says. Null: it is none. */
export function readFeedback(mail: SplitMail): ReportedFact[] | null {
  const part = mail.parts.find(({ type }) => type === 'message/feedback-report');
  if (!part) return readJunkMailReport(mail);
  const fields = readFields(part.text.replace(/(?:\r?\n){2,}/g, '\n'));
  const kind = kindOfFeedback[valueOf(fields, 'feedback-type')?.toLowerCase() ?? ''] ?? 'unreadable';
  const mark = markOf(mail, [readEnvelopeId(valueOf(fields, 'original-envelope-id'))]);
  const returnKey = mark.returnKey ?? readReturnKey(valueOf(fields, 'original-mail-from'));
  return [
    plainFact(
      kind,
      { ...mark, returnKey },
      {
        recipient: bare(valueOf(fields, 'original-rcpt-to')) ?? bare(valueOf(returnedFields(mail), 'to')),
        remoteHost: valueOf(fields, 'reporting-mta')?.replace(/^\s*dns\s*;\s*/i, '') ?? null,
        at: readDate(valueOf(fields, 'arrival-date') ?? valueOf(fields, 'received-date')),
      },
    ),
  ];
}

/** Microsoft's Junk Mail Reporting Program sends the reported mail along with the one who reported it in a field of its own. */
function readJunkMailReport(mail: SplitMail): ReportedFact[] | null {
  const recipient = valueOf(returnedFields(mail), 'x-hmxmroriginalrecipient');
  return recipient ? [plainFact('complained', markOf(mail), { recipient: bare(recipient) })] : null;
}
