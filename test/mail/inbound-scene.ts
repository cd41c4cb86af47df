import type { InboundDetail, InboundEvent } from '../../apps/api/inbound/inbound.schemas.js';
import { as, type Session, until } from '../platform/platform.js';
import { MailScene } from './mail-scene.js';

/** A platform that mails are returned to, and somebody of operations who looks at what came back. */
export class InboundScene {
  private constructor(
    readonly mail: MailScene,
    readonly ops: Session,
    /** Of the mailbox. */
    readonly port: number,
  ) {}

  static async begin(settings: NodeJS.ProcessEnv = {}): Promise<InboundScene> {
    const mail = await MailScene.begin(settings);
    const ops = await as('ops', mail.own.platform.apiUrl);
    return new InboundScene(mail, ops, Number(mail.own.platform.env.BOUNCE_SMTP_PORT));
  }

  /** Somebody who was invited and whose mail was taken. */
  async invited() {
    const made = await this.mail.invite();
    const { id: attemptId, messageId } = await this.mail.latest(made.contactId, 'accepted');
    return { ...made, attemptId, messageId, returnPath: this.mail.sink.to(made.email)[0]!.from };
  }

  /** Somebody of whose mail nobody knows. */
  async lost() {
    const made = await this.mail.invite({ behave: (to) => this.mail.sink.behave(to, { drop: 'dot' }) });
    const { id: attemptId, messageId } = await this.mail.latest(made.contactId, 'unknown');
    return { ...made, attemptId, messageId };
  }

  async events(filter: Record<string, unknown>): Promise<InboundEvent[]> {
    const answer = await this.ops(`/api/inbound-events?filter=${encodeURIComponent(JSON.stringify(filter))}`);
    return ((await answer.json()) as { data: InboundEvent[] }).data;
  }

  applied(attemptId: string, kind: InboundEvent['kind']): Promise<InboundEvent> {
    return until(`a report of ${kind} is applied`, async () =>
      (await this.events({ attemptId })).find((event) => event.kind === kind && event.state !== 'waiting'),
    );
  }

  async detail(id: string): Promise<InboundDetail> {
    return (await (await this.ops(`/api/inbound-events/${id}`)).json()) as InboundDetail;
  }

  suppression(email: string) {
    return this.mail.one<{ reason: string; source: string }>(
      'select reason, source from suppressions where email = $1 and removed_at is null',
      email,
    );
  }

  facts(attemptId: string) {
    return this.mail.one(
      `select state, delivered_at is not null as delivered, bounced_at is not null as bounced, complained_at is not null as complained,
         settled_as, settled_by from send_attempts where id = $1`,
      attemptId,
    );
  }

  /** What was counted for the account so far. */
  counted() {
    return this.mail.one<{ bounced: number; delivered: number; complained: number }>(
      `select coalesce(sum(bounced), 0)::int as bounced, coalesce(sum(delivered), 0)::int as delivered,
         coalesce(sum(complained), 0)::int as complained from sending_days where account_id = $1`,
      this.mail.accountId,
    );
  }
}
