import { EntityManager, type FilterQuery } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import { pinTemplates } from '../../../database/campaign-digest.js';
import { Campaign } from '../../../database/entities/campaigns.js';
import { query } from '../../../database/execute.js';
import { campaignStateAfter } from '../../../domain/campaigns/commands.js';
import { type AudienceChoice, type CampaignSettings, defaultSettings } from '../../../domain/campaigns/settings.js';
import { campaignWorkflow } from '../../../domain/engine.js';
import type { Config } from '../../../integrations/config.js';
import { sendingDomains } from '../../../integrations/mail/settings.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { CONFIG } from '../config.js';
import { assertAgent } from '../hubs/hubs.service.js';
import { type ListPage, listPage } from '../list.js';
import { Relay } from '../outbox/relay.js';
import { Invalid } from '../problem.js';
import type { Campaign as ShownCampaign, CampaignLine } from './campaign.shapes.js';
import type { CampaignsQuery, ChangeCampaign, NewCampaign } from './campaigns.schemas.js';
import { CampaignChecks } from './checks.service.js';
import { findCampaign, lockCampaign } from './find-campaign.js';
import { findNeedy } from './needs.js';
import { moveCampaign } from './move-campaign.js';
import { linesOf, presentCampaign } from './present.js';
import { signSnapshot } from './sign-snapshot.js';

/** Campaigns: making one, showing them, changing one that nobody has approved yet. */
@Injectable()
export class Campaigns {
  private readonly domains: readonly string[];

  constructor(
    private readonly em: EntityManager,
    private readonly relay: Relay,
    private readonly checks: CampaignChecks,
    @Inject(CONFIG) config: Config,
  ) {
    this.domains = sendingDomains(config);
  }

  /** The audience is frozen by the worker; this one says whom and how. */
  async create(actor: RequestActor, body: NewCampaign): Promise<ShownCampaign> {
    const accountId = accountOf(actor);
    const campaignId = await this.em.transactional(async (tx) => {
      await assertThere(tx, accountId, body.audience);
      const agentId = body.agentId ?? actor.userId;
      if (body.agentId) await assertAgent(tx, accountId, agentId);
      const campaign = tx.create(Campaign, {
        accountId,
        agentId,
        name: body.name ?? nameOf(new Date()),
        audience: body.audience,
        settings: settingsOf(defaultSettings, body.settings),
        subject: body.subject || null,
        message: body.message || null,
        createdBy: actor.userId,
      });
      await tx.persist(campaign).flush();
      await moveCampaign(tx, { campaign, actor, event: 'created', to: 'freezing', after: about(body.audience) });
      return campaign.id;
    });
    await this.relay.deliver(campaignWorkflow.id(campaignId));
    return this.get(campaignId);
  }

  async get(campaignId: string): Promise<ShownCampaign> {
    const campaign = await findCampaign(this.em, campaignId);
    return presentCampaign(this.em, campaign, { checks: await this.checks.of(campaign), domains: this.domains });
  }

  async list(
    actor: RequestActor,
    { page, perPage, sort, order, filter }: CampaignsQuery,
  ): Promise<ListPage<CampaignLine>> {
    const { accountId } = actor;
    const { domains } = this;
    const where: FilterQuery<Campaign> = {
      ...(filter.needs && { id: { $in: await findNeedy(this.em, { needs: filter.needs, accountId, domains }) } }),
      ...(filter.state && { state: { $in: [filter.state].flat() } }),
      ...(filter.search && { name: { $ilike: `%${filter.search.replace(/[\\%_]/g, '\\$&')}%` } }),
      ...(filter.accountId && { accountId: filter.accountId }),
    };
    const [campaigns, total] = await Promise.all([
      this.em.find(Campaign, where, {
        orderBy: sort === 'name' ? [{ name: order }, { id: order }] : [{ id: order }],
        limit: perPage + 1,
        offset: (page - 1) * perPage,
      }),
      this.em.count(Campaign, where),
    ]);
    const paged = listPage(campaigns, { perPage }, total);
    return { ...paged, data: await linesOf(this.em, paged.data, this.domains) };
  }

  /** Who is looked at again when what was changed decides that; else only the digest is. */
  async change(actor: RequestActor, campaignId: string, body: ChangeCampaign): Promise<ShownCampaign> {
    await this.em.transactional(async (tx) => {
      const campaign = await lockCampaign(tx, campaignId);
      const state = campaignStateAfter('change', campaign);
      if (body.audience) await assertThere(tx, campaign.accountId, body.audience);
      if (body.agentId) await assertAgent(tx, campaign.accountId, body.agentId);
      const settings = settingsOf(campaign.settings, body.settings);
      const looksAgain = decidesWho({ ...campaign, ...body, settings }) !== decidesWho(campaign);
      campaign.settings = settings;
      if (body.name !== undefined) campaign.name = body.name;
      if (body.audience !== undefined) campaign.audience = body.audience;
      if (body.agentId !== undefined) campaign.agentId = body.agentId;
      if (body.subject !== undefined) campaign.subject = body.subject || null;
      if (body.message !== undefined) campaign.message = body.message || null;
      campaign.templates = await pinTemplates(tx, campaign.accountId, settings.reminders);
      if (looksAgain) campaign.snapshotDigest = null;
      else if (state === 'awaiting_review') signSnapshot(campaign);
      const to = looksAgain ? 'freezing' : state;
      await moveCampaign(tx, { campaign, actor, event: 'changed', to, after: { fields: changedFields(body) } });
    });
    await this.relay.deliver(campaignWorkflow.id(campaignId));
    return this.get(campaignId);
  }
}

function settingsOf(known: CampaignSettings, change: NewCampaign['settings'] = {}): CampaignSettings {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return { ...defaultSettings, ...known, ...given };
}

/** What of a campaign the verdicts depend on. */
function decidesWho({ audience, settings }: { audience: AudienceChoice; settings: CampaignSettings }): string {
  const { quietDays, withoutHome, needsConsent, withoutRoleAddresses } = settings;
  return JSON.stringify([audience, quietDays, withoutHome, needsConsent, withoutRoleAddresses]);
}

const changedFields = ({ settings, ...own }: ChangeCampaign) =>
  [...Object.keys(own), ...Object.keys(settings ?? {})].toSorted().join(' ');

/** For the audit: which choice it was, and of how many. */
const about = (audience: AudienceChoice) => ({
  audience: audience.kind,
  ...(audience.kind === 'contacts' && { chosen: new Set(audience.contactIds).size }),
});

const nameOf = (now: Date) =>
  `Invitations of ${now.toLocaleDateString('en-US', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })}`;

/** @throws Invalid when chosen contacts are not there (any more) */
async function assertThere(tx: EntityManager, accountId: string, audience: AudienceChoice): Promise<void> {
  if (audience.kind !== 'contacts') return;
  const ids = [...new Set(audience.contactIds)];
  const [there] = await query<{ count: number }>(
    tx,
    'select count(*)::int as count from contacts where account_id = $1 and id = any ($2::bigint[])',
    [accountId, `{${ids.join(',')}}`],
  );
  const gone = ids.length - (there?.count ?? 0);
  if (gone === 0) return;
  const which = ids.length === 1 ? 'The chosen contact does' : `${gone} of the ${ids.length} chosen contacts do`;
  throw new Invalid({ audience: `${which} not exist any more. Choose again.` });
}
