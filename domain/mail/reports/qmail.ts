import { isDead, readDiagnostic } from './codes.js';
import { plainFact, type ReportedFact } from './facts.js';
import { idsIn, markOf } from './marks.js';
import { fieldsOfReturned, type SplitMail, valueOf } from './parts.js';

const opening = /^\s*Hi\. This is the /;
const copyBelow = /^--- (?:Below this line is|Enclosed are) .*$/m;
const recipientForm = /^<([^<>\s]{1,320})>:\s*$/;

/**
 * qmail's own form (QSBMF, https://cr.yp.to/proto/qsbmf.txt): an opening paragraph, one paragraph for a recipient that begins with the
 * address in brackets, and below a line of dashes a copy of the mail. Null: it is none.
 */
export function readQmail(mail: SplitMail): ReportedFact[] | null {
  if (!opening.test(mail.text)) return null;
  const at = copyBelow.exec(mail.text);
  const said = mail.text.slice(0, at?.index ?? mail.text.length);
  const copy = at ? fieldsOfReturned(mail.text.slice(at.index + at[0].length)) : [];
  const mark = markOf(mail);
  const messageIds = [...new Set([...idsIn(valueOf(copy, 'message-id')), ...mark.messageIds])];
  const facts = said
    .split(/\r?\n[ \t]*\r?\n/, 1000)
    .map(readParagraph)
    .filter((fact) => fact !== null);
  return facts.length > 0 ? facts.map((fact) => plainFact('bounced', { ...mark, messageIds }, fact)) : null;
}

function readParagraph(paragraph: string): Partial<ReportedFact> | null {
  const [first, ...lines] = paragraph.trim().split(/\r?\n/);
  const recipient = recipientForm.exec(first ?? '')?.[1];
  if (!recipient) return null;
  const said = lines.join(' ');
  // What qmail itself found stands at the end as `(#5.1.1)`; what the far side said comes after "Remote host said:".
  const remote = readDiagnostic(/Remote host said:\s*(.*)$/.exec(said)?.[1] ?? null);
  const own = /\(#([245]\.\d{1,3}\.\d{1,3})\)/.exec(said)?.[1] ?? null;
  return {
    recipient,
    enhancedCode: remote.enhancedCode ?? own,
    replyCode: remote.replyCode,
    text: readDiagnostic(said).text,
    isDead: isDead([own, remote.enhancedCode]),
  };
}
