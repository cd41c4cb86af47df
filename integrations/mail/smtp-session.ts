import { Readable } from 'node:stream';
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpServer } from './smtp-url.js';
import type { ComposedMail } from './transport.js';

export interface SmtpTimes {
  /** For the connection to stand. */
  connectMs: number;
  /** For the greeting and TLS. */
  greetingMs: number;
  /** Silence on the line. RFC 5321 §4.5.3.2.6 wants at least 10 minutes for the answer to the final dot. */
  silenceMs: number;
}

export const patientTimes: SmtpTimes = { connectMs: 60_000, greetingMs: 5 * 60_000, silenceMs: 11 * 60_000 };

/** How far a mail had come when its handing-over ended. */
export type Progress = 'nothing sent' | 'part sent' | 'all sent';

export interface SentMail {
  reply: string;
  handedAt: Date | null;
}

/** The handing-over of one mail failed; `cause` is nodemailer's error with the server's reply, if there was one. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
  constructor(
    override readonly cause: Error & { response?: string; responseCode?: number; command?: string },
    readonly progress: Progress,
    readonly handedAt: Date | null,
  ) {
    super('The mail was not taken');
  }
}

/** One connection to a mail server, over which mails go one after the other. */
export class SmtpSession {
  readonly connectedAt = new Date();

  private constructor(
    private readonly connection: SMTPConnection,
    /** Who the other side is, and how the line is kept from others. */
    readonly place: { remoteAddress: string | null; tls: string | null },
  ) {
    // What happens to a connection while a mail is on it comes out of `send`; nobody waits for the rest.
    connection.on('error', () => undefined);
  }

  /** @throws NotTaken */
  static async open(server: SmtpServer, times: SmtpTimes): Promise<SmtpSession> {
    const connection = new SMTPConnection({
      host: server.host,
      port: server.port,
      secure: server.secure,
      requireTLS: server.requireTls,
      ...(server.name && { name: server.name }),
      connectionTimeout: times.connectMs + times.greetingMs,
      greetingTimeout: times.greetingMs,
      socketTimeout: times.silenceMs,
    });
    try {
      await new Promise<void>((resolve, reject) => {
        connection.once('error', reject);
        connection.connect((error) => (error ? reject(error) : resolve()));
      });
      const { auth } = server;
      if (auth)
        await new Promise<void>((resolve, reject) =>
          connection.login({ credentials: auth }, (error) => (error ? reject(error) : resolve())),
        );
    } catch (error) {
      connection.close();
      throw new NotTaken(error as Error, 'nothing sent', null);
    }
    return new SmtpSession(connection, placeOf(connection));
  }

  get isAlive(): boolean {
    return !this.connection.destroyed;
  }

  /** @throws NotTaken */
  async send(mail: ComposedMail): Promise<SentMail> {
    let handedAt: Date | null = null;
    const source = Readable.from(pieces(mail.raw), { objectMode: false, highWaterMark: pieceBytes });
    source.once('end', () => (handedAt = new Date()));
    const { from, to } = mail.envelope;
    const envid = mail.messageId.replace(/[<>]/g, '');
    const envelope = {
      from,
      to: [to],
      size: mail.raw.length,
      dsn: { ret: 'HDRS', envid, notify: ['FAILURE', 'DELAY'], recipient: `rfc822;${to}` },
    };
    return new Promise((resolve, reject) => {
      this.connection.send(envelope, source, (error, info) =>
        error ? reject(new NotTaken(error, progressOf(source), handedAt)) : resolve({ reply: info.response, handedAt }),
      );
    });
  }

  /** Makes the connection fit for the next mail after a refusal. @returns false when it is not */
  async reset(): Promise<boolean> {
    if (!this.isAlive) return false;
    return new Promise((resolve) => this.connection.reset((error) => resolve(!error)));
  }

  /** At once. */
  drop(): void {
    this.connection.close();
  }

  /** With a word of goodbye. */
  quit(): void {
    if (this.isAlive) this.connection.quit();
  }
}

/** The socket is public, but there after STARTTLS too under a name that begins like a private one. */
function placeOf(connection: SMTPConnection) {
  const socket: unknown = Reflect.get(connection, '_socket');
  return {
    remoteAddress: socket instanceof Socket ? (socket.remoteAddress ?? null) : null,
    tls: socket instanceof TLSSocket ? socket.getProtocol() : null,
  };
}

/** The final dot follows the last piece at once. */
function progressOf(source: Readable): Progress {
  if (!source.readableDidRead) return 'nothing sent';
  return source.readableEnded ? 'all sent' : 'part sent';
}

const pieceBytes = 16 * 1024;

function* pieces(raw: Buffer) {
  for (let at = 0; at < raw.length; at += pieceBytes) yield raw.subarray(at, at + pieceBytes);
}
