import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Pool } from 'pg';
import { readAddress } from '../../../domain/contacts/email.js';
import { type Connection, query } from '../../../database/execute.js';
import { recordHubEvent } from '../../../database/hub-events.js';
import type { ActorRequest } from '../auth/access.js';
import type { Answer, PageAnswer } from './answer.js';
import { codeSentences } from './claim-codes.service.js';
import { type CodeAbout, Codes } from './codes.service.js';
import { gone } from './cookies.js';
import { askingMs, untilEven } from './even-time.js';
import { Limits } from './limits.js';
import { News } from './news.js';
import { HomeSessions } from './sessions.service.js';
import { type StepOf, Steps } from './step.js';
import { Visitors } from './visitors.js';
import { codePage } from './views/claim.js';
import { tooManyCodesPage } from './views/pages.js';
import { signInPage } from './views/sign-in.js';

/** Where a proof by code may lead on to. */
const nexts = new Set(['/h/data', '/h/preferences']);

const aboutOf = (emailNormalized: string): CodeAbout => ({ purpose: 'sign_in', subjectId: null, emailNormalized });

/** Signing in by a mailed code. Nothing that is said, and no time it takes, tells whether an address is known. */
@Injectable()
export class SignIns {
  constructor(
    private readonly em: EntityManager,
    private readonly pool: Pool,
    private readonly sessions: HomeSessions,
    private readonly codes: Codes,
    private readonly steps: Steps,
    private readonly limits: Limits,
    private readonly visitors: Visitors,
    private readonly news: News,
  ) {}

  show(why: unknown): PageAnswer {
    return signInPage({ why });
  }

  async ask(request: ActorRequest, body: Record<string, unknown>): Promise<Answer> {
    const begun = Date.now();
    const typed = String(body.email ?? '').trim();
    const address = readAddress(typed);
    if (!address)
      return signInPage({ email: typed, wrong: { email: 'Type your e-mail address, as in anna@example.com.' } });
    return this.mailCode(request, { email: typed, emailNormalized: address.normalized, next: null }, begun);
  }

  /** For who is signed in by a link alone and wants to see what is private. */
  async askForProof(request: ActorRequest, next: string): Promise<Answer> {
    const session = await this.sessions.find(request);
    if (!session) return { to: '/h/sign-in' };
    const { emailNormalized } = session;
    return this.mailCode(request, { email: emailNormalized, emailNormalized, next }, Date.now());
  }

  showCode(request: ActorRequest): Answer {
    const step = this.steps.find(request, 'sign_in');
    return step ? this.codePage(request, step) : { to: '/h/sign-in' };
  }

  async typeCode(request: ActorRequest, body: Record<string, unknown>): Promise<Answer> {
    const step = this.steps.find(request, 'sign_in');
    if (!step || !this.steps.isKey(request, body.key)) return { to: '/h/sign-in?why=late' };
    const { emailNormalized } = step;
    const verdict = await this.em.transactional((tx) =>
      this.codes.check(tx, aboutOf(emailNormalized), String(body.code ?? '')),
    );
    if (verdict !== 'right') return this.codePage(request, step, codeSentences[verdict]);
    const session = await this.em.transactional(async (tx) => {
      await this.noteSignIn(tx, emailNormalized);
      return this.sessions.begin(tx, { emailNormalized, isProved: true });
    });
    return { to: step.next && nexts.has(step.next) ? step.next : '/h', cookies: [session, gone('step')] };
  }

  async mailAgain(request: ActorRequest, body: Record<string, unknown>): Promise<Answer> {
    const step = this.steps.find(request, 'sign_in');
    if (!step || !this.steps.isKey(request, body.key)) return { to: '/h/sign-in?why=late' };
    return this.mailCode(request, step, Date.now());
  }

  async signOut(request: ActorRequest, where: 'here' | 'everywhere'): Promise<Answer> {
    const session = await this.sessions.find(request);
    if (!session) return { to: '/h/sign-in' };
    const cookie =
      where === 'here'
        ? await this.sessions.end(session)
        : await this.sessions.endAll(this.pool, session.emailNormalized);
    return { to: '/h/sign-in?why=out', cookies: [cookie] };
  }

  private async mailCode(
    request: ActorRequest,
    { email, emailNormalized, next }: Omit<StepOf<'sign_in'>, 'purpose'>,
    begun: number,
  ): Promise<Answer> {
    if ((await this.limits.take('codesAsked', this.visitors.placeOf(request))).isOver) return tooManyCodesPage();
    const about = aboutOf(emailNormalized);
    const [mayMail, member] = await Promise.all([this.codes.mayMail(about), this.findMember(emailNormalized)]);
    if (mayMail) await this.codes.startAnew(about);
    if (mayMail && member) {
      const mail = { ...about, email: member.email, accountId: '0' };
      this.news.deliver([await this.em.transactional((tx) => this.codes.mail(tx, mail))]);
    }
    await untilEven(begun, askingMs);
    return { to: '/h/sign-in/code', cookies: [this.steps.keep({ purpose: 'sign_in', email, emailNormalized, next })] };
  }

  private codePage(request: ActorRequest, { email, next }: StepOf<'sign_in'>, wrong?: string): PageAnswer {
    return codePage({
      title: next ? 'Prove that it is you' : 'Look into your mail',
      sentence: next
        ? `Before we show private things, we make sure that it is you. We have mailed a code to ${email}.`
        : `If a Hub belongs to ${email}, we have mailed a code there.`,
      to: '/h/sign-in/code',
      againTo: '/h/sign-in/again',
      key: this.steps.key(request),
      button: next ? 'Go on' : 'Sign in',
      ...(wrong && { wrong: { code: wrong } }),
    });
  }

  private async findMember(emailNormalized: string): Promise<{ email: string } | null> {
    const [member] = await query<{ email: string }>(
      this.pool,
      `select m.email from hub_members m join hubs h on h.id = m.hub_id
       where m.email_normalized = $1 and m.left_at is null and h.state <> 'archived' order by m.id desc limit 1`,
      [emailNormalized],
    );
    return member ?? null;
  }

  private async noteSignIn(tx: Connection, emailNormalized: string): Promise<void> {
    const hubs = await query<{ accountId: string; hubId: string; contactId: string; memberId: string }>(
      tx,
      `select h.account_id::text as "accountId", h.id::text as "hubId", h.contact_id::text as "contactId", m.id::text as "memberId"
       from hub_members m join hubs h on h.id = m.hub_id where m.email_normalized = $1 and m.left_at is null and h.state <> 'archived'`,
      [emailNormalized],
    );
    for (const { memberId, ...hub } of hubs)
      await recordHubEvent(tx, { ...hub, kind: 'signed_in', byKind: 'homeowner', byId: memberId });
  }
}
