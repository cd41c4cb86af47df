import { randomUUID } from 'node:crypto';
import type { Connection } from '../apps/api/syncs/syncs.schemas.js';
import { createPool } from '../database/pool.js';
import { ask } from './importing.js';
import { type OwnPlatform, startOwnPlatform } from './pipeline-platform.js';
import { as, type Session } from './platform/platform.js';
import { PracticeCrm, type PracticeLogin } from './practice-crm.js';
import { WatchedSyncs } from './watched-syncs.js';

export const appSecret = 'practice-system-key';

/** A platform of its own beside a practice CRM, which it takes for Follow Up Boss. */
export class SyncScene extends WatchedSyncs {
  private constructor(
    own: OwnPlatform,
    readonly crm: PracticeCrm,
    agent: Session,
    support: Session,
  ) {
    super(own, agent, support);
  }

  static async begin(): Promise<SyncScene> {
    const crm = await new PracticeCrm().start();
    const own = await startOwnPlatform({
      CRM_ORIGINS: `follow-up-boss=${crm.origin}`,
      CRM_APPS: `follow-up-boss=porchlight:${appSecret}`,
    });
    const { apiUrl } = own.platform;
    return new SyncScene(own, crm, await as('agent', apiUrl), await as('support', apiUrl));
  }

  async end(): Promise<void> {
    await this.own.stop();
    await this.crm.stop();
  }

  /** A login of its own at the CRM, with so many people. */
  login(count: number): PracticeLogin {
    const login = this.crm.login(`fka${randomUUID().replaceAll('-', '').slice(0, 16)}`);
    for (let id = 1; id <= count; id++) login.put({ id });
    return login;
  }

  async connect(login: PracticeLogin): Promise<string> {
    const body = { connector: 'follow-up-boss', fields: { key: login.key } };
    const { status, body: made } = await ask<Connection>(this.agent, 'POST /connections', body);
    if (status !== 201) throw new Error(`Connecting answered ${status}: ${JSON.stringify(made)}`);
    return made.id;
  }

  /** Connected, and everybody read once. */
  async connected(login: PracticeLogin): Promise<string> {
    const id = await this.connect(login);
    await this.resting(id);
    return id;
  }

  /** Where the CRM sends its webhooks to. */
  async webhook(connectionId: string): Promise<string> {
    return (await ask<{ url: string }>(this.agent, `GET /connections/${connectionId}/webhook`)).body.url;
  }

  openPool = () => createPool(this.own.platform.databaseUrl, { max: 4 });
}
