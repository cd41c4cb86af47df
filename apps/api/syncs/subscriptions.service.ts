import { Injectable, Logger } from '@nestjs/common';
import { Pool } from 'pg';
import type { Connection } from '../../../database/entities/syncs.js';
import { Connectors } from './connectors.js';

/** Webhooks that stand at CRMs for us. They make syncs quicker; without them the schedule does, so that a failure is no obstacle. */
@Injectable()
export class Subscriptions {
  private readonly logger = new Logger('Subscriptions');

  constructor(
    private readonly pool: Pool,
    private readonly connectors: Connectors,
  ) {}

  /** Has the CRM tell us of changes, where it can. Told twice, the older ones are taken away. */
  async begin(connectionId: string): Promise<void> {
    const { rows } = await this.pool.query<{ id: string; connector: string; hookKeyId: number; hook_ids: string[] }>(
      'select id, connector, hook_key_id as "hookKeyId", hook_ids from connections where id = $1',
      [connectionId],
    );
    const [item] = rows;
    if (!item || !this.connectors.get(item.connector).hooks?.subscribe) return;
    try {
      const crm = this.connectors.open(item);
      if (item.hook_ids.length > 0) await crm.unsubscribe(item.hook_ids);
      const made = await crm.subscribe(this.connectors.hookUrl(item));
      const sealed = made?.secret ? this.connectors.keys.seal(made.secret, `webhook ${item.id}`) : null;
      await this.pool.query(
        'update connections set hook_ids = $2, hook_secret = $3, hook_secret_key_id = $4 where id = $1',
        [item.id, JSON.stringify(made?.ids ?? []), sealed?.sealed ?? null, sealed?.keyId ?? null],
      );
    } catch (error) {
      this.logger.warn({ connectionId, code: (error as Error).name }, 'The CRM did not take our webhook.');
    }
  }

  /** Takes the webhooks away and gives the access back, as far as the CRM is there. */
  async end(item: Connection): Promise<void> {
    const { rows } = await this.pool.query<{ hook_ids: string[] }>('select hook_ids from connections where id = $1', [
      item.id,
    ]);
    const crm = this.connectors.open(item);
    const ids = rows[0]?.hook_ids ?? [];
    for (const act of [() => (ids.length > 0 ? crm.unsubscribe(ids) : Promise.resolve()), () => crm.revoke()])
      await act().catch((error: Error) =>
        this.logger.warn({ connectionId: item.id, code: error.name }, 'The CRM could not be told of the disconnect.'),
      );
  }
}
