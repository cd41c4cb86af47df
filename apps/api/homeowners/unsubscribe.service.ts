import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Pool } from 'pg';
import { readAddress } from '../../../domain/contacts/email.js';
import type { SuppressionScope } from '../../../domain/suppressions/reasons.js';
import { type Connection, query } from '../../../database/execute.js';
import { recordHubEvent } from '../../../database/hub-events.js';
import { suppressHash } from '../../../database/suppress-hash.js';
import { lift, suppress } from '../../../database/suppressions.js';
import type { Config } from '../../../integrations/config.js';
import type { MailLink } from '../../../integrations/mail/links.js';
import type { ActorRequest } from '../auth/access.js';
import { CONFIG } from '../config.js';
import type { Answer } from './answer.js';
import { MailLinks } from './mail-links.js';
import { News } from './news.js';
import { Visitors } from './visitors.js';
import { notFoundPage, shutOutPage } from './views/pages.js';
import { oneClickAnswer, unsubscribePage, withoutChoice } from './views/unsubscribe.js';

const nobody = { kind: 'system', id: null, role: null } as const;
type Source = 'one_click' | 'page';

/** Ends mail to the address that a link was mailed to. No sign-in, no questions, at once, as often as one likes; GET only shows. */
@Injectable()
export class Unsubscribing {
  constructor(
    private readonly em: EntityManager,
    private readonly pool: Pool,
    private readonly links: MailLinks,
    private readonly visitors: Visitors,
    private readonly news: News,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  show(request: ActorRequest, token: string): Promise<Answer> {
    return this.withLink(request, token, (link) => this.page(link, token));
  }

  /** The press of the page's button, or that of a mailbox provider (RFC 8058), which says `List-Unsubscribe=One-Click`. */
  act(request: ActorRequest, token: string, body: Record<string, unknown>): Promise<Answer> {
    return this.withLink(request, token, async (link) => {
      if (body['List-Unsubscribe'] === 'One-Click') {
        await this.stop(request, link, { scope: 'account', source: 'one_click' });
        return oneClickAnswer();
      }
      const scope = scopes.find((known) => known === body.scope);
      if (!scope) return withoutChoice(await this.page(link, token));
      await this.stop(request, link, { scope, source: 'page' });
      return this.page(link, token);
    });
  }

  undo(request: ActorRequest, token: string): Promise<Answer> {
    return this.withLink(request, token, async (link) => {
      const email = await this.links.findAddress(this.pool, link);
      await this.em.transactional((tx) => this.lift(tx, request, { link, email }));
      return this.page(link, token);
    });
  }

  private async page(link: MailLink, token: string) {
    const { office, card } = await this.links.findSender(this.pool, link);
    return unsubscribePage({ token, office, card, stopped: await this.stoppedScopes(link) });
  }

  private async stop(request: ActorRequest, link: MailLink, how: { scope: SuppressionScope; source: Source }) {
    const stopped = await this.em.transactional(async (tx) => {
      await this.noteInHub(tx, link, how);
      return this.suppress(tx, request, { link, ...how });
    });
    this.news.deliverTo(stopped);
  }

  private async suppress(
    tx: Connection,
    request: ActorRequest,
    { link, scope, source }: { link: MailLink; scope: SuppressionScope; source: Source },
  ): Promise<string[]> {
    const accountId = scope === 'platform' ? null : link.accountId;
    const by = { actor: nobody, requestId: request.id };
    const email = await this.links.findAddress(tx, link);
    const address = email && readAddress(email);
    if (!address) {
      // The person was erased: nothing of theirs is here but what the link itself says, and that is enough.
      const addressHash = link.addressHash.toString('hex');
      await suppressHash(tx, { accountId, addressHash, reason: 'unsubscribed', source, by });
      return [];
    }
    const { stopped } = await suppress(tx, {
      accountId,
      email,
      emailNormalized: address.normalized,
      addressKey: this.config.addressKey,
      reason: 'unsubscribed',
      source,
      invitationId: link.invitationId,
      by,
    });
    return stopped;
  }

  /** Once for each new wish; pressing again adds no line. */
  private async noteInHub(tx: Connection, link: MailLink, { scope }: { scope: SuppressionScope }): Promise<void> {
    const invitation = await this.links.findInvitation(tx, link);
    if (!invitation || (await this.stoppedScopes(link)).includes(scope)) return;
    const { hubId, contactId, invitationId } = invitation;
    await recordHubEvent(tx, { accountId: link.accountId, hubId, contactId, kind: 'unsubscribed', byKind: 'homeowner', invitationId, details: { scope } }); // prettier-ignore
  }

  private async stoppedScopes({ accountId, addressHash }: MailLink): Promise<SuppressionScope[]> {
    const rows = await query<{ scope: SuppressionScope }>(
      this.pool,
      `select distinct case when account_id is null then 'platform' else 'account' end as scope from suppressions
       where address_hash = decode($1, 'hex') and removed_at is null and (account_id = $2 or account_id is null)
         and reason <> 'bounced'`,
      [addressHash.toString('hex'), accountId],
    );
    return rows.map(({ scope }) => scope);
  }

  /** Only what the person has said themselves, by link or page, is theirs to take back here. */
  private async lift(tx: Connection, request: ActorRequest, { link, email }: { link: MailLink; email: string | null }) {
    const own = await query<{ id: string; accountId: string | null }>(
      tx,
      `select id::text, account_id::text as "accountId" from suppressions
       where address_hash = decode($1, 'hex') and removed_at is null and (account_id = $2 or account_id is null)
         and source in ('one_click', 'page', 'preferences', 'take_back')`,
      [link.addressHash.toString('hex'), link.accountId],
    );
    const emailNormalized = (email && readAddress(email)?.normalized) || null;
    const by = { actor: nobody, requestId: request.id };
    for (const { id, accountId } of own)
      await lift(tx, { suppressionId: id, emailNormalized, accountId, by, reason: 'The person undid it on the page.' });
  }

  private async withLink(request: ActorRequest, token: string, work: (link: MailLink) => Promise<Answer>) {
    const link = this.links.read('unsubscribe', token);
    if (link) return work(link);
    if (await this.visitors.isShutOut(request)) return shutOutPage();
    await this.visitors.countMiss(request);
    return notFoundPage();
  }
}

const scopes = ['account', 'platform'] as const satisfies readonly SuppressionScope[];
