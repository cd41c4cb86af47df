import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { html } from 'hono/html';
import { Pool } from 'pg';
import { takeBack } from '../../../database/claims.js';
import { recordHubEvent } from '../../../database/hub-events.js';
import { holdHub } from '../../../database/hubs.js';
import { revokeInvitation } from '../../../database/invitations.js';
import { recordAudit } from '../../../database/record-audit.js';
import { suppress } from '../../../database/suppressions.js';
import type { Config } from '../../../integrations/config.js';
import type { MailLink } from '../../../integrations/mail/links.js';
import type { ActorRequest } from '../auth/access.js';
import { CONFIG } from '../config.js';
import type { Answer } from './answer.js';
import { type LinkedInvitation, MailLinks } from './mail-links.js';
import { News } from './news.js';
import { Visitors } from './visitors.js';
import { claimedNotByMe, invitedByMistake, nothingToTakeBack, takenBack } from './views/not-me.js';
import { notFoundPage, shutOutPage } from './views/pages.js';

const nobody = { kind: 'system', id: null, role: null } as const;

/** "This wasn't me", from the mail about a claim, and "This isn't me", from an invitation. GET shows, POST acts. */
@Injectable()
export class NotMe {
  constructor(
    private readonly em: EntityManager,
    private readonly pool: Pool,
    private readonly links: MailLinks,
    private readonly visitors: Visitors,
    private readonly news: News,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  show(request: ActorRequest, token: string): Promise<Answer> {
    return this.withLink(request, token, async (link) => {
      const invitation = await this.links.findInvitation(this.pool, link);
      const { card, office } = await this.links.findSender(this.pool, link);
      const from = card ? `${card.name}, ${office}` : office;
      if (invitation?.mayTakeBack) return claimedNotByMe({ token, from });
      return invitation?.state === 'waiting' ? invitedByMistake({ token, from }) : nothingToTakeBack();
    });
  }

  act(request: ActorRequest, token: string): Promise<Answer> {
    return this.withLink(request, token, async (link) => {
      const invitation = await this.links.findInvitation(this.pool, link);
      if (invitation?.mayTakeBack) return this.takeBack(request, invitation);
      return invitation?.state === 'waiting' ? this.refuseInvitation(request, link, invitation) : nothingToTakeBack();
    });
  }

  private async takeBack(request: ActorRequest, { invitationId }: LinkedInvitation): Promise<Answer> {
    const taken = await this.em.transactional((tx) => takeBack(tx, { invitationId, requestId: request.id }));
    if (!taken) return nothingToTakeBack();
    this.news.deliver([], invitationId);
    return takenBack(
      html`Whoever claimed the Hub has been signed out and cannot open it any more. The link they used is void.`,
    );
  }

  /** Not claimed yet: the invitation reached the wrong person, who is asked no more. */
  private async refuseInvitation(
    request: ActorRequest,
    { accountId }: MailLink,
    of: LinkedInvitation,
  ): Promise<Answer> {
    const { invitationId, hubId, contactId, email, emailNormalized } = of;
    const by = { actor: nobody, requestId: request.id };
    await this.em.transactional(async (tx) => {
      const hub = await holdHub(tx, hubId);
      if (!hub || !(await revokeInvitation(tx, { hub, invitationId, reason: 'not_me' }))) return;
      await recordHubEvent(tx, { accountId, hubId, contactId, kind: 'invitation_revoked', byKind: 'homeowner', invitationId, details: { reason: 'not_me' } }); // prettier-ignore
      await suppress(tx, { accountId, email, emailNormalized, addressKey: this.config.addressKey, reason: 'asked', source: 'take_back', invitationId, by }); // prettier-ignore
      await recordAudit(tx, {
        accountId,
        ...by,
        action: 'invitation.revoked',
        subject: { kind: 'invitation', id: invitationId },
        reason: 'The person who got it says that it is not theirs.',
        before: { state: 'waiting' },
        after: { state: 'revoked', by: 'homeowner', hubId },
      });
    });
    this.news.deliver([], invitationId);
    return takenBack(html`The invitation is void, and this address gets no more of them from this sender.`);
  }

  private async withLink(
    request: ActorRequest,
    token: string,
    work: (link: MailLink) => Promise<Answer>,
  ): Promise<Answer> {
    if (await this.visitors.isShutOut(request)) return shutOutPage();
    const link = this.links.read('take back', token);
    if (link) return work(link);
    await this.visitors.countMiss(request);
    return notFoundPage();
  }
}
