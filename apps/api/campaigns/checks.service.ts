import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import { withDefaults } from '../../../database/campaign-settings.js';
import type { Campaign } from '../../../database/entities/campaigns.js';
import { findOfficeFacts } from '../../../database/mail-values.js';
import { reviewChecks } from '../../../domain/campaigns/review-checks.js';
import type { MailFacts } from '../../../domain/mail/facts.js';
import type { Config } from '../../../integrations/config.js';
import { sendingDomains } from '../../../integrations/mail/settings.js';
import { CONFIG } from '../config.js';
import { missingSentence } from '../mail/missing-marks.js';
import { OutgoingMail } from '../mail/outgoing.service.js';
import { samplePerson } from '../mail/sample-mail.js';
import { Problem } from '../problem.js';
import { campaignMail, factsFor, firstContact } from './campaign-mail.js';
import type { CampaignCheck } from './campaign.shapes.js';
import { checkOf, passedChecks } from './mail-check.js';
import { missingOfPeople, personVariables } from './missing-values.js';
import { findHoldsOf } from './progress.js';

const severity = { block: 0, warn: 1, pass: 2 } as const;

/** What keeps a campaign from being sent and how each is mended, asked of the snapshot, of the sender and of the very mails. */
@Injectable()
export class CampaignChecks {
  constructor(
    private readonly em: EntityManager,
    private readonly outgoing: OutgoingMail,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The worst first. None while the audience is being looked at, and none once it was approved: a person decides in between. */
  async of(campaign: Campaign, em = this.em): Promise<CampaignCheck[]> {
    if (campaign.state !== 'awaiting_review') return [];
    const facts = await this.somebody(em, campaign);
    const settings = withDefaults(campaign.settings);
    const waves = Array.from({ length: 1 + settings.reminders }, (_, wave) => wave);
    const mails = await Promise.all(waves.map((wave) => campaignMail(em, campaign, { facts, wave })));
    const looks = await Promise.all(mails.map((mail) => this.outgoing.look(mail)));
    const found = looks.flatMap(({ checks }) => checks);
    const all = [
      ...reviewChecks({
        candidateCount: campaign.candidateCount,
        eligible: campaign.verdicts.eligible ?? 0,
        review: campaign.review,
        settings,
        country: facts.country,
      }),
      ...missingOfPeople(mails, campaign.review),
      ...missingOfSender(looks.flatMap(({ missing }) => missing)),
      ...firstOfEach(found.flatMap((check) => checkOf(check) ?? [])),
      ...(await this.holds(em, campaign)),
      ...passedChecks(found),
    ];
    return all.toSorted((a, b) => severity[a.level] - severity[b.level]);
  }

  /** @throws Problem with what is wrong and how to mend it, while anything blocks */
  async assertMayBeSent(em: EntityManager, campaign: Campaign): Promise<void> {
    const blocks = (await this.of(campaign, em)).filter(({ level }) => level === 'block');
    if (blocks.length === 0) return;
    const sentences = blocks.map(({ sentence, mend }) => `${sentence} ${mend}`.trim());
    throw new Problem(422, 'campaign_blocked', sentences.join(' '), { checks: blocks });
  }

  /** Somebody who gets the mail; an invented person beside the real sender where there is nobody. */
  private async somebody(em: EntityManager, campaign: Campaign): Promise<MailFacts> {
    const contactId = await firstContact(em, campaign.id);
    const facts = contactId && (await factsFor(em, campaign, contactId));
    if (facts && facts.to.email) return facts;
    const { accountId, agentId } = campaign;
    return samplePerson('invitation', await findOfficeFacts(em, { accountId, agentId }));
  }

  private async holds(em: EntityManager, campaign: Campaign): Promise<CampaignCheck[]> {
    const holds = (await findHoldsOf(em, [campaign], sendingDomains(this.config))).get(campaign.id) ?? [];
    return holds.map(({ reason, until }) => ({
      rule: 'hold',
      level: 'warn',
      sentence: `Sending is on hold: ${reason}`,
      mend: until ? 'It goes on by itself then.' : 'The campaign can be approved; it begins when the hold is released.',
      href: null,
    }));
  }
}

const firstOfEach = (checks: CampaignCheck[]): CampaignCheck[] => [
  ...new Map(checks.toReversed().map((check) => [check.rule, check])).values(),
];

/** What the agent or the office lacks, and so every mail. */
function missingOfSender(missing: LookedAtMissing): CampaignCheck[] {
  const own = [...new Set(missing)].filter((variable) => !personVariables.includes(variable));
  return own.map((variable) => ({
    rule: `missing_${variable}`,
    level: 'block',
    sentence: missingSentence(variable, 'your office'),
    mend: 'Fill it in, or give the template a fallback.',
    href: variable.startsWith('agent') ? '/settings/card' : '/settings/sender',
  }));
}

type LookedAtMissing = ReturnType<OutgoingMail['missing']>;
