import type { HandoverResult } from '../../domain/mail/handover.js';
import { SmtpLane, unopened } from './smtp-lane.js';
import { patientTimes, type SmtpTimes } from './smtp-session.js';
import { readSmtpUrl, type SmtpServer } from './smtp-url.js';
import type { BatchUnderWay, BulkTransport, ComposedMail, MailBatch, MailTransport } from './transport.js';

/** One mail that waits for a connection, with the batch that it came in. */
interface Queued extends ComposedMail {
  begin(): Promise<boolean>;
  done(result: HandoverResult): void;
  /** What else of its batch waits. */
  batch: Queued[];
}

/** Batches share the connections in turns, a mail each: a small one does not wait for the end of a large one. */
abstract class Queue implements BulkTransport {
  abstract readonly name: MailTransport['name'];
  abstract readonly rewrites: readonly string[];
  /** Those of which something waits; whose turn is next stands first. */
  private readonly batches: Queued[][] = [];
  private working = 0;

  constructor(readonly connections: number) {}

  handOverAll<Mail extends ComposedMail>({ mails, begin, done }: MailBatch<Mail>): BatchUnderWay<Mail> {
    let left = mails.length;
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const leave = () => {
      left -= 1;
      if (left === 0) resolve();
    };
    if (left === 0) resolve();
    const batch: Queued[] = [];
    const queued = new Map(
      mails.map((mail): [Queued, Mail] => [
        {
          ...mail,
          batch,
          begin: async () => {
            const mayGo = await begin(mail);
            if (!mayGo) leave();
            return mayGo;
          },
          done: (result) => {
            done(mail, result);
            leave();
          },
        },
        mail,
      ]),
    );
    batch.push(...queued.keys());
    if (batch.length > 0) this.batches.push(batch);
    for (let open = batch.length; open > 0 && this.working < this.connections; open -= 1) this.startLane();
    const stop = () => {
      const taken = batch.splice(0);
      for (const _ of taken) leave();
      return taken.map((mail) => queued.get(mail)!);
    };
    return { ended, stop };
  }

  abstract close(): void;

  /** Works through what waits until nothing does. */
  protected abstract work(): Promise<void>;

  protected get isWaiting(): boolean {
    return this.batches.some((batch) => batch.length > 0);
  }

  /** The next mail of the batch whose turn it is. */
  protected take(): Queued | null {
    for (let batch = this.batches.shift(); batch; batch = this.batches.shift()) {
      const mail = batch.shift();
      if (batch.length > 0) this.batches.push(batch);
      if (mail) return mail;
    }
    return null;
  }

  /** A mail that was taken and goes before the others of its batch. */
  protected giveBack(mail: Queued): void {
    mail.batch.unshift(mail);
    if (!this.batches.includes(mail.batch)) this.batches.unshift(mail.batch);
  }

  private startLane(): void {
    this.working += 1;
    void this.work().finally(() => {
      this.working -= 1;
      if (this.isWaiting) this.startLane();
    });
  }
}

/** Below the five minutes after which servers may close a silent connection (RFC 5321 §4.5.3.2.7). */
const idleMs = 4 * 60_000;

/** Connections of our own, which take commands ahead where the server does. */
export class SmtpBulk extends Queue {
  readonly name = 'smtp';
  readonly rewrites = [];
  private readonly server: SmtpServer;
  private idle: { lane: SmtpLane; timer: NodeJS.Timeout }[] = [];
  private isClosed = false;

  constructor(
    smtpUrl: string,
    connections: number,
    private readonly times: SmtpTimes = patientTimes,
  ) {
    super(connections);
    this.server = readSmtpUrl(smtpUrl);
  }

  close(): void {
    this.isClosed = true;
    for (const { lane, timer } of this.idle.splice(0)) {
      clearTimeout(timer);
      lane.quit();
    }
  }

  protected async work(): Promise<void> {
    while (this.isWaiting) {
      let lane: SmtpLane;
      try {
        lane = this.takeIdle() ?? (await SmtpLane.open(this.server, this.times));
      } catch (error) {
        this.take()?.done(unopened(error, this.server.host));
        continue;
      }
      await lane.run<Queued>({
        take: () => this.take(),
        begin: (mail) => mail.begin(),
        giveBack: (mail) => this.giveBack(mail),
        done: (mail, result) => mail.done(result),
      });
      if (lane.isAlive) this.putBack(lane);
    }
  }

  private takeIdle(): SmtpLane | null {
    for (let next = this.idle.pop(); next; next = this.idle.pop()) {
      clearTimeout(next.timer);
      if (next.lane.isAlive) return next.lane;
    }
    return null;
  }

  private putBack(lane: SmtpLane): void {
    if (this.isClosed) return lane.quit();
    const timer = setTimeout(() => {
      this.idle = this.idle.filter((kept) => kept.lane !== lane);
      lane.quit();
    }, idleMs);
    timer.unref();
    this.idle.push({ lane, timer });
  }
}

/** A service that takes mails one by one, so many at a time. */
export class OneByOne extends Queue {
  constructor(
    private readonly transport: MailTransport,
    connections: number,
  ) {
    super(connections);
  }

  get name() {
    return this.transport.name;
  }

  get rewrites() {
    return this.transport.rewrites;
  }

  close(): void {
    this.transport.close();
  }

  protected async work(): Promise<void> {
    for (let mail = this.take(); mail; mail = this.take()) {
      if (await mail.begin()) mail.done(await this.transport.handOver(mail));
    }
  }
}
