import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { enqueue } from '../../../database/outbox.js';
import { inTransaction } from '../../../database/transaction.js';
import type { HookEvent } from '../../../integrations/crm/connector.js';
import { HookRefused } from '../../../integrations/crm/errors.js';
import { Relay } from '../outbox/relay.js';
import { NotFound, Problem } from '../problem.js';
import { syncMessage } from './commands.service.js';
import { Connectors } from './connectors.js';

/** A delivery to one of our webhook addresses, before anybody has looked at it. */
export interface Arrived {
  connectionId: string;
  token: string;
  method: string;
  /** Path and query as sent. */
  path: string;
  headers: Record<string, string | string[] | undefined>;
  rawBody: Buffer;
}

interface HookedConnection {
  id: string;
  account_id: string;
  connector: string;
  state: string;
  hookKeyId: number;
  hook_secret: Buffer | null;
  hook_secret_key_id: number | null;
}

/**
 * What CRMs send us. A delivery is a hint that records have changed, no more: it is verified over its bytes, kept as it came, and
 * answered; the records are asked for later.
 */
@Injectable()
export class Hooks {
  constructor(
    private readonly pool: Pool,
    private readonly relay: Relay,
    private readonly connectors: Connectors,
  ) {}

  /**
   * @returns how many events were new; a delivery that comes again brings none
   * @throws NotFound at an address that is not ours, Problem when it is forged, changed or stale
   */
  async take(arrived: Arrived): Promise<{ accepted: number }> {
    const item = await this.find(arrived);
    const events = this.verified(item, arrived);
    const accepted = events.length > 0 ? await this.keep(item, arrived.rawBody, events) : 0;
    // Not waited for: a CRM that gets no answer within its seconds sends again, or gives up on us.
    if (accepted > 0) void this.relay.deliver(syncMessage(item.id).workflowId);
    return { accepted };
  }

  /** Some CRMs ask first whether somebody is there. */
  async greet(arrived: Pick<Arrived, 'connectionId' | 'token'>): Promise<void> {
    await this.find(arrived);
  }

  private async find({ connectionId, token }: Pick<Arrived, 'connectionId' | 'token'>): Promise<HookedConnection> {
    const { rows } = await this.pool.query<HookedConnection>(
      `select id, account_id, connector, state, hook_key_id as "hookKeyId", hook_secret, hook_secret_key_id
       from connections where id = $1 and state <> 'disconnected'`,
      [connectionId],
    );
    if (!rows[0] || !this.connectors.isHookToken(token, rows[0])) throw new NotFound('address');
    return rows[0];
  }

  /** Where nothing is signed and the address was entered by hand, its last part is the secret. */
  private verified(item: HookedConnection, { token, method, path, headers, rawBody }: Arrived): HookEvent[] {
    const secret =
      item.hook_secret && item.hook_secret_key_id !== null
        ? this.connectors.keys.open({ keyId: item.hook_secret_key_id, sealed: item.hook_secret }, `webhook ${item.id}`)
        : this.connectors.signsByPath(item.connector)
          ? token
          : null;
    try {
      const delivery = { method, url: this.connectors.publicUrl(path), headers, rawBody };
      return this.connectors.open(item, { hookSecret: secret }).verifyHook(delivery).events;
    } catch (error) {
      if (error instanceof HookRefused) throw new Problem(401, 'hook_refused', error.message);
      throw error;
    }
  }

  private keep(item: HookedConnection, rawBody: Buffer, events: HookEvent[]): Promise<number> {
    return inTransaction(this.pool, async (tx) => {
      const delivery = await tx.query<{ id: string }>(
        `insert into hook_deliveries (connection_id, account_id, body_hash, body) values ($1, $2, $3, $4)
         on conflict (connection_id, body_hash) do nothing returning id`,
        [item.id, item.account_id, createHash('sha256').update(rawBody).digest(), rawBody],
      );
      if (!delivery.rows[0]) return 0;
      const kept = await tx.query(
        `insert into hook_events (connection_id, event_id, account_id, record_id, delivery_id)
         select $1, e.id, $2, e."recordId", $3 from jsonb_to_recordset($4::jsonb) as e (id text, "recordId" text)
         on conflict (connection_id, event_id) do nothing`,
        [item.id, item.account_id, delivery.rows[0].id, JSON.stringify(events)],
      );
      if (kept.rowCount) await enqueue(tx, { accountId: item.account_id, ...syncMessage(item.id) });
      return kept.rowCount ?? 0;
    });
  }
}
