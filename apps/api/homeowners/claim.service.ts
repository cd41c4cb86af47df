import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { html } from 'hono/html';
import { Pool } from 'pg';
import { claimInvitation } from '../../../database/claims.js';
import { query } from '../../../database/execute.js';
import type { ActorRequest } from '../auth/access.js';
import type { Answer, Html } from './answer.js';
import { ClaimCodes } from './claim-codes.service.js';
import { untilEven, refusalMs } from './even-time.js';
import { describeInvitation, findOpenInvitation } from './invited.js';
import { InvitationLinkMaker } from './links.js';
import { News } from './news.js';
import { OpenedLinks } from './opened.js';
import { HomeSessions } from './sessions.service.js';
import { Visitors } from './visitors.js';
import { Visits } from './visits.js';
import { claimPage, overPage } from './views/claim.js';
import { shutOutPage } from './views/pages.js';

/** From the link in the mail to the Hub. Looking changes nothing; the one press that claims is decided by one update. */
@Injectable()
export class Claims {
  constructor(
    private readonly em: EntityManager,
    private readonly pool: Pool,
    private readonly opened: OpenedLinks,
    private readonly visitors: Visitors,
    private readonly visits: Visits,
    private readonly sessions: HomeSessions,
    private readonly codes: ClaimCodes,
    private readonly links: InvitationLinkMaker,
    private readonly news: News,
  ) {}

  /** The same for every token, known or not: nothing is looked up, the token goes from the address bar into a cookie. */
  open(token: string): Answer {
    return { to: '/i/claim', cookies: [this.opened.keep(token)] };
  }

  /** The page behind the link. */
  show(request: ActorRequest, notice?: Html): Promise<Answer> {
    return this.answer(request, async (token) => {
      const found = await findOpenInvitation(this.pool, token);
      const invited = found && (await describeInvitation(this.pool, found));
      if (!invited) return null;
      await this.visits.ofInvitation(request, invited);
      const key = this.opened.key(request);
      return claimPage(invited, { key, links: this.links.of(invited), ...(notice && { notice }) });
    });
  }

  /** The press. Claims at once, or asks for a code where it may have been a machine's. */
  press(request: ActorRequest, body: Record<string, unknown>): Promise<Answer> {
    if (!this.opened.isKey(request, body.key)) return this.show(request, otherPage);
    return this.answer(request, async (token, cookie) => {
      const found = await findOpenInvitation(this.pool, token);
      if (!found) return this.pressedAgain(token, cookie);
      if (await this.codes.areNeeded(request, found)) return this.codes.ask(found);
      return this.claim(request, { token, cookie, isProved: false });
    });
  }

  showCode(request: ActorRequest): Promise<Answer> {
    return this.answer(request, async (token) => {
      const found = await findOpenInvitation(this.pool, token);
      return found && this.codes.page(request, found);
    });
  }

  typeCode(request: ActorRequest, body: Record<string, unknown>): Promise<Answer> {
    if (!this.opened.isKey(request, body.key)) return this.show(request, otherPage);
    return this.answer(request, async (token, cookie) => {
      const found = await findOpenInvitation(this.pool, token);
      if (!found) return this.pressedAgain(token, cookie);
      const verdict = await this.codes.check(found, body.code);
      if (verdict !== 'right') return this.codes.page(request, found, verdict);
      return this.claim(request, { token, cookie, isProved: true });
    });
  }

  mailCodeAgain(request: ActorRequest, body: Record<string, unknown>): Promise<Answer> {
    if (!this.opened.isKey(request, body.key)) return this.show(request, otherPage);
    return this.answer(request, async (token) => {
      const found = await findOpenInvitation(this.pool, token);
      return found && this.codes.ask(found);
    });
  }

  /** Null leads to the one refusal, which takes its time so that the reason for it cannot be measured. */
  private async answer(
    request: ActorRequest,
    work: (token: string, cookie: string) => Promise<Answer | null>,
  ): Promise<Answer> {
    const begun = Date.now();
    const opened = this.opened.find(request);
    if (!opened) return { to: '/h/sign-in?why=opened' };
    if (await this.visitors.isShutOut(request)) return shutOutPage();
    const answer = (await work(opened.token, opened.cookie)) ?? (await this.toOwnHub(request, opened.token));
    if (answer) return answer;
    await this.visitors.countMiss(request);
    await untilEven(begun, refusalMs);
    return overPage({ key: this.opened.key(request) });
  }

  private async claim(
    request: ActorRequest,
    { token, cookie, isProved }: { token: string; cookie: string; isProved: boolean },
  ): Promise<Answer | null> {
    const claimed = await this.em.transactional(async (tx) => {
      const won = await claimInvitation(tx, token, { requestId: request.id });
      if (!won) return null;
      const { emailNormalized } = won;
      const session = await this.sessions.begin(tx, { emailNormalized, isProved, claimedWith: cookie });
      return { ...won, session, notices: await this.news.ofClaim(tx, won) };
    });
    if (!claimed) return this.pressedAgain(token, cookie);
    this.news.deliver(claimed.notices, claimed.invitationId);
    return { to: `/h/${claimed.hubId}?done=claimed`, cookies: [claimed.session] };
  }

  /** The second press of a double click, also while the first was still at work: the same Hub, and signed in all the same. */
  private async pressedAgain(token: string, cookie: string): Promise<Answer | null> {
    const claimer = await this.sessions.findClaimer(this.pool, cookie);
    const hubId = claimer && (await this.findHubOf(token, claimer));
    if (!hubId) return null;
    const session = await this.sessions.begin(this.pool, {
      emailNormalized: claimer,
      isProved: false,
      claimedWith: cookie,
    });
    return { to: `/h/${hubId}?done=claimed`, cookies: [session] };
  }

  /** Whoever is signed in as the member that this link has made need not be told that it is used. */
  private async toOwnHub(request: ActorRequest, token: string): Promise<Answer | null> {
    const session = await this.sessions.find(request);
    const hubId = session && (await this.findHubOf(token, session.emailNormalized));
    return hubId ? { to: `/h/${hubId}` } : null;
  }

  private async findHubOf(token: string, emailNormalized: string): Promise<string | null> {
    const [hub] = await query<{ hubId: string }>(
      this.pool,
      `select m.hub_id::text as "hubId" from invitations i join hub_members m on m.hub_id = i.hub_id and m.left_at is null
       where i.token_hash = sha256(convert_to($1, 'UTF8')) and i.state = 'claimed' and m.email_normalized = $2`,
      [token, emailNormalized],
    );
    return hub?.hubId ?? null;
  }
}

const otherPage = html`<p class="notice bad" role="alert">
  This page was open for a long time, or another invitation was opened since. Look at it once more before you press the
  button.
</p>`;
