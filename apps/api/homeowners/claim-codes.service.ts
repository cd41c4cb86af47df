import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Pool } from 'pg';
import { scannerSeconds } from '../../../domain/homeowners/machines.js';
import { recordHubEvent } from '../../../database/hub-events.js';
import type { FoundInvitation } from '../../../database/invitations.js';
import type { ActorRequest } from '../auth/access.js';
import { maskEmail } from '../imports/mask.js';
import type { Answer } from './answer.js';
import { type CodeAbout, Codes, type CodeVerdict } from './codes.service.js';
import { describeInvitation } from './invited.js';
import { InvitationLinkMaker } from './links.js';
import { News } from './news.js';
import { OpenedLinks } from './opened.js';
import { Visitors } from './visitors.js';
import { codePage, invitationFoot } from './views/claim.js';

export const codeSentences: Record<Exclude<CodeVerdict, 'right'>, string> = {
  wrong: 'This is not the code of our latest mail, or it is older than 15 minutes. Type the six digits again.',
  spent: 'There were too many wrong tries. Have a new code mailed to you.',
};

const aboutOf = ({ invitationId, emailNormalized }: FoundInvitation): CodeAbout => ({
  purpose: 'claim',
  subjectId: invitationId,
  emailNormalized,
});

/** The proof that is asked for where the press may have been a machine's: a code, mailed to the invited address. */
@Injectable()
export class ClaimCodes {
  constructor(
    private readonly em: EntityManager,
    private readonly pool: Pool,
    private readonly codes: Codes,
    private readonly visitors: Visitors,
    private readonly opened: OpenedLinks,
    private readonly links: InvitationLinkMaker,
    private readonly news: News,
  ) {}

  /** Gateways press within seconds of the delivery, without a head, or many invitations from one place. */
  async areNeeded(request: ActorRequest, { lastSentAt }: FoundInvitation): Promise<boolean> {
    if (this.visitors.isMachine(request)) return true;
    if (lastSentAt && Date.now() - lastSentAt.getTime() < scannerSeconds * 1000) return true;
    return this.visitors.hasManySiblings(request);
  }

  /** Mails a code, unless many went out lately; the page to type it is the same either way. */
  async ask(found: FoundInvitation): Promise<Answer> {
    const about = aboutOf(found);
    if (await this.codes.mayMail(about)) {
      const { accountId, hubId, contactId, email, invitationId } = found;
      const noticeId = await this.em.transactional(async (tx) => {
        await recordHubEvent(tx, { accountId, hubId, contactId, kind: 'code_mailed', byKind: 'system', invitationId });
        return this.codes.mail(tx, { ...about, accountId, hubId, email });
      });
      await this.codes.startAnew(about);
      this.news.deliver([noticeId]);
    }
    return { to: '/i/claim/code' };
  }

  check(found: FoundInvitation, typed: unknown): Promise<CodeVerdict> {
    return this.em.transactional((tx) => this.codes.check(tx, aboutOf(found), String(typed ?? '')));
  }

  async page(request: ActorRequest, found: FoundInvitation, verdict?: 'wrong' | 'spent'): Promise<Answer | null> {
    const invited = await describeInvitation(this.pool, found);
    return (
      invited &&
      codePage({
        title: 'One more step',
        sentence: `Programs that check mail for dangerous links press buttons too. To be sure that it is you, we have mailed a code to ${maskEmail(found.email)}.`,
        to: '/i/claim/code',
        againTo: '/i/claim/code/again',
        key: this.opened.key(request),
        button: 'Claim my Hub',
        foot: invitationFoot(invited, this.links.of(found)),
        ...(verdict && { wrong: { code: codeSentences[verdict] } }),
      })
    );
  }
}
