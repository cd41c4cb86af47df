import { MikroORM } from '@mikro-orm/postgresql';
import { Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import { filter, type Observable } from 'rxjs';
import { query } from '../../../database/execute.js';
import { Changes } from '../events/changes.js';
import { LiveStreams } from '../events/live-streams.js';

/** One campaign as it moves, for the pages that are open on it: an event says that there is something new to read. */
@Injectable()
export class LiveCampaigns implements OnModuleDestroy {
  private readonly streams: LiveStreams<{ id: string; version: string }>;

  constructor(
    private readonly orm: MikroORM,
    private readonly changes: Changes,
  ) {
    this.streams = new LiveStreams({
      type: 'campaign',
      quickestMs: 500,
      told: (id) => this.changes.campaigns.pipe(filter(({ campaignId }) => campaignId === id)),
      look: (id) => this.look(id),
    });
  }

  onModuleDestroy(): void {
    this.streams.stop();
  }

  /** Events `campaign` {id, version}, at most two a second, the first at once. Whether the asker may listen is checked before. */
  follow(campaignId: string): Observable<MessageEvent> {
    return this.streams.follow(campaignId);
  }

  /** Something that differs whenever anything shown does: the campaign's own version, its parts' counts, its latest event, what people did. */
  private async look(campaignId: string): Promise<{ id: string; version: string }> {
    const [row] = await query<{ version: string }>(
      this.orm.em.fork(),
      `select c.version || '.' || c.fence || '.' || c.state || '.' || c.freeze_cursor || '.' || c.prepare_cursor
         || '.' || coalesce((select max(id) from campaign_events where campaign_id = c.id), 0)
         || '.' || coalesce((select max(updated_at)::text || sum(mails) from campaign_parts where campaign_id = c.id), '')
         || '.' || coalesce((select delivered + bounced + visited + claimed from campaign_funnels where campaign_id = c.id), 0) as version
       from campaigns c where id = $1`,
      [campaignId],
    );
    return { id: campaignId, version: row?.version ?? '' };
  }
}
