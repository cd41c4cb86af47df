import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { Campaign } from '../apps/api/campaigns/campaign.shapes.js';
import { createPool } from '../database/pool.js';
import type { CampaignState } from '../domain/campaigns/states.js';
import { type Answer, ask, type Refusal } from './importing.js';
import type { OwnPlatform } from './pipeline-platform.js';
import { platform, type Session, until } from './platform/platform.js';

/** Has the worker run without the key that its invitations were made with. @returns what puts it back */
export async function withoutItsKey({ platform: { env, parts } }: OwnPlatform): Promise<() => Promise<void>> {
  const keys = env.SECRET_KEYS;
  const startWith = async (given: string | undefined) => {
    await parts.worker!.stop();
    env.SECRET_KEYS = given;
    await parts.worker!.start();
  };
  await startWith(`9:${randomBytes(32).toString('base64')}`);
  return () => startWith(keys);
}

let scenes = 0;
/** Mails may arrive at any time, so that no spec depends on the hour it runs at. */
export const anyTime = { days: [1, 2, 3, 4, 5, 6, 7], fromHour: 0, toHour: 24 };

/** Campaigns of one agent, through the API; their people are put into the database, since there are many. */
export class CampaignRun {
  readonly pool: Pool;
  /** What the addresses of its people begin with. */
  readonly stem = `camp-${process.pid}-${Date.now()}-${++scenes}`;
  private people = 0;

  constructor(
    readonly agent: Session,
    databaseUrl = platform().databaseUrl,
  ) {
    this.pool = createPool(databaseUrl, { max: 6 });
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  /** New people of the agent's account, each with a home. */
  async contacts(count: number): Promise<string[]> {
    const me = await ask<{ account: { id: string } }>(this.agent, 'GET /me');
    const { rows } = await this.pool.query<{ id: string }>(
      `insert into contacts (account_id, first_name, last_name, email, email_normalized, street, city, state, zip, country)
       select $1, 'Iris', 'Walden', $2 || n || '@example.com', $2 || n || '@example.com', n || ' Elm St', 'Boulder', 'CO', '80302', 'US'
       from generate_series($3::int, $3::int + $4::int - 1) n returning id::text`,
      [me.body.account.id, `${this.stem}-`, this.people, count],
    );
    this.people += count;
    return rows.map(({ id }) => id);
  }

  /** Made for these people, frozen and waiting for approval. */
  async reviewed(contactIds: string[], settings: object = {}): Promise<Campaign> {
    return this.reaches((await this.made(contactIds, settings)).id, 'awaiting_review');
  }

  async made(
    contactIds: string[],
    settings: object = {},
    audience: object = { kind: 'contacts', contactIds },
  ): Promise<Campaign> {
    const { status, body } = await ask<Campaign>(this.agent, 'POST /campaigns', {
      audience,
      settings: { window: anyTime, ...settings },
    });
    if (status !== 201) throw new Error(`The campaign was answered with ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** Made, reviewed and approved. */
  async approved(contactIds: string[], settings: object = {}): Promise<Campaign> {
    const { id, digest } = await this.reviewed(contactIds, settings);
    const { status, body } = await this.command(id, 'approve', { digest });
    if (status !== 202) throw new Error(`The approval was answered with ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  command(campaignId: string, command: string, body: object = {}): Promise<Answer<Campaign & Refusal>> {
    return ask<Campaign & Refusal>(this.agent, `POST /campaigns/${campaignId}/${command}`, body);
  }

  async get(campaignId: string): Promise<Campaign> {
    return (await ask<Campaign>(this.agent, `GET /campaigns/${campaignId}`)).body;
  }

  /** Waits until the campaign stands in the state, and is as wished. */
  reaches(
    campaignId: string,
    state: CampaignState,
    { isSo = () => true, seconds = 60 }: { isSo?: (campaign: Campaign) => boolean; seconds?: number } = {},
  ): Promise<Campaign> {
    let last: Answer<Campaign> | null = null;
    return until(
      `campaign ${campaignId} is ${state}`,
      async () => {
        last = await ask<Campaign>(this.agent, `GET /campaigns/${campaignId}`);
        return last.body.state === state && isSo(last.body) && last.body;
      },
      { seconds },
    ).catch((error: Error) => {
      throw new Error(
        `${error.message}; the last answer was ${last?.status} ${last?.body.state} ${JSON.stringify(last?.body.counts)}`,
      );
    });
  }
}
