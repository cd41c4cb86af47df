import { SESv2Client, type SESv2ClientConfig, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { HandoverFailure, HandoverOutcome, HandoverResult } from '../../domain/mail/handover.js';
import { scrubbed } from '../../domain/mail/replies.js';
import type { ComposedMail, MailTransport } from './transport.js';

/** SES answers within a second or two; who waits longer learns nothing more. */
const answerMs = 120_000;

/**
 * Hands mails to Amazon SES, API v2, as raw MIME. The SDK's own retries are off: where no answer came, the mail may have been
 * taken, and sending it again is for people to decide. Credentials come from where the SDK finds them.
 */
export class SesTransport implements MailTransport {
  readonly name = 'ses';
  /** "Do not sign Message-ID, Date, Return-Path": https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-manual.html */
  readonly rewrites = ['message-id', 'date'];
  private readonly client: SESv2Client;
  private readonly configurationSet: string | undefined;
  private readonly host: string;

  /** @param sesUrl `ses://us-east-1?configurationSet=hubs&endpoint=https://…` */
  constructor(sesUrl: string, more: Pick<SESv2ClientConfig, 'credentials'> = {}) {
    const url = new URL(sesUrl);
    const endpoint = url.searchParams.get('endpoint');
    this.configurationSet = url.searchParams.get('configurationSet') ?? undefined;
    this.host = endpoint ? new URL(endpoint).host : `email.${url.hostname}.amazonaws.com`;
    this.client = new SESv2Client({
      region: url.hostname,
      maxAttempts: 1,
      requestHandler: { requestTimeout: answerMs, throwOnRequestTimeout: true },
      ...(endpoint && { endpoint }),
      ...more,
    });
  }

  async handOver({ envelope, raw }: ComposedMail): Promise<HandoverResult> {
    const startedAt = new Date();
    const command = new SendEmailCommand({
      FromEmailAddress: envelope.from,
      Destination: { ToAddresses: [envelope.to] },
      Content: { Raw: { Data: raw } },
      ConfigurationSetName: this.configurationSet,
    });
    const place = {
      remoteHost: this.host,
      remoteAddress: null,
      tls: 'https',
      enhancedCode: null,
      connectedAt: startedAt,
    };
    try {
      const { MessageId, $metadata } = await this.client.send(command);
      const said = { replyCode: $metadata.httpStatusCode ?? null, replyText: null, queueId: MessageId ?? null };
      return { outcome: 'accepted', failure: null, ...said, ...place, handedAt: new Date() };
    } catch (error) {
      const refusal = readRefusal(error);
      const verdict = judgeRefusal(refusal);
      const wasHanded = refusal.status !== null || verdict.outcome === 'unknown';
      const said = { replyCode: refusal.status, replyText: scrubbed(refusal.text), queueId: null };
      return {
        ...verdict,
        ...said,
        ...place,
        connectedAt: wasHanded ? startedAt : null,
        handedAt: wasHanded ? new Date() : null,
      };
    }
  }

  close(): void {
    this.client.destroy();
  }
}

interface Refusal {
  name: string;
  message: string;
  /** HTTP status; null: there was no answer. */
  status: number | null;
  /** Of the socket, e.g. `ECONNREFUSED`. */
  code: string | null;
  text: string;
}

function readRefusal(error: unknown): Refusal {
  if (!(error instanceof Error)) throw error;
  const { $metadata, code } = error as { $metadata?: { httpStatusCode?: number }; code?: string };
  const status = $metadata?.httpStatusCode ?? null;
  const text = status === null ? (code ?? error.name) : `${error.name}: ${error.message}`;
  return { name: error.name, message: error.message, status, code: code ?? null, text };
}

/** The connection never stood, or there was nothing to sign with: nothing was handed over. */
const neverLeft = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
]);

/** The documented errors of SendEmail and those common to all actions of SES. */
function judgeRefusal({ name, message, status, code }: Refusal): {
  outcome: HandoverOutcome;
  failure: HandoverFailure;
} {
  if (name === 'CredentialsProviderError') return { outcome: 'deferred', failure: 'sender_refused' };
  if (status === null)
    return code !== null && neverLeft.has(code)
      ? { outcome: 'deferred', failure: 'server_away' }
      : { outcome: 'unknown', failure: 'no_answer' };
  if (status === 429 || status === 503 || throttled.has(name)) return { outcome: 'deferred', failure: 'server_busy' };
  // "An error occurred" says nothing of what happened before it did.
  if (status >= 500) return { outcome: 'unknown', failure: 'no_answer' };
  if (status === 401 || status === 403 || aboutUs.has(name)) return { outcome: 'deferred', failure: 'sender_refused' };
  // The sandbox, and senders that were never verified, come under the name of a refused mail.
  if (name === 'MessageRejected' && message.startsWith('Email address is not verified'))
    return { outcome: 'deferred', failure: 'sender_refused' };
  return { outcome: 'rejected', failure: 'mail_refused' };
}

const throttled = new Set(['TooManyRequestsException', 'LimitExceededException', 'ThrottlingException', 'Throttling']);
const aboutUs = new Set([
  'AccountSuspendedException',
  'SendingPausedException',
  'MailFromDomainNotVerifiedException',
  'NotFoundException',
]);
