import { z } from 'zod';
import { isDead, plainerCode, readDiagnostic, readStatus } from './codes.js';
import { plainFact, readDate, type MailMark, type ReportedFact, type ReportKind } from './facts.js';

const recipient = z.looseObject({
  emailAddress: z.string().optional(),
  status: z.string().optional(),
  action: z.string().optional(),
  diagnosticCode: z.string().optional(),
});

/**
 * What Amazon SES publishes, in the form of event publishing (`eventType`) and of the older notifications of an identity
 * (`notificationType`): https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
const SesEvent = z.looseObject({
  eventType: z.string().optional(),
  notificationType: z.string().optional(),
  mail: z.looseObject({
    messageId: z.string(),
    destination: z.array(z.string()).default([]),
    commonHeaders: z.looseObject({ messageId: z.string().optional() }).optional(),
    headers: z.array(z.looseObject({ name: z.string(), value: z.string() })).optional(),
  }),
  bounce: z
    .looseObject({
      bounceType: z.string().optional(),
      bounceSubType: z.string().optional(),
      bouncedRecipients: z.array(recipient).default([]),
      reportingMTA: z.string().optional(),
      timestamp: z.string().optional(),
    })
    .optional(),
  complaint: z
    .looseObject({
      complaintFeedbackType: z.string().optional(),
      complainedRecipients: z.array(recipient).default([]),
      timestamp: z.string().optional(),
    })
    .optional(),
  delivery: z
    .looseObject({
      recipients: z.array(z.string()).default([]),
      smtpResponse: z.string().optional(),
      reportingMTA: z.string().optional(),
      timestamp: z.string().optional(),
    })
    .optional(),
  deliveryDelay: z
    .looseObject({ delayedRecipients: z.array(recipient).default([]), timestamp: z.string().optional() })
    .optional(),
});
type SesEvent = z.infer<typeof SesEvent>;

/** The facts in one message of SES; none where it tells of something else, such as an opening. @throws when it is no event of SES */
export function readSesEvent(message: unknown): ReportedFact[] {
  const event = SesEvent.parse(message);
  const mark = markOf(event);
  switch ((event.eventType ?? event.notificationType)?.toLowerCase()) {
    case 'bounce':
      return bounced(event, mark);
    case 'complaint':
      return complained(event, mark);
    case 'delivery':
      return delivered(event, mark);
    case 'deliverydelay':
      return (event.deliveryDelay?.delayedRecipients ?? []).map((who) =>
        said('delayed', mark, who, event.deliveryDelay?.timestamp),
      );
    // Our mail was found to hold a virus, or could not be written: it went to nobody.
    case 'reject':
      return event.mail.destination.map((to) => plainFact('bounced', mark, { recipient: to }));
    default:
      return [];
  }
}

function markOf({ mail }: SesEvent): MailMark {
  const header = mail.headers?.find(({ name }) => name.toLowerCase() === 'message-id')?.value;
  const ids = [mail.commonHeaders?.messageId, header].flatMap((id) => id?.trim().replace(/^<|>$/g, '') ?? []);
  return { messageIds: [...new Set(ids)], returnKey: null, queueId: mail.messageId };
}

function said(
  kind: ReportKind,
  mark: MailMark,
  who: z.infer<typeof recipient>,
  timestamp: string | undefined,
): ReportedFact {
  const status = readStatus(who.status ?? null);
  const diagnosis = readDiagnostic(who.diagnosticCode ?? null);
  return plainFact(kind, mark, {
    recipient: who.emailAddress ?? null,
    enhancedCode: plainerCode(status, diagnosis.enhancedCode),
    replyCode: diagnosis.replyCode,
    text: diagnosis.text,
    isDead: kind === 'bounced' && isDead([status, diagnosis.enhancedCode]),
    at: readDate(timestamp ?? null),
  });
}

/** A transient one is what it says of itself: the mail did not arrive, the mailbox may live. */
function bounced({ bounce }: SesEvent, mark: MailMark): ReportedFact[] {
  return (bounce?.bouncedRecipients ?? []).map((who) => {
    const fact = said('bounced', mark, who, bounce?.timestamp);
    const isNoMailbox = bounce?.bounceType === 'Permanent' && bounce.bounceSubType === 'NoEmail';
    return {
      ...fact,
      remoteHost: bounce?.reportingMTA?.replace(/^\s*dns\s*;\s*/i, '') ?? null,
      isDead: bounce?.bounceType !== 'Transient' && (fact.isDead || isNoMailbox),
    };
  });
}

function complained({ complaint }: SesEvent, mark: MailMark): ReportedFact[] {
  if (complaint?.complaintFeedbackType === 'not-spam') return [];
  return (complaint?.complainedRecipients ?? []).map((who) => said('complained', mark, who, complaint?.timestamp));
}

function delivered({ delivery }: SesEvent, mark: MailMark): ReportedFact[] {
  const diagnosis = readDiagnostic(delivery?.smtpResponse ?? null);
  return (delivery?.recipients ?? []).map((to) =>
    plainFact('delivered', mark, {
      ...diagnosis,
      recipient: to,
      remoteHost: delivery?.reportingMTA ?? null,
      at: readDate(delivery?.timestamp ?? null),
    }),
  );
}
