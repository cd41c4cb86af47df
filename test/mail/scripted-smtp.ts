import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export interface Talk {
  socket: Socket;
  /** Counts from 1. */
  connection: number;
  /** Mails whose final dot came over this connection. */
  mails: string[];
  say(...lines: string[]): void;
  /** Nothing is answered any more. */
  mute(): true;
}

/** What a server does with one line, or with the whole of a mail; without an answer of its own the usual one is given. */
export interface Script {
  greet?: (talk: Talk) => void;
  /** @returns true: the line was dealt with */
  command?: (line: string, talk: Talk) => boolean;
  message?: (mail: string, talk: Talk) => boolean;
  offers?: string[];
}

/** A mail server that behaves as awkwardly as its script says, one line at a time. */
export class ScriptedSmtp {
  readonly mails: string[] = [];
  connections = 0;
  /** Octets that came after a DATA was taken. */
  octets = 0;
  private server: Server | null = null;
  private port = 0;
  private readonly sockets = new Set<Socket>();

  constructor(private readonly script: Script) {}

  async listen(): Promise<string> {
    this.server = createServer((socket) => this.talk(socket));
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
    return `smtp://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** A round trip over a connection of its own. */
  async greetsAnother(): Promise<void> {
    const socket = connect(this.port, '127.0.0.1');
    await once(socket, 'data');
    socket.destroy();
  }

  private talk(socket: Socket): void {
    this.sockets.add(socket);
    this.connections += 1;
    const say = (...lines: string[]) =>
      void (socket.writable && socket.write(lines.map((line) => `${line}\r\n`).join('')));
    let isMute = false;
    const mute = (): true => (isMute = true);
    const talk: Talk = { socket, connection: this.connections, mails: [], say, mute };
    const { script } = this;
    let unread = '';
    let isData = false;
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      if (isData) this.octets += bytes.length;
      unread += bytes.toString('utf8');
      for (;;) {
        const sign = isData ? '\r\n.\r\n' : '\r\n';
        const empty = isData && unread.startsWith('.\r\n');
        const end = empty ? 0 : unread.indexOf(sign);
        if (end < 0 || isMute || socket.destroyed) return;
        const piece = unread.slice(0, end);
        unread = unread.slice(end + (empty ? 3 : sign.length));
        if (isData) {
          isData = false;
          this.mails.push(piece);
          talk.mails.push(piece);
          if (!script.message?.(piece, talk)) say('250 2.0.0 Taken');
        } else if (!script.command?.(piece, talk)) isData = this.usual(piece, say);
        else if (piece === 'DATA') isData = true;
      }
    });
    if (script.greet) script.greet(talk);
    else say('220 awkward.example ESMTP');
  }

  /** @returns whether a mail follows */
  private usual(line: string, say: Talk['say']): boolean {
    if (line.startsWith('EHLO')) {
      const offers = ['awkward.example', ...(this.script.offers ?? ['PIPELINING', 'SIZE 1000000', 'DSN'])];
      say(...offers.map((offer, at) => `250${at === offers.length - 1 ? ' ' : '-'}${offer}`));
    } else say(line === 'DATA' ? '354 Go on' : line === 'QUIT' ? '221 Bye' : '250 Fine');
    return line === 'DATA';
  }
}
