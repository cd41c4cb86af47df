import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Pool } from 'pg';
import { readAddress } from '../../../domain/contacts/email.js';
import { mendText } from '../../../domain/contacts/text.js';
import { joinByLandingLink } from '../../../database/landing-joins.js';
import { countLandingVisit, findLandingLinkByToken, type FoundLandingLink } from '../../../database/landing-links.js';
import type { ActorRequest } from '../auth/access.js';
import type { Answer } from './answer.js';
import { getCard } from './cards.js';
import { codeSentences } from './claim-codes.service.js';
import { type CodeAbout, Codes } from './codes.service.js';
import { gone } from './cookies.js';
import { askingMs, refusalMs, untilEven } from './even-time.js';
import { Limits } from './limits.js';
import { News } from './news.js';
import { HomeSessions } from './sessions.service.js';
import { type StepOf, Steps } from './step.js';
import { Visitors } from './visitors.js';
import { codePage } from './views/claim.js';
import { landingOverPage, landingPage } from './views/landing.js';
import { shutOutPage, tooManyCodesPage } from './views/pages.js';
import type { Wrong } from './views/forms.js';

type Join = StepOf<'join'>;

const aboutOf = ({ landingLinkId, emailNormalized }: Pick<Join, 'landingLinkId' | 'emailNormalized'>): CodeAbout => ({
  purpose: 'join',
  subjectId: landingLinkId,
  emailNormalized,
});

/** A link of many uses: name and address, proof by a mailed code, then the Hub. Nothing tells whether the agent knew the person. */
@Injectable()
export class Landing {
  constructor(
    private readonly em: EntityManager,
    private readonly pool: Pool,
    private readonly steps: Steps,
    private readonly codes: Codes,
    private readonly limits: Limits,
    private readonly visitors: Visitors,
    private readonly sessions: HomeSessions,
    private readonly news: News,
  ) {}

  show(request: ActorRequest, token: string): Promise<Answer> {
    return this.withLink(request, token, async (link) => {
      if (!this.visitors.isMachine(request)) await countLandingVisit(this.pool, link.landingLinkId);
      return this.page(link, token);
    });
  }

  ask(request: ActorRequest, token: string, body: Record<string, unknown>): Promise<Answer> {
    const begun = Date.now();
    return this.withLink(request, token, async (link) => {
      const { person, typed, wrong } = readPerson(body);
      if (!person) return this.page(link, token, { typed, wrong });
      return this.mailCode(
        request,
        link,
        { purpose: 'join', token, landingLinkId: link.landingLinkId, ...person },
        begun,
      );
    });
  }

  async showCode(request: ActorRequest): Promise<Answer> {
    const step = this.steps.find(request, 'join');
    return step ? this.codePage(request, step) : { to: '/h/sign-in?why=late' };
  }

  async mailAgain(request: ActorRequest, body: Record<string, unknown>): Promise<Answer> {
    const begun = Date.now();
    const step = this.steps.find(request, 'join');
    if (!step || !this.steps.isKey(request, body.key)) return { to: '/h/sign-in?why=late' };
    return this.withLink(request, step.token, (link) => this.mailCode(request, link, step, begun));
  }

  async typeCode(request: ActorRequest, body: Record<string, unknown>): Promise<Answer> {
    const step = this.steps.find(request, 'join');
    if (!step || !this.steps.isKey(request, body.key)) return { to: '/h/sign-in?why=late' };
    return this.withLink(request, step.token, async (link) => {
      const verdict = await this.em.transactional((tx) => this.codes.check(tx, aboutOf(step), String(body.code ?? '')));
      return verdict === 'right'
        ? this.join(request, link, step)
        : this.codePage(request, step, codeSentences[verdict]);
    });
  }

  private async join(request: ActorRequest, link: FoundLandingLink, step: Join): Promise<Answer> {
    const { email, emailNormalized, firstName, lastName } = step;
    const joined = await this.em.transactional(async (tx) => {
      const made = await joinByLandingLink(tx, link, {
        email,
        emailNormalized,
        firstName,
        lastName,
        requestId: request.id,
      });
      const session = await this.sessions.begin(tx, { emailNormalized, isProved: true });
      return { ...made, session, noticeId: await this.news.toAgent(tx, { kind: 'hub_claimed', ...made }) };
    });
    this.news.deliver([joined.noticeId], ...(joined.invitationId ? [joined.invitationId] : []));
    return { to: `/h/${joined.hubId}?done=joined`, cookies: [joined.session, gone('step')] };
  }

  /** Alike for whoever the agent knows, invited or has never heard of. */
  private async mailCode(request: ActorRequest, link: FoundLandingLink, step: Join, begun: number): Promise<Answer> {
    const taken = await Promise.all([
      this.limits.take('codesAsked', this.visitors.placeOf(request)),
      this.limits.take('joinsOfLink', link.landingLinkId),
    ]);
    if (taken.some(({ isOver }) => isOver)) return tooManyCodesPage();
    const about = aboutOf(step);
    if (await this.codes.mayMail(about)) {
      await this.codes.startAnew(about);
      const mail = { ...about, email: step.email, accountId: link.accountId };
      this.news.deliver([await this.em.transactional((tx) => this.codes.mail(tx, mail))]);
    }
    await untilEven(begun, askingMs);
    return { to: '/i/l/code', cookies: [this.steps.keep(step)] };
  }

  private codePage(request: ActorRequest, { email }: Join, wrong?: string): Answer {
    return codePage({
      title: 'Look into your mail',
      sentence: `We have mailed a code to ${email}. It shows that the address is yours.`,
      to: '/i/l/code',
      againTo: '/i/l/code/again',
      key: this.steps.key(request),
      button: 'Open my Hub',
      ...(wrong && { wrong: { code: wrong } }),
    });
  }

  private async page(
    link: FoundLandingLink,
    token: string,
    more: { typed?: Record<string, string>; wrong?: Wrong } = {},
  ): Promise<Answer> {
    return landingPage({ card: await getCard(this.pool, link.agentId), token, ...more });
  }

  private async withLink(
    request: ActorRequest,
    token: string,
    work: (link: FoundLandingLink) => Promise<Answer>,
  ): Promise<Answer> {
    const begun = Date.now();
    if (await this.visitors.isShutOut(request)) return shutOutPage();
    const link = await findLandingLinkByToken(this.pool, token);
    if (link) return work(link);
    await this.visitors.countMiss(request);
    await untilEven(begun, refusalMs);
    return landingOverPage();
  }
}

function readPerson(body: Record<string, unknown>) {
  const typed = {
    firstName: mendText(String(body.firstName ?? '')).text.slice(0, 100),
    lastName: mendText(String(body.lastName ?? '')).text.slice(0, 100),
    email: String(body.email ?? '').trim(),
  };
  const address = readAddress(typed.email);
  const wrong: Wrong = {
    ...(typed.firstName === '' && { firstName: 'Type your first name.' }),
    ...(typed.lastName === '' && { lastName: 'Type your last name.' }),
    ...(!address && { email: 'Type your e-mail address, as in anna@example.com.' }),
  };
  if (!address || Object.keys(wrong).length > 0) return { person: null, typed, wrong };
  return { person: { ...typed, emailNormalized: address.normalized }, typed, wrong };
}
