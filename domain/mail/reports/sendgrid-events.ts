import { z } from 'zod';
import { isDead, readDiagnostic, readStatus } from './codes.js';
import { plainFact, type ReportedFact, type ReportKind } from './facts.js';

/** One event: https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event */
const SendGridEvent = z.looseObject({
  event: z.string(),
  sg_event_id: z.string().min(1).max(200),
  email: z.string().optional(),
  timestamp: z.number().optional(),
  'smtp-id': z.string().optional(),
  status: z.string().optional(),
  reason: z.string().optional(),
  response: z.string().optional(),
  type: z.string().optional(),
});
type SendGridEvent = z.infer<typeof SendGridEvent>;

const kinds: Record<string, ReportKind> = {
  processed: 'relayed',
  delivered: 'delivered',
  deferred: 'delayed',
  bounce: 'bounced',
  dropped: 'bounced',
  spamreport: 'complained',
  unsubscribe: 'unsubscribed',
  group_unsubscribe: 'unsubscribed',
};

/**
 * The facts in one delivery of SendGrid, each with the provider's id of it; openings and clicks are left out.
 * @throws when it is no list of events
 */
export function readSendGridEvents(delivery: unknown): (ReportedFact & { eventKey: string })[] {
  return z
    .array(SendGridEvent)
    .max(10_000)
    .parse(delivery)
    .flatMap((event) => {
      const kind = kinds[event.event];
      return kind ? [{ ...readEvent(event, kind), eventKey: event.sg_event_id }] : [];
    });
}

function readEvent(event: SendGridEvent, kind: ReportKind): ReportedFact {
  const diagnosis = readDiagnostic(event.reason ?? event.response ?? null);
  const status = readStatus(event.status ?? null);
  const id = event['smtp-id']?.trim().replace(/^<|>$/g, '');
  return plainFact(
    kind,
    { messageIds: id ? [id] : [], returnKey: null, queueId: null },
    {
      ...diagnosis,
      recipient: event.email ?? null,
      enhancedCode: status ?? diagnosis.enhancedCode,
      // "blocked" is a refusal by policy, "dropped" was never sent: neither says that nobody is there.
      isDead: event.event === 'bounce' && event.type !== 'blocked' && isDead([status, diagnosis.enhancedCode]),
      at: event.timestamp ? new Date(event.timestamp * 1000) : null,
    },
  );
}
