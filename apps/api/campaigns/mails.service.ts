import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { User } from '../../../database/entities/accounts.js';
import type { Campaign } from '../../../database/entities/campaigns.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { maskDeep, maskText } from '../imports/mask.js';
import { OutgoingMail } from '../mail/outgoing.service.js';
import { testSentence } from '../mail/test-marks.js';
import { NotFound, Problem } from '../problem.js';
import { campaignMail, factsFor, firstContact } from './campaign-mail.js';
import type { CampaignPreview } from './campaign.shapes.js';
import type { PreviewQuery, TestCampaign } from './campaigns.schemas.js';
import { findCampaign } from './find-campaign.js';
import { checkOf } from './mail-check.js';

/** The very mail of a campaign as any contact will read it, and in one's own mailbox. */
@Injectable()
export class CampaignMails {
  constructor(
    private readonly em: EntityManager,
    private readonly outgoing: OutgoingMail,
  ) {}

  /** People of the platform see the mail as it reads to nobody in particular: names and home are masked in it. */
  async preview(actor: RequestActor, campaignId: string, asked: PreviewQuery): Promise<CampaignPreview> {
    const campaign = await findCampaign(this.em, campaignId);
    const isMasked = actor.role !== 'agent';
    const { mail, contactId } = await this.mailOf(campaign, asked, isMasked);
    const { missing, checks, to, ...shown } = await this.outgoing.look(mail);
    return {
      contactId,
      ...shown,
      to: isMasked ? maskText(mail.facts.to.email) : to,
      missing: missing.map(inWords),
      checks: checks.flatMap((check) => checkOf(check) ?? []),
    };
  }

  /** To whoever asks; its links do nothing. */
  async test(actor: RequestActor, campaignId: string, asked: TestCampaign) {
    const campaign = await findCampaign(this.em, campaignId);
    const { mail } = await this.mailOf(campaign, asked, false);
    const { name, email } = await this.em.findOneOrFail(User, actor.userId);
    const { attemptId, outcome, sentence } = await this.outgoing.sendTest(mail, { name, email });
    const subject = { kind: 'campaign', id: campaignId };
    const after = { attemptId, kind: mail.kind, outcome };
    await this.em.transactional((tx) => recordAudit(tx, auditBy(actor, { action: 'campaign.tested', subject, after })));
    return { to: email, outcome, sentence: testSentence({ to: email, outcome, sentence }) };
  }

  private async mailOf(campaign: Campaign, { contactId, wave }: PreviewQuery, isMasked: boolean) {
    const chosen = contactId ?? (await firstContact(this.em, campaign.id));
    if (!chosen) throw nobody();
    const facts = await factsFor(this.em, campaign, chosen);
    if (!facts) throw new NotFound('contact');
    const { firstName, firstNames, lastName, homeStreet, homeAddress, inviterName, homeownerName } = facts.values;
    const personal = { firstName, firstNames, lastName, homeStreet, homeAddress, inviterName, homeownerName };
    const values = isMasked ? { ...facts.values, ...maskDeep(personal) } : facts.values;
    // Whoever has no address is shown the mail all the same; it is not sent to them.
    const to = {
      name: isMasked ? maskText(facts.to.name) : facts.to.name,
      email: facts.to.email || 'nobody@example.com',
    };
    return {
      contactId: chosen,
      mail: await campaignMail(this.em, campaign, { facts: { ...facts, values, to }, wave }),
    };
  }
}

/** `lastName` as "last name". */
const inWords = (variable: string) => variable.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const nobody = () =>
  new Problem(422, 'nobody', 'Nobody is in this audience, so there is no mail to show. Choose other contacts first.');
