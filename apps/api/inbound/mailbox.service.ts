import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { findMail } from '../../../database/inbound-match.js';
import { readReturnKey } from '../../../domain/mail/reports/marks.js';
import { fieldsOfReturned } from '../../../domain/mail/reports/parts.js';
import { isReportForm } from '../../../domain/mail/reports/read-report.js';
import type { Config } from '../../../integrations/config.js';
import { domainOf } from '../../../integrations/mail/settings.js';
import { CONFIG } from '../config.js';
import { Inbox } from './inbox.service.js';
import { InboundRefusals } from './refusals.service.js';

/** What is kept of one mail: a report stands at its beginning, and our own mail, which it brings along, after that. */
const keptBytes = 1024 * 1024;
const takenBytes = 25 * 1024 * 1024;
const retryMs = 30_000;

/** As the protocol has it: a code, an enhanced code and a sentence. */
class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly responseCode: number,
    sentence: string,
  ) {
    super(sentence);
  }
}

/**
 * The mailbox that returned mails come to: a mail server for one address of ours, to which the MX of the return path or a forwarder
 * leads. It answers yes once a mail is kept and not before, so whatever happens to us, the other side still has it until then.
 */
@Injectable()
export class BounceMailbox implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('mailbox');
  private server: SMTPServer | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly inbox: Inbox,
    private readonly pool: Pool,
    private readonly refusals: InboundRefusals,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.returns.mailbox) this.listen(this.config.returns.mailbox.port);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    const { server } = this;
    this.server = null;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }

  /** A port that another copy on this machine holds is that copy's; it is tried again in case it ends. */
  private listen(port: number): void {
    const server = this.makeServer();
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.syscall !== 'listen') return;
      this.log.warn(`Port ${port} for returned mails cannot be opened (${error.code}); trying again.`);
      this.timer = setTimeout(() => this.listen(port), retryMs);
      this.timer.unref();
    });
    server.listen(port, this.config.local ? '127.0.0.1' : undefined);
    this.server = server;
  }

  private makeServer(): SMTPServer {
    return new SMTPServer({
      authOptional: true,
      // Whoever returns a mail signs in nowhere, and we have no certificate to show.
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      banner: 'Porchlight takes returned mails',
      size: takenBytes,
      maxClients: 50,
      socketTimeout: 60_000,
      closeTimeout: 2_000,
      logger: false,
      onRcptTo: ({ address }, session, done) => done(this.refuseRecipient(address, session)),
      onData: (stream, session, done) => {
        void this.answer(stream, session, done);
      },
    });
  }

  private refuseRecipient(address: string, session: SMTPServerSession): Error | null {
    const own = this.config.returns.mailbox?.address.toLowerCase() ?? '';
    const at = address.lastIndexOf('@');
    const local = address.slice(0, at).split('+')[0]?.toLowerCase();
    if (`${local}@${address.slice(at + 1).toLowerCase()}` !== own)
      return new Refusal(550, '5.1.1 Only returned mails are taken here');
    if (session.envelope.rcptTo.length > 0) return new Refusal(452, '4.5.3 One recipient at a time');
    return null;
  }

  private async answer(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (error: Error | null, message?: string) => void,
  ): Promise<void> {
    try {
      await this.take(stream, session);
      done(null, 'Kept');
    } catch (error) {
      done(error instanceof Refusal ? error : new Refusal(451, '4.3.0 It could not be kept now, try again'));
    }
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const { raw, size } = await readStart(stream);
    if (stream.sizeExceeded) throw new Refusal(552, '5.3.4 The mail is too large');
    const { mailFrom, rcptTo } = session.envelope;
    const from = mailFrom ? mailFrom.address : '';
    const to = rcptTo[0]?.address ?? null;
    if (!(await this.mayCome({ from, to, raw }))) {
      this.refusals.count('mailbox', 'A mail of somebody that is no report, to no mail of ours.');
      throw new Refusal(550, '5.7.1 Nobody reads this address; please answer to the address in From or Reply-To');
    }
    await this.inbox.keep({ source: 'mailbox', key: null, envelope: { from, to }, raw, size });
  }

  /** Reports have no sender. What has one must be in the form of a report, or come to the return path of a mail that we know. */
  private async mayCome({ from, to, raw }: { from: string; to: string | null; raw: Buffer }): Promise<boolean> {
    if (from === '') return true;
    if (isReportForm(fieldsOfReturned(raw.toString('latin1', 0, 64 * 1024)))) return true;
    const returnKey = readReturnKey(to);
    if (!returnKey) return false;
    const { hubMailFrom, mailFrom } = this.config;
    const domains = [domainOf(hubMailFrom), domainOf(mailFrom)];
    return (await findMail(this.pool, { mailIds: [], returnKey, queueId: null }, domains)) !== null;
  }
}

async function readStart(stream: SMTPServerDataStream): Promise<{ raw: Buffer; size: number }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (size < keptBytes) chunks.push(chunk.subarray(0, keptBytes - size));
    size += chunk.length;
  }
  return { raw: Buffer.concat(chunks), size };
}
