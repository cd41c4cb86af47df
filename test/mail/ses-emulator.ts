import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { freePort } from '../../apps/local/ports.js';
import { type AwsKey, signatureFault } from './aws-signature.js';

export interface SesMail {
  messageId: string;
  from: string;
  to: string[];
  configurationSet: string | null;
  /** As it reaches the receiver: Message-ID and Date are those of SES. */
  raw: Buffer;
}

/** Errors of SendEmail as its documentation lists them, with their HTTP status. */
const errors = {
  AccountSuspendedException: [
    400,
    "The message can't be sent because the account's ability to send email has been permanently restricted.",
  ],
  SendingPausedException: [
    400,
    "The message can't be sent because the account's ability to send email is currently paused.",
  ],
  MailFromDomainNotVerifiedException: [400, "The message can't be sent because the sending domain isn't verified."],
  MessageRejected: [400, "The message can't be sent because it contains invalid content."],
  TooManyRequestsException: [429, 'Maximum sending rate exceeded.'],
  LimitExceededException: [400, 'Daily message quota exceeded.'],
  InternalServiceErrorException: [
    500,
    "The request couldn't be processed because an error occurred with the Amazon SES API v2.",
  ],
  ServiceUnavailable: [503, 'The request has failed due to a temporary failure of the server.'],
} as const satisfies Record<string, readonly [number, string]>;
export type SesError = keyof typeof errors;

interface SendEmail {
  FromEmailAddress?: string;
  Destination?: { ToAddresses?: string[] };
  Content?: { Raw?: { Data?: string } };
  ConfigurationSetName?: string;
}

/**
 * Amazon SES, API v2, as far as handing over raw mails goes, written from its documentation: signatures, verified identities,
 * configuration sets, its errors, and its habit of writing Message-ID and Date anew.
 */
export class SesEmulator {
  static readonly region = 'us-east-1';
  readonly credentials = { accessKeyId: 'AKIATESTONLY', secretAccessKey: randomBytes(20).toString('hex') };
  readonly taken: SesMail[] = [];
  readonly verified = new Set(['porchlight.example']);
  readonly configurationSets = new Set(['hubs']);
  /** Errors to answer with next, in turn. `hang up`: takes the mail, and breaks the connection instead of answering. */
  readonly next: (SesError | 'hang up')[] = [];
  requests = 0;
  private server: Server | null = null;
  private port = 0;

  /** On the same port again after `close`. */
  async listen(): Promise<void> {
    this.port ||= await freePort();
    const server = createServer((request, response) => void this.answer(request, response));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = null;
    server?.closeAllConnections();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  get url(): string {
    const endpoint = encodeURIComponent(`http://127.0.0.1:${this.port}`);
    return `ses://${SesEmulator.region}?configurationSet=hubs&endpoint=${endpoint}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const key: AwsKey = { ...this.credentials, region: SesEmulator.region, service: 'ses' };
    const signed = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
    const fault = signatureFault(signed, key);
    if (fault)
      return refuse(
        response,
        fault,
        403,
        'The request signature we calculated does not match the signature you provided.',
      );
    if (request.method !== 'POST' || request.url !== '/v2/email/outbound-emails')
      return refuse(response, 'NotFoundException', 404, 'There is no such operation.');
    this.send(JSON.parse(body.toString()) as SendEmail, response);
  }

  private send(given: SendEmail, response: ServerResponse): void {
    const forced = this.next.shift();
    if (forced && forced !== 'hang up') {
      const [status, message] = errors[forced];
      return refuse(response, forced, status, message);
    }
    const from = given.FromEmailAddress ?? '';
    const raw = Buffer.from(given.Content?.Raw?.Data ?? '', 'base64');
    const to = given.Destination?.ToAddresses ?? [];
    if (raw.length === 0 || to.length === 0)
      return refuse(response, 'BadRequestException', 400, 'The input you provided is invalid.');
    const set = given.ConfigurationSetName ?? null;
    if (set && !this.configurationSets.has(set))
      return refuse(response, 'NotFoundException', 404, `Configuration set <${set}> does not exist.`);
    if (!this.verified.has(from.slice(from.lastIndexOf('@') + 1)))
      return refuse(
        response,
        'MessageRejected',
        400,
        `Email address is not verified. The following identities failed the check in region ${SesEmulator.region.toUpperCase()}: ${from}`,
      );
    const messageId = `0100${randomBytes(8).toString('hex')}-${randomBytes(4).toString('hex')}-000000`;
    this.taken.push({ messageId, from, to, configurationSet: set, raw: rewritten(raw, messageId) });
    if (forced === 'hang up') return void response.socket?.destroy();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ MessageId: messageId }));
  }
}

function refuse(response: ServerResponse, type: string, status: number, message: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type })
    .end(JSON.stringify({ message }));
}

/** "Amazon SES overwrites any Date and Message-ID header that you provide." */
function rewritten(raw: Buffer, messageId: string): Buffer {
  const text = raw
    .toString('latin1')
    .replace(/^Message-ID:[^\r]*(\r\n[ \t][^\r]*)*/im, `Message-ID: <${messageId}@email.amazonses.example>`)
    .replace(/^Date:[^\r]*/im, `Date: ${new Date().toUTCString()}`);
  return Buffer.from(text, 'latin1');
}
