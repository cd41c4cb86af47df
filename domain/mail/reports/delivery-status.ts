import { isDead, plainerCode, readDiagnostic, readStatus } from './codes.js';
import { plainFact, readDate, type ReportedFact, type ReportKind } from './facts.js';
import { markOf, readEnvelopeId } from './marks.js';
import { type Field, readGroups, type SplitMail, valueOf } from './parts.js';

const isStatus = (type: string) => type === 'message/delivery-status' || type === 'message/global-delivery-status';

/** RFC 3464 §2.3.3; `expanded` is a list that mails on. */
const kindOfAction: Record<string, ReportKind> = {
  failed: 'bounced',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'relayed',
  expanded: 'relayed',
};
const kindOfClass: Record<string, ReportKind> = { '5': 'bounced', '4': 'delayed', '2': 'delivered' };

/** What a delivery status notification (RFC 3464, RFC 6533) says, one fact for a recipient. Null: it is none, or says nothing. */
export function readDeliveryStatus(mail: SplitMail): ReportedFact[] | null {
  const status = mail.parts.find(({ type }) => isStatus(type));
  if (!status) return null;
  const groups = readGroups(status.text);
  // Some write the fields of the message and of its one recipient without the empty line between them.
  const perMessage = groups[0] ?? [];
  const recipients = groups.filter((fields) => recipientOf(fields) !== null || valueOf(fields, 'action') !== null);
  const envelopeId = readEnvelopeId(valueOf(perMessage, 'original-envelope-id'));
  const mark = markOf(mail, [envelopeId]);
  const facts = recipients.map((fields) => readRecipient(fields, perMessage)).filter((fact) => fact !== null);
  return facts.length > 0 ? facts.map((fact) => plainFact(fact.kind, mark, fact)) : null;
}

/** Of several addresses the one that the mail was sent to in the first place: ours (RFC 3464 §2.3.1). */
function recipientOf(fields: Field[]): string | null {
  const value = valueOf(fields, 'original-recipient') ?? valueOf(fields, 'final-recipient');
  const address = value?.replace(/^\s*[\w.-]+\s*;/, '').replace(/^\s*<?|>?\s*$/g, '');
  return address ? readXtext(address) : null;
}

const readXtext = (address: string) =>
  address.includes('@')
    ? address
    : address.replace(/\+([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function readRecipient(fields: Field[], perMessage: Field[]): (Partial<ReportedFact> & { kind: ReportKind }) | null {
  const action = /^[a-z]+/i.exec(valueOf(fields, 'action') ?? '')?.[0].toLowerCase() ?? '';
  const status = readStatus(valueOf(fields, 'status'));
  const diagnosis = readDiagnostic(valueOf(fields, 'diagnostic-code'));
  const kind = kindOfAction[action] ?? kindOfClass[status?.[0] ?? ''];
  if (!kind) return null;
  const remote = valueOf(fields, 'remote-mta') ?? valueOf(perMessage, 'reporting-mta');
  return {
    kind,
    recipient: recipientOf(fields),
    enhancedCode: plainerCode(status, diagnosis.enhancedCode),
    replyCode: diagnosis.replyCode,
    text: diagnosis.text,
    remoteHost: remote?.replace(/^\s*[\w.-]+\s*;\s*/, '').slice(0, 255) ?? null,
    isDead: kind === 'bounced' && isDead([status, diagnosis.enhancedCode]),
    at: readDate(valueOf(fields, 'last-attempt-date') ?? valueOf(perMessage, 'arrival-date')),
  };
}
