import type { HandoverResult } from '../../domain/mail/handover.js';
import { judgeReply, queueIdIn, readReply, type ReplyStage } from '../../domain/mail/replies.js';
import { NotTaken, patientTimes, SmtpSession, type SmtpTimes } from './smtp-session.js';
import { readSmtpUrl, type SmtpServer } from './smtp-url.js';
import type { ComposedMail, MailTransport } from './transport.js';

/** Below the five minutes after which servers may close a silent connection (RFC 5321 §4.5.3.2.7). */
const idleMs = 4 * 60_000;

/**
 * Hands mails to one mail server over a few connections that stay open between mails. A mail is sent once: another connection is
 * taken only where the one from before turned out to be closed and not a byte of the mail had left.
 */
export class SmtpTransport implements MailTransport {
  readonly name = 'smtp';
  readonly rewrites = [];
  private readonly server: SmtpServer;
  private idle: { session: SmtpSession; timer: NodeJS.Timeout }[] = [];
  private readonly waiting: (() => void)[] = [];
  private open = 0;
  private isClosed = false;

  constructor(
    smtpUrl: string,
    private readonly connections: number,
    private readonly times: SmtpTimes = patientTimes,
  ) {
    this.server = readSmtpUrl(smtpUrl);
  }

  async handOver(mail: ComposedMail): Promise<HandoverResult> {
    await this.slot();
    try {
      return await this.handOverNow(mail);
    } finally {
      this.open -= 1;
      this.waiting.shift()?.();
    }
  }

  close(): void {
    this.isClosed = true;
    for (const { session, timer } of this.idle.splice(0)) {
      clearTimeout(timer);
      session.quit();
    }
  }

  private async slot(): Promise<void> {
    while (this.open >= this.connections) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.open += 1;
  }

  private async handOverNow(mail: ComposedMail): Promise<HandoverResult> {
    const reused = this.takeIdle();
    let session = reused;
    try {
      session ??= await SmtpSession.open(this.server, this.times);
      const { reply, handedAt } = await session.send(mail);
      this.putBack(session);
      const { code, enhancedCode, text } = readReply(reply);
      const said = { replyCode: code, enhancedCode, replyText: text, queueId: queueIdIn(text), handedAt };
      return { outcome: 'accepted', failure: null, ...said, ...this.placeOf(session) };
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      if (reused && wasClosedMeanwhile(error)) {
        reused.drop();
        return this.handOverNow(mail);
      }
      await this.keepOrDrop(session, error);
      return { ...judge(error), ...this.placeOf(session) };
    }
  }

  private placeOf(session: SmtpSession | null) {
    return {
      remoteHost: this.server.host,
      ...(session?.place ?? { remoteAddress: null, tls: null }),
      connectedAt: session?.connectedAt ?? null,
    };
  }

  private takeIdle(): SmtpSession | null {
    for (let next = this.idle.pop(); next; next = this.idle.pop()) {
      clearTimeout(next.timer);
      if (next.session.isAlive) return next.session;
    }
    return null;
  }

  private putBack(session: SmtpSession): void {
    if (this.isClosed) return session.quit();
    const timer = setTimeout(() => {
      this.idle = this.idle.filter((kept) => kept.session !== session);
      session.quit();
    }, idleMs);
    timer.unref();
    this.idle.push({ session, timer });
  }

  /** A refusal leaves the connection as good as before; anything else ends it. */
  private async keepOrDrop(session: SmtpSession | null, { cause, progress }: NotTaken): Promise<void> {
    if (!session) return;
    const isRefusal = cause.responseCode !== undefined && cause.responseCode !== 421 && progress !== 'part sent';
    if (isRefusal && (await session.reset())) this.putBack(session);
    else session.drop();
  }
}

const wasClosedMeanwhile = ({ cause, progress }: NotTaken) =>
  progress === 'nothing sent' && cause.responseCode === undefined;

function judge({ cause, progress, handedAt }: NotTaken) {
  const reply = readReply(cause.response);
  const said = { replyCode: reply.code, enhancedCode: reply.enhancedCode, queueId: null, handedAt };
  const verdict = judgeReply(reply, stageOf(cause.command));
  if (verdict) return { ...verdict, ...said, replyText: reply.text };
  if (progress === 'all sent')
    return { outcome: 'unknown', failure: 'no_answer', ...said, replyText: reply.text ?? reasonOf(cause) } as const;
  return { outcome: 'deferred', failure: 'server_away', ...said, replyText: reply.text ?? reasonOf(cause) } as const;
}

function stageOf(command: string | undefined): ReplyStage {
  if (command === 'MAIL FROM') return 'sender';
  if (command === 'RCPT TO') return 'recipient';
  return command === 'DATA' ? 'message' : 'session';
}

/** What a broken connection is called, e.g. `ECONNREFUSED`; never a message, which may hold more. */
const reasonOf = (error: Error & { code?: string; originalCode?: string; timeoutType?: string }) =>
  error.timeoutType ?? error.originalCode ?? error.code ?? error.name;
