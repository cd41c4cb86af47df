import type { Pool } from 'pg';
import { oweNotice, type OwedNotice } from '../../database/notices.js';
import type { MailAttempt } from '../../apps/api/mail/mail.schemas.js';
import { startOwnPlatform, type OwnPlatform } from '../pipeline-platform.js';
import { as, type Session, until } from '../platform/platform.js';
import { SmtpSink } from './smtp-sink.js';

const json = { 'content-type': 'application/json' };
let count = 0;

/** A platform of its own that hands its mails to a sink, and an agent who invites people. */
export class MailScene {
  private constructor(
    readonly own: OwnPlatform,
    readonly sink: SmtpSink,
    readonly agent: Session,
    readonly accountId: string,
  ) {}

  static async begin(settings: NodeJS.ProcessEnv = {}): Promise<MailScene> {
    const sink = new SmtpSink();
    await sink.listen();
    const own = await startOwnPlatform({ SMTP_URL: sink.url, MAIL_RETRY_SECONDS: '1', ...settings });
    const agent = await as('agent', own.platform.apiUrl);
    const me = (await (await agent('/api/me')).json()) as { account: { id: string } };
    return new MailScene(own, sink, agent, me.account.id);
  }

  async end(): Promise<void> {
    await this.own.stop();
    await this.sink.away();
  }

  get pool(): Pool {
    return this.own.pipeline.pool;
  }

  async post(path: string, body: object): Promise<Response> {
    return this.agent(path, { method: 'POST', headers: json, body: JSON.stringify(body) });
  }

  settle(attemptId: string, outcome: string, reason = 'She called and said so'): Promise<Response> {
    return this.post(`/api/send-attempts/${attemptId}/settle`, { as: outcome, reason });
  }

  private async made(path: string, body: object): Promise<{ id: string }> {
    const answer = await this.post(path, body);
    if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  }

  /** A contact with a home and a Hub, not invited yet. */
  async hub(more: { firstName?: string } = {}): Promise<{ email: string; contactId: string; hubId: string }> {
    count += 1;
    const email = `anna${count}-${process.pid}@example.com`;
    const contact = await this.made('/api/contacts', { firstName: 'Anna', lastName: `Bell ${count}`, email });
    if (more.firstName)
      await this.pool.query('update contacts set first_name = $2 where id = $1', [contact.id, more.firstName]);
    const home = { street: `${count} Elm St`, city: 'Boulder', state: 'CO', zip: '80302' };
    const hub = await this.made('/api/hubs', { contactId: contact.id, home });
    return { email, contactId: contact.id, hubId: hub.id };
  }

  /** Invites them by mail. @param before what the mail server is told about the address first */
  async invite(more: { firstName?: string; behave?: (email: string) => void; message?: string } = {}) {
    const made = await this.hub(more);
    more.behave?.(made.email);
    const { id } = await this.made(
      `/api/hubs/${made.hubId}/invitations`,
      more.message ? { message: more.message } : {},
    );
    return { ...made, invitationId: id };
  }

  async mails(contactId: string): Promise<MailAttempt[]> {
    return ((await (await this.agent(`/api/contacts/${contactId}/mail`)).json()) as { data: MailAttempt[] }).data;
  }

  /** The latest attempt at mailing this contact, once it is in that state. */
  latest(contactId: string, state: MailAttempt['state']): Promise<MailAttempt> {
    return until(
      `a mail that is ${state}`,
      async () => {
        const [latest] = await this.mails(contactId);
        return latest?.state === state ? latest : null;
      },
      { seconds: 60 },
    );
  }

  invitation(invitationId: string) {
    return this.one(
      `select state, wave, blocked_code, blocked_sentence, next_action_at, first_sent_at from invitations where id = $1`,
      invitationId,
    );
  }

  async one<Row extends Record<string, unknown>>(sql: string, id: string): Promise<Row> {
    return (await this.pool.query<Row>(sql, [id])).rows[0]!;
  }

  owe(notice: Omit<OwedNotice, 'accountId'>): Promise<string> {
    return oweNotice(this.pool, { accountId: this.accountId, ...notice });
  }

  notice(noticeId: string, state: string): Promise<{ state: string; failure_code: string | null }> {
    return until(`the notice is ${state}`, async () => {
      const row = await this.one<{ state: string; failure_code: string | null }>(
        'select state, failure_code from notices where id = $1',
        noticeId,
      );
      return row.state === state ? row : null;
    });
  }
}
