import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Contact } from '../../../database/entities/contacts.js';
import { SendAttempt } from '../../../database/entities/mail.js';
import { query } from '../../../database/execute.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { settleAttempt } from '../../../database/settle-attempt.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { Relay } from '../outbox/relay.js';
import { NotFound, Problem } from '../problem.js';
import { findAttempts, presentAttempt } from './attempt-rows.js';
import type { ContactMail, MailAttempt, MailNotSent, SettleAttempt } from './mail.schemas.js';

/** What was handed over to whom, with the proof of it, and what nobody knows. */
@Injectable()
export class SendAttempts {
  constructor(
    private readonly em: EntityManager,
    private readonly relay: Relay,
  ) {}

  async ofContact(actor: RequestActor, contactId: string): Promise<ContactMail> {
    const contact = await this.em.findOne(Contact, contactId, { fields: ['id'] });
    if (!contact) throw new NotFound('contact');
    const accountId = accountOf(actor);
    const rows = await findAttempts(this.em, 'a.contact_id = $1 and a.account_id = $2', [contactId, accountId]);
    const notSent = await query<MailNotSent>(this.em, notSentSql, [contactId, accountId]);
    return {
      data: rows.map((row) => presentAttempt(row, true)),
      notSent: notSent.map((notice) => ({ ...notice, at: new Date(notice.at).toISOString() })),
      total: rows.length,
      hasNextPage: false,
    };
  }

  async get(actor: RequestActor, attemptId: string): Promise<MailAttempt> {
    const known = await this.em.findOne(SendAttempt, attemptId, { fields: ['id'] });
    const [row] = known ? await findAttempts(this.em, 'a.id = $1', [attemptId]) : [];
    if (!row) throw new NotFound('mail');
    return presentAttempt(row, actor.role === 'agent');
  }

  /** A person says what became of a mail of which nobody knows. */
  async settle(actor: RequestActor, attemptId: string, { as, reason }: SettleAttempt): Promise<MailAttempt> {
    const known = await this.em.findOne(SendAttempt, attemptId, { fields: ['id', 'accountId'] });
    if (!known) throw new NotFound('mail');
    const woken = await this.em.transactional(async (tx) => {
      const settled = await settleAttempt(tx, { attemptId, as, reason, by: actor.userId });
      if (!settled)
        throw new Problem(409, 'not_unknown', 'It is known what became of this mail, so there is nothing to settle.');
      await recordAudit(
        tx,
        auditBy(actor, {
          accountId: known.accountId,
          action: 'send_attempt.settled',
          subject: { kind: 'send_attempt', id: attemptId },
          reason,
          before: { state: 'unknown' },
          after: { as },
        }),
      );
      return settled.workflowId;
    });
    if (woken) await this.relay.deliver(woken);
    return this.get(actor, attemptId);
  }
}

/** Mails about the contact's Hubs that were owed and not handed over (yet). */
const notSentSql = `
select n.id::text as "noticeId", n.kind, n.state, n.failure_sentence as sentence, coalesce(n.ended_at, n.created_at) as at
from notices n join hubs h on h.id = n.hub_id
where h.contact_id = $1 and n.account_id = $2 and n.state in ('waiting', 'failed', 'dropped')
  and not exists (select from send_attempts a where a.notice_id = n.id)
order by n.id desc limit 50`;
