import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Pool } from 'pg';
import { query } from '../../../database/execute.js';
import { recordHubEvent } from '../../../database/hub-events.js';
import { holdHub } from '../../../database/hubs.js';
import { type FoundInvitation, findInvitationByToken, rotateInvitation } from '../../../database/invitations.js';
import { oweNotice } from '../../../database/notices.js';
import { recordAudit } from '../../../database/record-audit.js';
import { KeyRing } from '../../../integrations/secrets.js';
import type { ActorRequest } from '../auth/access.js';
import type { Answer } from './answer.js';
import { askingMs, untilEven } from './even-time.js';
import { Limits } from './limits.js';
import { News } from './news.js';
import { OpenedLinks } from './opened.js';
import { Visitors } from './visitors.js';
import { freshAnswer, overPage } from './views/claim.js';
import { shutOutPage } from './views/pages.js';

/** "Send me a fresh link": says the same whatever the link was, and mails the invited address alone. */
@Injectable()
export class FreshLinks {
  constructor(
    private readonly em: EntityManager,
    private readonly pool: Pool,
    private readonly ring: KeyRing,
    private readonly opened: OpenedLinks,
    private readonly limits: Limits,
    private readonly visitors: Visitors,
    private readonly news: News,
  ) {}

  async ask(request: ActorRequest, body: Record<string, unknown>): Promise<Answer> {
    const begun = Date.now();
    const opened = this.opened.find(request);
    if (!opened || !this.opened.isKey(request, body.key)) return { to: '/h/sign-in?why=opened' };
    if (await this.visitors.isShutOut(request)) return shutOutPage();
    const found = await findInvitationByToken(this.pool, opened.token);
    if (found && (await this.mayRenew(found))) await this.renew(request, found);
    await untilEven(begun, askingMs);
    return { ...overPage({ key: this.opened.key(request), notice: freshAnswer }), status: 200 };
  }

  /** One that ran out: what is claimed or revoked stays so, and one that still works is in the mail. */
  private async mayRenew({ state, isExpired, invitationId, accountId }: FoundInvitation): Promise<boolean> {
    if (state !== 'expired' && !(state === 'waiting' && isExpired)) return false;
    const taken = await Promise.all([
      this.limits.take('freshLink', invitationId),
      this.limits.take('freshLinksOfAccount', accountId),
    ]);
    return taken.every(({ isOver }) => !isOver);
  }

  private async renew(request: ActorRequest, found: FoundInvitation): Promise<void> {
    const { accountId, hubId, contactId, invitationId, email } = found;
    const noticeId = await this.em.transactional(async (tx) => {
      const hub = await holdHub(tx, hubId);
      if (!hub || hub.state === 'archived') return null;
      const rotated = await rotateInvitation(tx, this.ring, { hub, invitationId });
      if (!rotated) return null;
      // The link goes out with the notice; the mails of the plan are over, since nobody asked the agent for more of them.
      await query(tx, 'update invitations set next_action_at = null, wave = 3 where id = $1', [invitationId]);
      await recordHubEvent(tx, {
        accountId,
        hubId,
        contactId,
        kind: 'fresh_link_asked',
        byKind: 'homeowner',
        invitationId,
      });
      const owed = await oweNotice(tx, { accountId, kind: 'fresh_link', hubId, subjectId: invitationId, email });
      await recordAudit(tx, {
        accountId,
        actor: { kind: 'system', id: null, role: null },
        action: 'invitation.renewed',
        subject: { kind: 'invitation', id: invitationId },
        requestId: request.id,
        before: { state: 'expired' },
        after: { state: 'waiting', by: 'homeowner' },
      });
      return owed;
    });
    if (noticeId) this.news.deliver([noticeId], invitationId);
  }
}
