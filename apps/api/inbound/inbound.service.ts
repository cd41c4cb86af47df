import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { platformChain } from '../../../domain/audit/events.js';
import { query } from '../../../database/execute.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { type ListPage, listPage } from '../list.js';
import { NotFound, Problem } from '../problem.js';
import { grantReveal, maskFor } from '../reveals.js';
import { Inbox } from './inbox.service.js';
import { findInbound, type InboundRow, presentInbound } from './inbound-rows.js';
import type { DismissInbound, InboundDetail, InboundEvent, InboundQuery, RevealInbound } from './inbound.schemas.js';
import { maskRaw } from './mask-raw.js';

const shownChars = 64 * 1024;

/** What came back from mails, on all accounts: what was made of it, and what a person has to look at. */
@Injectable()
export class InboundEvents {
  constructor(
    private readonly em: EntityManager,
    private readonly inbox: Inbox,
  ) {}

  async list(actor: RequestActor, { page, perPage, order, filter }: InboundQuery): Promise<ListPage<InboundEvent>> {
    const rows = await findInbound(
      this.em,
      `where ($1::text is null or e.state = $1) and ($2::text is null or e.kind = $2) and ($3::text is null or e.source = $3)
         and ($4::boolean is null or (e.attempt_id is not null) = $4) and ($5::bigint is null or e.account_id = $5)
         and ($6::bigint is null or e.attempt_id = $6)
         and ($7::bigint is null or e.attempt_id in (select id from send_attempts where campaign_id = $7))
         and ($8::text is null or $8 = any (e.outcomes))
       order by e.id ${order === 'ASC' ? 'asc' : 'desc'} limit $9 offset $10`,
      [
        filter.state ?? null,
        filter.kind ?? null,
        filter.source ?? null,
        filter.matched ?? null,
        filter.accountId ?? null,
        filter.attemptId ?? null,
        filter.campaignId ?? null,
        filter.outcome ?? null,
        perPage + 1,
        (page - 1) * perPage,
      ],
    );
    const isMasked = await this.maskOf(actor, rows);
    return listPage(
      rows.map((row) => presentInbound(row, isMasked(row))),
      { perPage },
    );
  }

  async get(actor: RequestActor, eventId: string): Promise<InboundDetail> {
    const row = await this.find(eventId);
    const masked = (await this.maskOf(actor, [row]))(row);
    const [message] = await query<{ raw: string | null; size: number; isCut: boolean; purgedAt: Date | string | null }>(
      this.em,
      `select encode(substring(raw from 1 for ${shownChars}), 'base64') as raw, size, is_cut as "isCut", purged_at as "purgedAt"
       from inbound_messages where id = $1`,
      [row.message_id],
    );
    const text = message?.raw == null ? null : Buffer.from(message.raw, 'base64').toString('utf8');
    const { size = 0, isCut = false, purgedAt } = message ?? {};
    return {
      ...presentInbound(row, masked),
      marks: row.marks,
      raw:
        text === null
          ? { text, size, isCut, purgedAt: new Date(purgedAt ?? row.received_at).toISOString() }
          : { text: masked ? maskRaw(text) : text, size, isCut, purgedAt: null },
      masked,
    };
  }

  /** Opens the bytes as they came, and whom it is about, to this person for a while. */
  async reveal(actor: RequestActor, eventId: string, { reason }: RevealInbound): Promise<InboundDetail> {
    const row = await this.find(eventId);
    await this.em.transactional(async (tx) => {
      const until = await grantReveal(tx, actor, { of: 'inbound_event', id: eventId });
      await recordAudit(
        tx,
        auditBy(actor, { ...this.audited(row, 'inbound_event.revealed'), reason, after: { until } }),
      );
    });
    return this.get(actor, eventId);
  }

  /** A person has looked at it and says that nothing has to be done. */
  async dismiss(actor: RequestActor, eventId: string, { reason }: DismissInbound): Promise<InboundDetail> {
    const row = await this.find(eventId);
    await this.em.transactional(async (tx) => {
      const done = await query(
        tx,
        `update inbound_events set state = 'dismissed', next_at = null, dismissed_by = $2, dismissed_reason = $3, dismissed_at = now()
         where id = $1 and state in ('open', 'failed') returning 1`,
        [eventId, actor.userId, reason],
      );
      if (done.length === 0)
        throw new Problem(409, 'not_open', 'Nobody has to look at this any more, so there is nothing to dismiss.');
      await recordAudit(
        tx,
        auditBy(actor, { ...this.audited(row, 'inbound_event.dismissed'), reason, after: { state: 'dismissed' } }),
      );
    });
    return this.get(actor, eventId);
  }

  /** As after a fault was mended, or when the mail it is about is known by now. Doing it again changes nothing that is known. */
  async apply(actor: RequestActor, eventId: string): Promise<InboundDetail> {
    const row = await this.find(eventId);
    if (row.state !== 'failed' && row.state !== 'open')
      throw new Problem(409, 'not_open', 'It has been applied, so there is nothing to try again.');
    await this.inbox.applyAgain(eventId);
    const after = await this.find(eventId);
    await recordAudit(
      this.em,
      auditBy(actor, {
        ...this.audited(row, 'inbound_event.retried'),
        before: { state: row.state },
        after: { state: after.state },
      }),
    );
    return this.get(actor, eventId);
  }

  private audited(row: InboundRow, action: string) {
    return { accountId: row.account_id ?? platformChain, action, subject: { kind: 'inbound_event', id: row.id } };
  }

  private async find(eventId: string): Promise<InboundRow> {
    const [row] = await findInbound(this.em, 'where e.id = $1', [eventId]);
    if (!row) throw new NotFound('returned mail');
    return row;
  }

  /** Whoever was let see a person sees what came back from them as well. */
  private async maskOf(actor: RequestActor, rows: InboundRow[]): Promise<(row: InboundRow) => boolean> {
    const hashes = rows.flatMap(({ hash }) => hash ?? []);
    const isMasked = await maskFor(this.em, actor, { of: 'person', ids: hashes });
    const isHidden = await maskFor(this.em, actor, { of: 'inbound_event', ids: rows.map(({ id }) => id) });
    return ({ id, hash }) => isHidden(id) && (hash === null || isMasked(hash));
  }
}
