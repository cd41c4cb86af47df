import type { HandoverFailure, HandoverOutcome, HandoverResult } from '../../domain/mail/handover.js';
import { judgeReply, queueIdIn, readReply, type ReplyStage } from '../../domain/mail/replies.js';
import { commandsFor, dotted, obstacleFor } from './smtp-commands.js';
import { openLine, type Offers, SessionRefused } from './smtp-hello.js';
import { LineBroken, type SmtpLine } from './smtp-line.js';
import type { SmtpTimes } from './smtp-session.js';
import type { SmtpServer } from './smtp-url.js';
import type { ComposedMail } from './transport.js';

/** Where a lane gets its mails and leaves what became of them. */
export interface LaneWork<Mail extends ComposedMail> {
  /** The next one, or null: there is none. */
  take(): Mail | null;
  /** Settles when the mail's first byte may leave; false: it may not, and is out of the question. */
  begin(mail: Mail): Promise<boolean>;
  /** Not a byte of it has left, and the connection is gone: it goes on another one. */
  giveBack(mail: Mail): void;
  done(mail: Mail, result: HandoverResult): void;
}

/**
 * One connection over which mails go one after the other, each in one round trip where the server takes commands without waiting
 * (RFC 2920): sender, receiver and DATA of the next one travel behind the final dot of the one before.
 */
export class SmtpLane {
  private readonly connectedAt = new Date();
  private carried = 0;
  private isOpenTransaction = false;

  private constructor(
    private readonly line: SmtpLine,
    private readonly offers: Offers,
    private readonly place: Pick<HandoverResult, 'remoteHost' | 'remoteAddress' | 'tls'>,
  ) {}

  /** @throws LineBroken, SessionRefused */
  static async open(server: SmtpServer, times: SmtpTimes): Promise<SmtpLane> {
    const { line, offers } = await openLine(server, times);
    return new SmtpLane(line, offers, { remoteHost: server.host, remoteAddress: line.remoteAddress, tls: line.tls });
  }

  get isAlive(): boolean {
    return this.line.isAlive;
  }

  quit(): void {
    this.line.quit();
  }

  /** Until there is nothing to take, or the connection is of no more use; then `isAlive` says so. */
  async run<Mail extends ComposedMail>(work: LaneWork<Mail>): Promise<void> {
    let mail = work.take();
    let isNamed = false;
    while (mail) {
      const obstacle = obstacleFor(mail, this.offers);
      if (obstacle) {
        work.done(mail, this.tell({ outcome: 'rejected', failure: 'mail_refused', note: obstacle }));
        mail = work.take();
        continue;
      }
      const refusal = await this.name(mail, isNamed).catch(toBroken);
      if (refusal instanceof LineBroken || (refusal && isFarewell(refusal.reply) && this.carried > 0)) {
        this.line.drop();
        // A server may close between two mails, with or without a word; a fresh connection that ends says something.
        if (this.carried > 0) work.giveBack(mail);
        else work.done(mail, this.tell(brokenBefore(refusal)));
        return;
      }
      if (refusal) {
        work.done(mail, this.tell(judged(refusal)));
        if (isFarewell(refusal.reply) || !/^[45]/.test(refusal.reply)) return this.line.drop();
        isNamed = false;
        mail = work.take();
        continue;
      }
      // A mail that was named cannot be taken back but by ending the connection.
      if (!(await work.begin(mail))) return this.line.drop();
      if (!this.line.isAlive) {
        this.line.drop();
        return work.giveBack(mail);
      }
      const next: Mail | null = this.offers.has('PIPELINING') ? work.take() : null;
      const isNextNamed = next !== null && obstacleFor(next, this.offers) === null;
      this.carried += 1;
      const handedAt = this.hand(mail, isNextNamed ? next : null);
      const reply = await this.line.read().catch(toBroken);
      work.done(mail, this.tell({ ...concluded(reply), handedAt }));
      if (typeof reply !== 'string' || isFarewell(reply) || !/^[245]/.test(reply)) {
        this.line.drop();
        if (next) work.giveBack(next);
        return;
      }
      isNamed = isNextNamed;
      mail = next ?? work.take();
    }
  }

