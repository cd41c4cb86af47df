import { readDeliveryStatus } from './delivery-status.js';
import { plainFact, type ReportedFact } from './facts.js';
import { readFeedback } from './feedback.js';
import { markOf } from './marks.js';
import { type Field, type SplitMail, valueOf } from './parts.js';
import { readQmail } from './qmail.js';

/**
 * What a mail to our bounce address says, one fact for a recipient. Parts that are made for machines are read and nothing is guessed
 * from prose: what has none is shown to a person.
 */
export function readReport(mail: SplitMail): ReportedFact[] {
  return readDeliveryStatus(mail) ?? readFeedback(mail) ?? readQmail(mail) ?? [readOther(mail)];
}

function readOther(mail: SplitMail): ReportedFact {
  const mark = markOf(mail);
  if (isOfMailSystem(mail) || isChallenge(mail.fields)) return plainFact('unreadable', mark);
  if (isAutomatic(mail.fields)) return plainFact('auto_reply', mark);
  return plainFact(mail.envelopeFrom === '' ? 'unreadable' : 'reply', mark);
}

/** A server's own word without the parts of RFC 3464, such as Exim's of old. */
function isOfMailSystem({ fields }: SplitMail): boolean {
  const from = valueOf(fields, 'from') ?? '';
  return (
    valueOf(fields, 'x-failed-recipients') !== null ||
    /(?:^|[<\s"])(?:mailer-daemon|postmaster|mail-daemon|mdaemon)(?:@|[>\s"]|$)/i.test(from) ||
    /^multipart\/report\b/i.test(valueOf(fields, 'content-type') ?? '')
  );
}

/** Somebody's filter asks us to prove that we are a person; the mail waits there. */
const isChallenge = (fields: Field[]) =>
  fields.some(({ name }) => /^x-(?:tmda|boxtrapper|spamarrest|spam-arrest|challenge|uol-challenge)/.test(name));

/** RFC 3834 §5, and what was in use before it. */
export function isAutomatic(fields: Field[]): boolean {
  const said = valueOf(fields, 'auto-submitted');
  if (said !== null) return !/^no\b/i.test(said);
  if (fields.some(({ name }) => autoFields.has(name))) return true;
  return /^(?:auto_reply|auto-reply)$/i.test(valueOf(fields, 'precedence') ?? '');
}

const autoFields = new Set(['x-autoreply', 'x-autorespond', 'x-autoresponse', 'x-auto-reply-from', 'x-mail-autoreply']);

/** Whether it is a report by its form alone, whoever seems to have sent it; a listener may ask before it takes a mail. */
export function isReportForm(fields: Field[]): boolean {
  return /^multipart\/report\b/i.test(valueOf(fields, 'content-type') ?? '') || isAutomatic(fields);
}
