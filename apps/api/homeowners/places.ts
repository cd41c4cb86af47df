import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { HomeDetails } from '../../../domain/hubs/details.js';
import type { HomeAddress } from '../../../domain/hubs/home-key.js';
import type { HubState } from '../../../domain/hubs/states.js';
import { type Connection, query } from '../../../database/execute.js';
import type { ActorRequest } from '../auth/access.js';
import type { Answer } from './answer.js';
import { Cookies } from './cookies.js';
import { HomeSessions, type HomeSession } from './sessions.service.js';
import { notFoundPage } from './views/pages.js';

export interface Membership {
  memberId: string;
  role: 'owner' | 'co_owner';
  firstName: string | null;
  lastName: string | null;
  email: string;
  emailNormalized: string;
  muted: string[];
}

/** A Hub as one of its members sees it. */
export interface Place {
  hubId: string;
  accountId: string;
  contactId: string;
  agentId: string;
  state: HubState;
  home: HomeAddress;
  details: HomeDetails;
  member: Membership;
}

/** Where a signed-in homeowner is: whose session, which Hub, and the key that the forms of the page carry. */
export interface Here {
  request: ActorRequest;
  session: HomeSession;
  key: string;
}

const placesSql = `
select h.id::text as "hubId", h.account_id::text as "accountId", h.contact_id::text as "contactId", h.agent_id as "agentId", h.state,
  jsonb_build_object('street', h.street, 'unit', h.unit, 'city', h.city, 'state', h.state_code, 'zip', h.zip, 'country', h.country) as home,
  h.details,
  jsonb_build_object('memberId', m.id::text, 'role', m.role, 'firstName', m.first_name, 'lastName', m.last_name, 'email', m.email,
    'emailNormalized', m.email_normalized, 'muted', m.muted) as member
from hub_members m join hubs h on h.id = m.hub_id
where m.email_normalized = $1 and m.left_at is null and h.state <> 'archived' and ($2::bigint is null or h.id = $2::bigint)
order by h.id desc`;

/** The wall around homeowners: everything that a page shows or does goes through the membership of who is signed in. */
@Injectable()
export class Places {
  constructor(
    private readonly pool: Pool,
    private readonly sessions: HomeSessions,
    private readonly cookies: Cookies,
  ) {}

  list(emailNormalized: string, connection: Connection = this.pool): Promise<Place[]> {
    return query<Place>(connection, placesSql, [emailNormalized, null]);
  }

  /** Whoever is not signed in is asked to. */
  async signedIn(request: ActorRequest, work: (here: Here) => Promise<Answer>): Promise<Answer> {
    const session = await this.sessions.find(request);
    if (!session) return { to: '/h/sign-in' };
    return work({ request, session, key: this.cookies.formKey(request, 'home') });
  }

  /** A Hub that is not theirs is not there. */
  async inHub(
    request: ActorRequest,
    hubId: string,
    work: (place: Place, here: Here) => Promise<Answer>,
  ): Promise<Answer> {
    return this.signedIn(request, async (here) => {
      const [place] = await query<Place>(this.pool, placesSql, [here.session.emailNormalized, hubId]);
      return place ? work(place, here) : notFoundPage();
    });
  }

  /** A form of one of our own pages in this very browser: without that, the page is shown again and nothing is done. */
  isOwnForm({ request }: Here, body: Record<string, unknown>): boolean {
    return this.cookies.isFormKey(request, 'home', body.key);
  }
}
