import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { SmtpServer } from './smtp-url.js';
import { patientTimes, type SmtpTimes } from './smtp-session.js';

/** The connection ended, or made no sense, before a reply was there. */
export class LineBroken extends Error {
  override readonly name = 'LineBroken';
  /** @param reason what a broken connection is called, e.g. `ECONNRESET`; never more */
  constructor(readonly reason: string) {
    super('The connection to the mail server ended');
  }
}

/** RFC 5321 §4.5.3.1.5 allows 512 octets a line; whoever sends so much without an end speaks another protocol. */
const replyLimit = 64 * 1024;

/** A connection on which replies are read in the order in which they come, however they are cut into packets. */
export class SmtpLine {
  private unread = '';
  private lines: string[] = [];
  private readonly replies: string[] = [];
  private waiting: { resolve: (reply: string) => void; reject: (error: LineBroken) => void } | null = null;
  private broken: LineBroken | null = null;

  private constructor(
    private socket: Socket,
    private readonly times: SmtpTimes,
  ) {
    this.listen();
  }

  /** @throws LineBroken */
  static async connect(server: SmtpServer, times: SmtpTimes = patientTimes): Promise<SmtpLine> {
    const { host, port } = server;
    const socket = server.secure ? connectTls({ host, port, ...nameOf(host) }) : connectPlain({ host, port });
    socket.setNoDelay(true);
    await stands(socket, server.secure ? 'secureConnect' : 'connect', times.connectMs);
    return new SmtpLine(socket, times);
  }

  get isAlive(): boolean {
    return this.broken === null && this.replies.length === 0 && this.socket.writable;
  }

  get remoteAddress(): string | null {
    return this.socket.remoteAddress ?? null;
  }

  /** The protocol; null: in the clear. */
  get tls(): string | null {
    return 'getProtocol' in this.socket ? (this.socket as TLSSocket).getProtocol() : null;
  }

  /** All pieces as one write. What a broken connection does not take shows when its reply is read. */
  write(...pieces: (string | Buffer)[]): void {
    if (this.broken) return;
    this.socket.cork();
    for (const piece of pieces) this.socket.write(piece);
    this.socket.uncork();
  }

  /** The next reply, its lines joined by line breaks. @throws LineBroken */
  read(patienceMs = this.times.silenceMs): Promise<string> {
    const next = this.replies.shift();
    if (next !== undefined) return Promise.resolve(next);
    if (this.broken) return Promise.reject(this.broken);
    this.socket.setTimeout(patienceMs);
    return new Promise((resolve, reject) => (this.waiting = { resolve, reject }));
  }

  /** TLS on the same connection (RFC 3207). @throws LineBroken */
  async secure(host: string): Promise<void> {
    // Whatever came in the clear behind the reply to STARTTLS was put there by somebody else.
    if (this.unread !== '' || this.lines.length > 0 || this.replies.length > 0) this.break('EPROTOCOL');
    if (this.broken) throw this.broken;
    for (const event of ['data', 'timeout', 'error', 'close']) this.socket.removeAllListeners(event);
    const secured = connectTls({ socket: this.socket, host, ...nameOf(host) });
    await stands(secured, 'secureConnect', this.times.greetingMs);
    this.socket = secured;
    this.listen();
  }

  /** At once. */
  drop(): void {
    this.broken ??= new LineBroken('closed');
    this.socket.destroy();
  }

  /** With a word of goodbye. */
  quit(): void {
    if (this.isAlive) this.socket.end('QUIT\r\n');
    // Who does not close in turn is closed upon.
    setTimeout(() => this.socket.destroy(), 2_000).unref();
  }

  private listen(): void {
    this.socket.setTimeout(0);
    this.socket.on('data', (bytes: Buffer) => this.take(bytes.toString('utf8')));
    this.socket.on('timeout', () => this.waiting && this.break('ETIMEDOUT'));
    this.socket.on('error', (error: NodeJS.ErrnoException) => this.break(error.code ?? 'ESOCKET'));
    this.socket.on('close', () => this.break('ECONNCLOSED'));
  }

  private take(text: string): void {
    const parts = (this.unread + text).split('\n');
    this.unread = parts.pop() ?? '';
    if (this.unread.length > replyLimit || this.lines.length > 1_000) return this.break('EPROTOCOL');
    for (const part of parts) {
      const line = part.endsWith('\r') ? part.slice(0, -1) : part;
      if (!/^\d{3}(?:[ -]|$)/.test(line)) return this.break('EPROTOCOL');
      this.lines.push(line);
      if (line[3] !== '-') this.ended();
    }
  }

  private ended(): void {
    const reply = this.lines.join('\n');
    this.lines = [];
    const { waiting } = this;
    this.waiting = null;
    if (waiting) waiting.resolve(reply);
    else this.replies.push(reply);
  }

  private break(reason: string): void {
    this.broken ??= new LineBroken(reason);
    this.socket.destroy();
    this.waiting?.reject(this.broken);
    this.waiting = null;
  }
}

/** Certificates are for names; a bare address has none to ask for. */
const nameOf = (host: string) => (isIP(host) ? {} : { servername: host });

function stands(socket: Socket, event: 'connect' | 'secureConnect', patienceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      clearTimeout(timer);
      socket.destroy();
      reject(new LineBroken(reason));
    };
    const timer = setTimeout(() => fail('ETIMEDOUT'), patienceMs);
    socket.once('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'ESOCKET'));
    socket.once('close', () => fail('ECONNCLOSED'));
    socket.once(event, () => {
      clearTimeout(timer);
      socket.removeAllListeners('error').removeAllListeners('close');
      resolve();
    });
  });
}
