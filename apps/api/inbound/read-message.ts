import { plainFact } from '../../../domain/mail/reports/facts.js';
import type { InboundSource } from '../../../domain/mail/reports/outcomes.js';
import { readReport } from '../../../domain/mail/reports/read-report.js';
import { readSendGridEvents } from '../../../domain/mail/reports/sendgrid-events.js';
import { readSesEvent } from '../../../domain/mail/reports/ses-events.js';
import type { InboundFact } from '../../../database/inbound.js';
import { splitMail } from '../../../integrations/mail/split-mail.js';

export interface StoredMessage {
  source: InboundSource;
  key: string;
  envelopeFrom: string | null;
  envelopeTo: string | null;
  /** Null once it was purged. */
  raw: Buffer | null;
}

/** What something that was kept says. What is in no form that we know becomes one event that a person looks at; nothing is dropped. */
export async function readMessage(message: StoredMessage): Promise<InboundFact[]> {
  const { source, raw, key } = message;
  if (!raw) return [];
  if (source === 'mailbox') {
    const mail = await splitMail(raw, { from: message.envelopeFrom, to: message.envelopeTo });
    return numbered(key, readReport(mail));
  }
  try {
    return source === 'ses' ? readSes(key, raw) : readSendGridEvents(JSON.parse(raw.toString('utf8')));
  } catch {
    return numbered(key, [plainFact('unreadable', { messageIds: [], returnKey: null, queueId: null })]);
  }
}

function readSes(key: string, raw: Buffer): InboundFact[] {
  const { Message: text } = JSON.parse(raw.toString('utf8')) as { Message: string };
  // What SES writes in plain words when a topic is set up is no event.
  if (!text.trimStart().startsWith('{')) return [];
  return numbered(key, readSesEvent(JSON.parse(text)));
}

const numbered = <Fact>(key: string, facts: Fact[]) => facts.map((fact, at) => ({ ...fact, eventKey: `${key}:${at}` }));
