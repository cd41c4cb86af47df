import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../../database/execute.js';
import { recordHubEvent } from '../../../database/hub-events.js';
import { holdHub, settleHub } from '../../../database/hubs.js';
import { recordAudit } from '../../../database/record-audit.js';
import type { ActorRequest } from '../auth/access.js';
import type { Answer } from './answer.js';
import { type Place, Places } from './places.js';
import { HomeSessions } from './sessions.service.js';
import { leavePage } from './views/data.js';

/** Leaving a Hub. What was asked and corrected there stays with the agent; deleting it is another thing. */
@Injectable()
export class LeavingService {
  constructor(
    private readonly em: EntityManager,
    private readonly places: Places,
    private readonly sessions: HomeSessions,
  ) {}

  show(request: ActorRequest, hubId: string): Promise<Answer> {
    return this.places.inHub(request, hubId, async (place, { key }) => leavePage(place, key));
  }

  leave(request: ActorRequest, hubId: string, body: Record<string, unknown>): Promise<Answer> {
    return this.places.inHub(request, hubId, async (place, here) => {
      if (!this.places.isOwnForm(here, body)) return leavePage(place, here.key);
      return this.em.transactional(async (tx) => {
        await this.leavePlace(tx, request, place);
        const { emailNormalized } = here.session;
        const others = await this.places.list(emailNormalized, tx);
        if (others.length > 0) return { to: '/h' };
        return { to: '/h/sign-in?why=left', cookies: [await this.sessions.endAll(tx, emailNormalized)] };
      });
    });
  }

  private async leavePlace(tx: EntityManager, request: ActorRequest, place: Place): Promise<void> {
    const { hubId, accountId, contactId, member } = place;
    const hub = await holdHub(tx, hubId);
    const left = await query(
      tx,
      `update hub_members set left_at = now(), left_reason = 'left' where id = $1 and left_at is null returning id`,
      [member.memberId],
    );
    if (!hub || left.length === 0) return;
    await settleHub(tx, hub);
    await recordHubEvent(tx, { accountId, hubId, contactId, kind: 'member_left', byKind: 'homeowner', byId: member.memberId }); // prettier-ignore
    await recordAudit(tx, {
      accountId,
      actor: { kind: 'system', id: null, role: null },
      action: 'hub.member_left',
      subject: { kind: 'hub', id: hubId },
      requestId: request.id,
      after: { by: 'homeowner', memberId: member.memberId, role: member.role },
    });
  }
}
