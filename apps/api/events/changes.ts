import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Client } from 'pg';
import { Subject } from 'rxjs';
import type { Config } from '../../../integrations/config.js';
import { CONFIG } from '../config.js';

export interface ImportChange {
  accountId: string;
  importId: string;
}

export interface SyncChange {
  accountId: string;
  connectionId: string;
}

export interface HubChange {
  accountId: string;
  hubId: string;
}

export interface CampaignChange {
  accountId: string;
  campaignId: string;
}

const retryMs = 1_000;

/**
 * Imports, connections, Hubs and campaigns that moved (a state, a committed batch or page, a claim), as the database tells it, in every copy of the API. Hints only:
 * what happened while the line was down is not repeated, so listeners also look by themselves now and then.
 */
@Injectable()
export class Changes implements OnApplicationBootstrap, OnModuleDestroy {
  readonly imports = new Subject<ImportChange>();
  readonly syncs = new Subject<SyncChange>();
  readonly hubs = new Subject<HubChange>();
  readonly campaigns = new Subject<CampaignChange>();
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isStopped = false;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  onApplicationBootstrap(): void {
    void this.listen();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    this.imports.complete();
    this.syncs.complete();
    this.hubs.complete();
    this.campaigns.complete();
    await this.client?.end().catch(() => undefined);
  }

  private async listen(): Promise<void> {
    const client = new Client({ connectionString: this.config.databaseUrl, application_name: 'porchlight listener' });
    this.client = client;
    client.on('error', () => undefined);
    client.on('end', () => this.listenAgain());
    client.on('notification', ({ channel, payload = '' }) => {
      const [accountId, id] = payload.split('/');
      if (!accountId || !id) return;
      if (channel === 'import_changed') this.imports.next({ accountId, importId: id });
      if (channel === 'sync_changed') this.syncs.next({ accountId, connectionId: id });
      if (channel === 'hub_changed') this.hubs.next({ accountId, hubId: id });
      if (channel === 'campaign_changed') this.campaigns.next({ accountId, campaignId: id });
    });
    try {
      await client.connect();
      await client.query('listen import_changed; listen sync_changed; listen hub_changed; listen campaign_changed');
    } catch {
      await client.end().catch(() => undefined);
    }
  }

  private listenAgain(): void {
    if (this.isStopped || this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.listen();
    }, retryMs);
    this.timer.unref();
  }
}
