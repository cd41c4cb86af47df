import { createServer, type Server, type Socket } from 'node:net';
import { freePort } from '../../apps/local/ports.js';

/** What the sink does with mails to one receiver; without one it takes them. */
export type Behaviour =
  | { at: 'recipient' | 'message'; reply: string }
  /** Breaks the connection: instead of an answer to DATA, or when the whole mail is there, final dot included. */
  | { drop: 'data' | 'dot' }
  /** Takes the whole mail and does not answer until it is let go. */
  | { hold: 'dot' };

export interface TakenMail {
  from: string;
  to: string;
  /** MAIL and RCPT as they came, with their parameters. */
  commands: string[];
  raw: Buffer;
}

/**
 * A bare mail server of the tests' own, on the socket: it keeps what it was given and refuses, breaks off or stays silent where it is
 * told to. Everything that reached the final dot is kept, answered or not.
 */
export class SmtpSink {
  readonly received: TakenMail[] = [];
  /** What was answered 250. */
  readonly taken: TakenMail[] = [];
  connections = 0;
  private readonly behaviours = new Map<string, Behaviour[]>();
  private readonly sockets = new Set<Socket>();
  private held: (() => void)[] = [];
  private server: Server | null = null;
  private port = 0;

  /** @param pipelining whether the server says that it takes commands without waiting (RFC 2920) */
  constructor(private readonly options: { pipelining?: boolean; greeting?: string } = {}) {}

  /** On the same port again after `away`. */
  async listen(): Promise<void> {
    this.port ||= await freePort();
    const server = createServer((socket) => this.talk(socket));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Nobody answers on the port any more, and open connections are gone. */
  async away(): Promise<void> {
    this.dropAll();
    const { server } = this;
    this.server = null;
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  /** Breaks every connection, as a restart of the server does. */
  dropAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** In turn for each mail to this receiver; after the last one they are taken. */
  behave(to: string, ...behaviours: Behaviour[]): void {
    this.behaviours.set(to, behaviours);
  }

  /** Answers what was held back. */
  letGo(): void {
    for (const answer of this.held.splice(0)) answer();
  }

  to(address: string): TakenMail[] {
    return this.received.filter((mail) => mail.to === address);
  }

  private talk(socket: Socket): void {
    this.connections += 1;
    this.sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
    const say = (line: string) => void (socket.destroyed || socket.write(`${line}\r\n`));
    let mail: Omit<TakenMail, 'raw'> = { from: '', to: '', commands: [] };
    let isRefused = false;
    let body: Buffer | null = null;
    let isHeld = false;
    let rest = Buffer.alloc(0);

    const command = (line: string) => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO') return say(this.hello());
      if (verb === 'MAIL') {
        mail = { from: pathIn(line), to: '', commands: [line] };
        isRefused = false;
        return say('250 2.1.0 Go on');
      }
      if (verb === 'RCPT') return recipient(line);
      if (verb === 'DATA') return data();
      if (verb === 'QUIT') return void socket.end('221 2.0.0 Bye\r\n');
      say('250 2.0.0 Fine');
    };
    const recipient = (line: string) => {
      mail.to = pathIn(line);
      mail.commands.push(line);
      const behaviour = this.behaviours.get(mail.to)?.[0];
      isRefused = behaviour !== undefined && 'at' in behaviour && behaviour.at === 'recipient';
      if (!isRefused) return say('250 2.1.5 Go on');
      this.behaviours.get(mail.to)?.shift();
      say((behaviour as { reply: string }).reply);
    };
    const data = () => {
      if (isRefused) return say('554 5.5.1 No receiver');
      const behaviour = this.behaviours.get(mail.to)?.[0];
      if (behaviour && 'drop' in behaviour && behaviour.drop === 'data') {
        this.behaviours.get(mail.to)?.shift();
        return void socket.destroy();
      }
      body = Buffer.alloc(0);
      say('354 Go on');
    };
    const ended = (raw: Buffer) => {
      const whole = { ...mail, raw };
      this.received.push(whole);
      const behaviour = this.behaviours.get(mail.to)?.shift();
      const take = () => {
        this.taken.push(whole);
        say(`250 2.0.0 Ok: queued as SINK${this.received.length}`);
      };
      if (!behaviour) return take();
      if ('drop' in behaviour) return void socket.destroy();
      if ('hold' in behaviour) {
        // What comes behind a mail is answered after it, as the protocol has it.
        isHeld = true;
        return void this.held.push(() => {
          take();
          isHeld = false;
          read();
        });
      }
      say(behaviour.reply);
    };

    const read = () => {
      for (;;) {
        if (isHeld) return;
        const end = rest.indexOf(body ? '\r\n.\r\n' : '\r\n');
        if (end < 0 || socket.destroyed) return;
        const piece = rest.subarray(0, end);
        rest = rest.subarray(end + (body ? 5 : 2));
        if (body) {
          body = null;
          ended(Buffer.from(undotted(piece)));
        } else command(piece.toString('latin1'));
      }
    };
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk as Buffer]);
      read();
    });
    say(this.options.greeting ?? '220 sink.example ESMTP');
  }

  private hello(): string {
    const offers = [
      'sink.example',
      ...(this.options.pipelining === false ? [] : ['PIPELINING']),
      'SIZE 10000000',
      'DSN',
      'ENHANCEDSTATUSCODES',
      '8BITMIME',
    ];
    return offers.map((offer, at) => `250${at === offers.length - 1 ? ' ' : '-'}${offer}`).join('\r\n');
  }
}

const pathIn = (line: string) => /<([^>]*)>/.exec(line)?.[1] ?? '';

/** RFC 5321 §4.5.2; the line break before the final dot belongs to the mail. */
const undotted = (piece: Buffer) => `${piece.toString('latin1').replaceAll('\r\n..', '\r\n.')}\r\n`;
