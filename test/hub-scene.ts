import type { Pool } from 'pg';
import type { HubInFull, HubInvitation } from '../apps/api/hubs/hubs.schemas.js';
import { wakeInvitation } from '../database/invitations.js';
import { createPool } from '../database/pool.js';
import { inTransaction } from '../database/transaction.js';
import { type Answer, ask, fresh, type Refusal } from './importing.js';
import { mailTo } from './platform/newcomer.js';
import { platform, type Session, until } from './platform/platform.js';

const home = { street: '12 Elm St', city: 'Boulder', state: 'CO', zip: '80302' };

/** Contacts, Hubs and invitations of one agent, through the API; days pass by moving the dates in the rows. */
export class HubScene {
  readonly pool: Pool;

  constructor(
    readonly agent: Session,
    databaseUrl = platform().databaseUrl,
  ) {
    this.pool = createPool(databaseUrl, { max: 12 });
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  async contact(more: object = {}): Promise<{ id: string; email: string }> {
    const person = { firstName: 'Iris', lastName: 'Walden', email: fresh('iris'), ...home, ...more };
    const { body } = await ask<{ id: string; email: string }>(this.agent, 'POST /contacts', person);
    return body;
  }

  async hub(more: object = {}): Promise<{ hub: HubInFull; email: string }> {
    const { id: contactId, email } = await this.contact(more);
    const { body: hub } = await ask<HubInFull>(this.agent, 'POST /hubs', { contactId });
    return { hub, email };
  }

  invite(hubId: string, body: object = {}): Promise<Answer<HubInvitation & Refusal>> {
    return ask<HubInvitation & Refusal>(this.agent, `POST /hubs/${hubId}/invitations`, body);
  }

  /** A Hub whose invitation was handed over. */
  async invited(more: object = {}): Promise<{ hub: HubInFull; email: string; invitation: HubInvitation }> {
    const { hub, email } = await this.hub(more);
    const { body } = await this.invite(hub.id);
    return { hub, email, invitation: await this.reaches(body.id, ({ firstSentAt }) => firstSentAt !== null) };
  }

  command(invitationId: string, command: string, body: object = {}): Promise<Answer<HubInvitation & Refusal>> {
    return ask<HubInvitation & Refusal>(this.agent, `POST /hub-invitations/${invitationId}/${command}`, body);
  }

  async get(hubId: string): Promise<HubInFull> {
    return (await ask<HubInFull>(this.agent, `GET /hubs/${hubId}`)).body;
  }

  /** Waits until the invitation is as wished. */
  reaches(invitationId: string, isSo: (invitation: HubInvitation) => boolean): Promise<HubInvitation> {
    return until(`invitation ${invitationId} is as wished`, async () => {
      const { body } = await ask<HubInvitation>(this.agent, `GET /hub-invitations/${invitationId}`);
      return isSo(body) && body;
    });
  }

  /** As if so many days had gone by since everything about this invitation. */
  async daysPass(invitationId: string, days: number): Promise<void> {
    await inTransaction(this.pool, async (tx) => {
      const { rows } = await tx.query<{ account_id: string }>(
        `update invitations set created_at = created_at - $2::interval, first_sent_at = first_sent_at - $2::interval,
           next_action_at = next_action_at - $2::interval, expires_at = expires_at - $2::interval where id = $1 returning account_id`,
        [invitationId, `${days} days`],
      );
      await tx.query(
        `update send_attempts set started_at = started_at - $2::interval, ended_at = ended_at - $2::interval where invitation_id = $1`,
        [invitationId, `${days} days`],
      );
      await tx.query(
        `update hub_members set joined_at = joined_at - $2::interval, settled_at = settled_at - $2::interval where invitation_id = $1`,
        [invitationId, `${days} days`],
      );
      await wakeInvitation(tx, { accountId: rows[0]!.account_id, invitationId });
    });
  }
}

/** The token in the claim link of a mail to this address; of another one than those named. */
export async function claimTokenMailedTo(email: string, ...otherThan: string[]): Promise<string> {
  return tokenIn(await mailTo(email, (mail) => tokenIn(mail) !== '' && !otherThan.includes(tokenIn(mail))));
}

export const tokenIn = ({ text }: { text: string }): string => /\/i\/([\w-]{43})(?![\w-])/.exec(text)?.[1] ?? '';
