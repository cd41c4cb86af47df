import type { Pool } from 'pg';
import { freezeAudience } from '../activities/campaigns/freeze.js';
import { nextCampaignStep } from '../activities/campaigns/next-step.js';
import { prepareRecipients } from '../activities/campaigns/prepare.js';
import { sendPart } from '../activities/campaigns/send-part.js';
import { settleCampaign } from '../activities/campaigns/settle.js';
import { spaceReminders } from '../activities/campaigns/space.js';
import { WireLog } from '../activities/campaigns/wire-log.js';
import { bringTemplates } from '../apps/cli/bring-templates.js';
import { createPool } from '../database/pool.js';
import type { SendingLimits } from '../domain/campaigns/limits.js';
import type { CampaignSettings } from '../domain/campaigns/settings.js';
import { type Config, readConfig } from '../integrations/config.js';
import { openBulkTransport } from '../integrations/mail/open-transport.js';
import type { BulkTransport } from '../integrations/mail/transport.js';
import { KeyRing } from '../integrations/secrets.js';
import { SmtpSink } from './mail/smtp-sink.js';
import { platform } from './platform/platform.js';
import { makeScratchDatabase } from './platform/scratch-database.js';

export const everyDay = { days: [1, 2, 3, 4, 5, 6, 7], fromHour: 9, toHour: 19 };
const noLimits: SendingLimits = { platform: null, account: null, domain: null, provider: null, warmsUp: false };

/** What the database itself stamps goes by the spec's clock as well. */
const ownClock = `
  create table scene_clock as select clock_timestamp() as at;
  create function scene_now() returns timestamptz language sql stable as 'select at from scene_clock';
  alter table invitations alter created_at set default scene_now();
  alter table send_attempts alter started_at set default scene_now();
  create function end_now() returns trigger language plpgsql as 'begin new.ended_at := scene_now(); return new; end';
  create trigger end_now before update on send_attempts for each row when (old.ended_at is null and new.ended_at is not null)
    execute function end_now();`;

/**
 * Campaigns in a database of their own, taken through their steps at a time that the spec sets: the steps, the mails and how they are
 * handed over to a mail server are the product's; the clock alone is the spec's.
 */
export class CampaignRows {
  now = new Date();
  private people = 0;
  private readonly ring: KeyRing;
  private readonly transport: BulkTransport;
  private readonly wire: WireLog;

  private constructor(
    readonly pool: Pool,
    /** The mail server that takes their mails. */
    readonly sink: SmtpSink,
    private readonly config: Config,
    private readonly drop: () => Promise<void>,
  ) {
    this.ring = new KeyRing(config.secretKeys);
    this.transport = openBulkTransport(config.mail);
    this.wire = new WireLog(pool);
  }

  static async open({ connections = 8 } = {}): Promise<CampaignRows> {
    const { databaseUrl, drop } = await makeScratchDatabase();
    await bringTemplates(databaseUrl);
    const pool = createPool(databaseUrl, { max: connections });
    await pool.query(ownClock);
    const sink = new SmtpSink();
    await sink.listen();
    const config = readConfig({ ...platform().env, SMTP_URL: sink.url });
    return new CampaignRows(pool, sink, config, drop);
  }

  async close(): Promise<void> {
    this.transport.close();
    await this.sink.away();
    await this.pool.end();
    await this.drop();
  }

  /** An office with one agent. */
  async office(timeZone: string | null = null): Promise<{ accountId: string; agentId: string }> {
    const agentId = `agent-${++this.people}`;
    const { rows } = await this.pool.query<{ id: string }>(
      'insert into accounts (slug, name, time_zone, postal_address) values ($1, $2, $3, $4) returning id::text',
      [`office-${this.people}`, 'Elm Realty', timeZone, '12 Elm St, Boulder, CO 80302'],
    );
    const accountId = rows[0]!.id;
    await this.pool.query(
      `insert into auth."user" (id, name, email, "emailVerified", role, "accountId") values ($1, 'Ann Agent', $2, true, 'agent', $3)`,
      [agentId, `${agentId}@example.com`, accountId],
    );
    return { accountId, agentId };
  }

