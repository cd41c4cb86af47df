import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { lastWave } from '../../../domain/hubs/reminders.js';
import { Hub } from '../../../database/entities/hubs.js';
import { query } from '../../../database/execute.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { NotFound } from '../problem.js';
import type { InvitationDraft } from './drafts.schemas.js';

const untouched: InvitationDraft = { subject: null, message: null, reminders: lastWave };

/** What is typed of an invitation before it is sent. It stays after sending: the next one begins with the same words. */
@Injectable()
export class InvitationDrafts {
  constructor(private readonly em: EntityManager) {}

  async get(actor: RequestActor, hubId: string): Promise<InvitationDraft> {
    await this.assertHub(hubId);
    const [draft] = await query<InvitationDraft>(
      this.em,
      'select subject, message, reminders from invitation_drafts where hub_id = $1 and account_id = $2',
      [hubId, accountOf(actor)],
    );
    return draft ?? untouched;
  }

  async save(actor: RequestActor, hubId: string, draft: InvitationDraft): Promise<InvitationDraft> {
    await this.assertHub(hubId);
    const { subject, message, reminders } = draft;
    await query(
      this.em,
      `insert into invitation_drafts (hub_id, account_id, subject, message, reminders) values ($1, $2, $3, $4, $5)
       on conflict (hub_id) do update set subject = $3, message = $4, reminders = $5, updated_at = now()`,
      [hubId, accountOf(actor), subject, message || null, reminders],
    );
    return draft;
  }

  /** The account is narrowed by the entity manager. */
  private async assertHub(hubId: string): Promise<void> {
    if (!(await this.em.findOne(Hub, hubId, { fields: ['id'] }))) throw new NotFound('Hub');
  }
}
