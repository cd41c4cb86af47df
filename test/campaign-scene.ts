import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { Campaign, Candidate, CampaignRecipient } from '../apps/api/campaigns/campaign.shapes.js';
import { createPool } from '../database/pool.js';
import { openAttempt } from '../database/send-attempts.js';
import { suppress } from '../database/suppressions.js';
import { inTransaction } from '../database/transaction.js';
import type { CampaignState } from '../domain/campaigns/states.js';
import type { SuppressionReason } from '../domain/suppressions/reasons.js';
import { readConfig } from '../integrations/config.js';
import { type Answer, ask, type Refusal } from './importing.js';
import { joinAsNew } from './platform/newcomer.js';
import { as, platform, type Session, until } from './platform/platform.js';

export interface Listed<T> {
  data: T[];
  total: number;
}

/** Always open: what a spec waits for must not depend on the hour at which it runs. */
export const anyTime = { days: [1, 2, 3, 4, 5, 6, 7], fromHour: 0, toHour: 24 };

/** An office of its own, whose contacts are all there is to invite. */
export class CampaignScene {
  readonly pool: Pool = createPool(platform().databaseUrl, { max: 4 });
  private readonly addressKey = readConfig({ ...platform().env }).addressKey;

  private constructor(
    readonly agent: Session,
    readonly accountId: string,
  ) {}

  static async open({ postalAddress = '12 Elm St, Boulder, CO 80302' as string | null } = {}): Promise<CampaignScene> {
    const admin = await as('admin');
    const slug = `campaigns-${randomUUID().slice(0, 13)}`;
    const { body: account } = await ask<{ id: string }>(admin, 'POST /accounts', { name: 'Elm Realty', slug });
    const more = { role: 'agent', accountId: account.id };
    const { session } = await joinAsNew(admin, { path: '/api/users', more });
    await ask(session, 'PATCH /sender', { brokerage: 'Elm Realty LLC', postalAddress });
    return new CampaignScene(session, account.id);
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  /** Beside the API, which keeps some of what is judged here from coming in. @returns its id */
  async contact(person: Record<string, unknown> = {}): Promise<string> {
    const email = 'email' in person ? person.email : `iris.${randomUUID()}@example.com`;
    const given = {
      first_name: 'Iris',
      last_name: 'Walden',
      street: '12 Elm St',
      city: 'Boulder',
      state: 'CO',
      zip: '80302',
      ...person,
      email,
      email_normalized: email,
      account_id: this.accountId,
    };
    const names = Object.keys(given);
    const { rows } = await this.pool.query<{ id: string }>(
      `insert into contacts (${names.join(', ')}) select ${names.join(', ')} from jsonb_populate_record(null::contacts, $1::jsonb) returning id::text`,
      [JSON.stringify(given)],
    );
    return rows[0]!.id;
  }

  async emailOf(contactId: string): Promise<string> {
    const { rows } = await this.pool.query<{ email: string }>('select email from contacts where id = $1', [contactId]);
    return rows[0]!.email;
  }

  async suppress(contactId: string, reason: SuppressionReason, scope: 'account' | 'platform'): Promise<void> {
    const email = await this.emailOf(contactId);
    await inTransaction(this.pool, (tx) =>
      suppress(tx, {
        email,
        emailNormalized: email,
        accountId: scope === 'account' ? this.accountId : null,
        addressKey: this.addressKey,
        reason,
        source: 'operator',
        by: { actor: { kind: 'system', id: null, role: null } },
      }),
    );
  }

  /** As if an invitation had been handed over to this address a moment ago. */
  async mailed(contactId: string, conn: Pool | PoolClient = this.pool): Promise<string> {
    const { attemptId } = await openAttempt(conn, {
      accountId: this.accountId,
      contactId,
      purpose: 'invitation',
      subject: null,
      email: await this.emailOf(contactId),
      addressKey: this.addressKey,
      messageId: `<${randomUUID()}@porchlight.example>`,
      template: null,
      mail: { digest: Buffer.alloc(32), size: 1, senderDomain: 'porchlight.example' },
      transport: 'smtp',
      worker: 'worker 0',
    });
    await conn.query(`update send_attempts set state = 'accepted', ended_at = now() where id = $1`, [attemptId]);
    return attemptId;
  }

  async hub(contactId: string): Promise<string> {
    return (await ask<{ id: string }>(this.agent, 'POST /hubs', { contactId })).body.id;
  }

  async joins(hubId: string, email: string): Promise<void> {
    await this.pool.query(
      `insert into hub_members (account_id, hub_id, role, email, email_normalized) values ($1, $2, 'owner', $3, $3)`,
      [this.accountId, hubId, email],
    );
    await this.pool.query(`update hubs set state = 'claimed', claimed_at = now() where id = $1`, [hubId]);
  }

  create(body: object): Promise<Answer<Campaign & Refusal>> {
    return ask<Campaign & Refusal>(this.agent, 'POST /campaigns', body);
  }

  /** Made, and looked at by the worker. */
  async reviewed(body: object = { audience: { kind: 'no_hub' } }): Promise<Campaign> {
    const { body: made } = await this.create(body);
    return this.reaches(made.id, 'awaiting_review');
  }

  reaches(campaignId: string, ...states: CampaignState[]): Promise<Campaign> {
    return until(`campaign ${campaignId} is ${states.join(' or ')}`, async () => {
      const { body } = await ask<Campaign>(this.agent, `GET /campaigns/${campaignId}`);
      return states.includes(body.state) && body;
    });
  }

  command(campaignId: string, command: string, body: object = {}): Promise<Answer<Campaign & Refusal>> {
    return ask<Campaign & Refusal>(this.agent, `POST /campaigns/${campaignId}/${command}`, body);
  }

  async candidates(campaignId: string, filter: object = {}): Promise<Listed<Candidate>> {
    const query = `perPage=200&filter=${encodeURIComponent(JSON.stringify(filter))}`;
    return (await ask<Listed<Candidate>>(this.agent, `GET /campaigns/${campaignId}/candidates?${query}`)).body;
  }

  async recipients(campaignId: string, filter: object = {}): Promise<Listed<CampaignRecipient>> {
    const query = `perPage=200&filter=${encodeURIComponent(JSON.stringify(filter))}`;
    return (await ask<Listed<CampaignRecipient>>(this.agent, `GET /campaigns/${campaignId}/recipients?${query}`)).body;
  }
}

export const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((all, one) => all + one, 0);