  /** Sender, receiver and DATA, unless they have gone already. @returns what was refused; null: the mail may come */
  private async name(mail: ComposedMail, isNamed: boolean): Promise<Refusal | null> {
    const commands = commandsFor(mail, this.offers);
    const isPiped = this.offers.has('PIPELINING');
    if (this.isOpenTransaction) {
      this.isOpenTransaction = false;
      this.line.write('RSET\r\n');
      await this.line.read();
    }
    if (isPiped && !isNamed) this.line.write(commands.map(({ text }) => text).join(''));
    let refusal: Refusal | null = null;
    for (const { text, stage, good } of commands) {
      if (!isPiped) this.line.write(text);
      const reply = await this.line.read();
      const isGood = reply.startsWith(good);
      if (!isGood) refusal ??= { reply, stage };
      // DATA was taken although there is nobody to get it: an empty mail ends it.
      else if (stage === 'message' && refusal) {
        this.line.write('.\r\n');
        await this.line.read();
      }
      if (isFarewell(reply)) break;
      if (refusal && !isPiped) break;
    }
    this.isOpenTransaction = refusal !== null && refusal.stage !== 'sender';
    return refusal;
  }

  /** Everything up to the final dot, and the naming of the next one behind it. */
  private hand({ raw }: ComposedMail, next: ComposedMail | null): Date {
    const end = raw.subarray(-2).toString('latin1') === '\r\n' ? '.\r\n' : '\r\n.\r\n';
    const behind = next ? commandsFor(next, this.offers).map(({ text }) => text).join('') : ''; // prettier-ignore
    this.line.write(dotted(raw), end + behind);
    return new Date();
  }

  private tell(said: Said): HandoverResult {
    const reply = readReply(said.reply ?? undefined);
    return {
      outcome: said.outcome,
      failure: said.failure,
      replyCode: reply.code,
      enhancedCode: reply.enhancedCode,
      replyText: reply.text ?? said.note ?? null,
      queueId: said.outcome === 'accepted' ? queueIdIn(reply.text) : null,
      ...this.place,
      connectedAt: this.connectedAt,
      handedAt: said.handedAt ?? null,
    };
  }
}

interface Refusal {
  reply: string;
  stage: ReplyStage;
}

interface Said {
  outcome: HandoverOutcome;
  failure: HandoverFailure | null;
  reply?: string | undefined;
  note?: string;
  handedAt?: Date;
}

const isFarewell = (reply: string) => reply.startsWith('421');

/** @throws whatever is no broken line */
function toBroken(error: unknown): LineBroken {
  if (error instanceof LineBroken) return error;
  throw error;
}

const brokenBefore = (refusal: Refusal | LineBroken): Said =>
  refusal instanceof LineBroken
    ? { outcome: 'deferred', failure: 'server_away', note: refusal.reason }
    : judged(refusal);

/** What a reply that no protocol knows means is not known; the mail itself never left. */
function judged({ reply, stage }: Refusal): Said {
  const verdict = judgeReply(readReply(reply), stage) ?? ({ outcome: 'deferred', failure: 'server_busy' } as const);
  return { ...verdict, reply };
}

function concluded(reply: string | LineBroken): Said {
  if (typeof reply !== 'string') return { outcome: 'unknown', failure: 'no_answer', note: reply.reason };
  if (reply.startsWith('2')) return { outcome: 'accepted', failure: null, reply };
  return { ...(judgeReply(readReply(reply), 'message') ?? { outcome: 'unknown', failure: 'no_answer' }), reply };
}

/** What became of a mail for which there was no connection. */
export function unopened(error: unknown, host: string): HandoverResult {
  const said: Said =
    error instanceof SessionRefused ? judged({ reply: error.reply, stage: 'session' }) : brokenBefore(toBroken(error));
  const { code, enhancedCode, text } = readReply(said.reply);
  const nowhere = {
    queueId: null,
    remoteHost: host,
    remoteAddress: null,
    tls: null,
    connectedAt: null,
    handedAt: null,
  };
  const { outcome, failure, note } = said;
  return { outcome, failure, replyCode: code, enhancedCode, replyText: text ?? note ?? null, ...nowhere };
}
