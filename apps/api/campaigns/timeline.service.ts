import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { campaignEventSentence } from '../../../domain/campaigns/events.js';
import { query } from '../../../database/execute.js';
import type { RequestActor } from '../auth/access.js';
import type { Stamp } from '../hubs/hub-rows.js';
import { time } from '../hubs/present.js';
import type { PageQuery } from '../hubs/hubs.schemas.js';
import { type ListPage, listPage } from '../list.js';
import { findCampaign } from './find-campaign.js';
import { recipientTimeline } from './recipient-timeline.js';
import { CampaignReveals } from './reveals.service.js';
import { CampaignRecipients } from './recipients.service.js';

export interface CampaignTimelineEntry {
  id: string;
  at: string;
  kind: string;
  actor: { id: string | null; name: string };
  sentence: string;
  reason: string | null;
  details: Record<string, unknown>;
}

/** What happened to a campaign, and to each of its recipients. */
@Injectable()
export class CampaignTimelines {
  constructor(
    private readonly em: EntityManager,
    private readonly recipients: CampaignRecipients,
    private readonly reveals: CampaignReveals,
  ) {}

  /** Newest first; commands stand here with who gave them, as in the audit trail. */
  async timeline(campaignId: string, { page, perPage }: PageQuery): Promise<ListPage<CampaignTimelineEntry>> {
    await findCampaign(this.em, campaignId);
    const rows = await query<{
      id: string;
      at: Stamp;
      kind: string;
      actor_id: string | null;
      actor: string;
      details: Record<string, unknown>;
    }>(
      this.em,
      `select e.id::text, e.at, e.kind, e.details, e.actor_id,
         coalesce(u.name, k.name, case when e.actor_kind in ('worker', 'system') then 'Porchlight' else 'A former colleague' end) as actor
       from campaign_events e left join auth."user" u on e.actor_kind = 'user' and u.id = e.actor_id
       left join auth.apikey k on e.actor_kind = 'api_key' and k.id = e.actor_id
       where e.campaign_id = $1 order by e.id desc limit ${perPage + 1} offset ${(page - 1) * perPage}`,
      [campaignId],
    );
    const entries = rows.map(({ id, at, kind, actor_id, actor, details }) => ({
      id,
      at: time(at),
      kind,
      actor: { id: actor_id, name: actor },
      sentence: campaignEventSentence(kind, details),
      reason: typeof details.reason === 'string' ? details.reason : null,
      details,
    }));
    return listPage(entries, { perPage });
  }

  async ofRecipient(actor: RequestActor, campaignId: string, contactId: string) {
    const recipient = await this.recipients.get(actor, campaignId, contactId);
    const isMasked = await this.reveals.isMasked(actor, campaignId);
    return { recipient, timeline: await recipientTimeline(this.em, { campaignId, contactId, isMasked }) };
  }
}