  async contact(accountId: string, home: { state?: string; zip?: string; email?: string } = {}): Promise<string> {
    const email = home.email ?? `person${++this.people}@example.com`;
    const { rows } = await this.pool.query<{ id: string }>(
      `insert into contacts (account_id, first_name, last_name, email, email_normalized, street, city, state, zip, country)
       values ($1, 'Iris', 'Walden', $2, $2, '12 Elm St', 'Somewhere', $3, $4, 'US') returning id::text`,
      [accountId, email, home.state ?? null, home.zip ?? null],
    );
    return rows[0]!.id;
  }

  /** Frozen, approved and prepared at the present time. */
  async campaign(
    { accountId, agentId }: { accountId: string; agentId: string },
    contactIds: string[],
    settings: Partial<CampaignSettings> = {},
  ): Promise<string> {
    const campaignId = await this.frozen({ accountId, agentId }, contactIds, settings);
    await this.setClock();
    await this.pool.query(
      `update campaigns set state = 'preparing', approved_at = $2, fence = fence + 1 where id = $1`,
      [campaignId, this.now],
    );
    await prepareRecipients(this.worker(), { campaignId, fence: await this.fence(campaignId) });
    return campaignId;
  }

  async frozen(
    { accountId, agentId }: { accountId: string; agentId: string },
    contactIds: string[],
    settings: Partial<CampaignSettings> = {},
  ): Promise<string> {
    const { rows } = await this.pool.query<{ id: string }>(
      `insert into campaigns (account_id, name, agent_id, audience, settings) values ($1, 'Spring', $2, $3, $4) returning id::text`,
      [
        accountId,
        agentId,
        JSON.stringify({ kind: 'contacts', contactIds }),
        JSON.stringify({ window: everyDay, quietDays: 0, ...settings }),
      ],
    );
    const campaignId = rows[0]!.id;
    await freezeAudience(this.worker(), { campaignId, fence: 0 });
    return campaignId;
  }

  /** Takes the campaign as far as it goes at the present time. @returns what it waits for, and how many mails left */
  async work(campaignId: string): Promise<{ step: string; mails: number }> {
    await this.setClock();
    let mails = 0;
    for (;;) {
      const { step, fence, parts } = await nextCampaignStep(this.pool, campaignId, this.now);
      if (step === 'settle') {
        await settleCampaign(this.pool, { campaignId, fence }, this.now);
        continue;
      }
      if (step !== 'send') return { step, mails };
      await spaceReminders(this.pool, campaignId, this.config.addressKey, this.now);
      const sent = await this.sendDue(campaignId, { parts, fence });
      if (sent === 0) return { step: 'wait', mails };
      mails += sent;
    }
  }

  recipient(campaignId: string, contactId: string) {
    return this.one(
      `select state, wave, due_at, zone, invitation_id::text from recipients where campaign_id = $1 and contact_id = $2`,
      [campaignId, contactId],
    );
  }

  async one(sql: string, parameters: unknown[]): Promise<Record<string, unknown>> {
    return (await this.pool.query<Record<string, unknown>>(sql, parameters)).rows[0]!;
  }

  private worker() {
    const { pool, ring, config } = this;
    return {
      pool,
      ring,
      addressKey: config.addressKey,
      clock: () => this.now,
      segmentMs: 60_000,
      isStopping: () => false,
    };
  }

  private setClock() {
    return this.pool.query('update scene_clock set at = $1', [this.now]);
  }

  private async fence(campaignId: string): Promise<number> {
    return Number((await this.one('select fence from campaigns where id = $1', [campaignId])).fence);
  }

  /** All that is due of these shares leaves, with what the limits of sending would keep back. */
  private async sendDue(campaignId: string, { parts, fence }: { parts: number[]; fence: number }): Promise<number> {
    const deps = { ...this.worker(), transport: this.transport, wire: this.wire, limits: noLimits, worker: 'worker 0' };
    let mails = 0;
    for (const part of parts) {
      const sent = await sendPart({ ...deps, settings: this.config }, { campaignId, part, fence, budgetMs: 60_000 });
      mails += sent.mails;
    }
    return mails;
  }
}
