import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Client } from 'pg';
import { Subject } from 'rxjs';
import type { Config } from '../../../integrations/config.js';
import { CONFIG } from '../config.js';

export interface ImportChange {
  accountId: string;
  importId: string;
}

const retryMs = 1_000;

/**
 * Imports that moved (a state, a committed batch), as the database tells it, in every copy of the API. Hints only:
 * what happened while the line was down is not repeated, so listeners also look by themselves now and then.
 */
@Injectable()
export class ImportChanges implements OnApplicationBootstrap, OnModuleDestroy {
  readonly stream = new Subject<ImportChange>();
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
    this.stream.complete();
    await this.client?.end().catch(() => undefined);
  }

  private async listen(): Promise<void> {
    const client = new Client({ connectionString: this.config.databaseUrl, application_name: 'porchlight listener' });
    this.client = client;
    client.on('error', () => undefined);
    client.on('end', () => this.listenAgain());
    client.on('notification', ({ payload = '' }) => {
      const [accountId, importId] = payload.split('/');
      if (accountId && importId) this.stream.next({ accountId, importId });
    });
    try {
      await client.connect();
      await client.query('listen import_changed');
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
