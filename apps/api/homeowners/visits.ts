import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { query } from '../../../database/execute.js';
import { recordHubEvent } from '../../../database/hub-events.js';
import type { FoundInvitation } from '../../../database/invitations.js';
import type { ActorRequest } from '../auth/access.js';
import { Visitors } from './visitors.js';

/** One line in the history for so long, however often a page is opened. */
const quietMinutes = 30;

/** Notes who has looked, people and machines apart, for the agent's timeline. */
@Injectable()
export class Visits {
  constructor(
    private readonly pool: Pool,
    private readonly visitors: Visitors,
  ) {}

  async ofInvitation(request: ActorRequest, invitation: FoundInvitation): Promise<void> {
    const { accountId, hubId, contactId, invitationId } = invitation;
    await this.visitors.countSiblings(request, invitationId);
    const byKind = this.visitors.isMachine(request) ? 'machine' : 'homeowner';
    const event = { accountId, hubId, contactId, kind: 'visited', byKind, invitationId } as const;
    if (!(await this.isNoted({ ...event, byId: null }))) await recordHubEvent(this.pool, event);
  }

  /** Machines have no sessions: whoever opens a Hub is a person, or a program that acts for one. */
  async ofHub(visit: { accountId: string; hubId: string; contactId: string; memberId: string }): Promise<void> {
    const { memberId: byId, ...hub } = visit;
    const event = { ...hub, kind: 'hub_visited', byKind: 'homeowner', byId } as const;
    if (!(await this.isNoted({ ...event, invitationId: null }))) await recordHubEvent(this.pool, event);
  }

  private async isNoted(event: {
    hubId: string;
    kind: string;
    byKind: string;
    byId: string | null;
    invitationId: string | null;
  }): Promise<boolean> {
    const rows = await query(
      this.pool,
      `select from hub_events where hub_id = $1 and kind = $2 and by_kind = $3 and by_id is not distinct from $4
         and invitation_id is not distinct from $5::bigint and at > now() - make_interval(mins => $6) limit 1`,
      [event.hubId, event.kind, event.byKind, event.byId, event.invitationId, quietMinutes],
    );
    return rows.length > 0;
  }
}
