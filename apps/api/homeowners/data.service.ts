import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { query } from '../../../database/execute.js';
import { recordHubEvent } from '../../../database/hub-events.js';
import { hashAddress } from '../../../database/suppressions.js';
import type { Config } from '../../../integrations/config.js';
import type { ActorRequest } from '../auth/access.js';
import { CONFIG } from '../config.js';
import type { Answer } from './answer.js';
import { type Here, type Place, Places } from './places.js';
import { SignIns } from './sign-in.service.js';
import { dataPage, provePage } from './views/data.js';

/** "My data": what is kept, as a file. Private, so the address has to be proved by a code first. */
@Injectable()
export class MyData {
  constructor(
    private readonly pool: Pool,
    private readonly places: Places,
    private readonly signIns: SignIns,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  show(request: ActorRequest): Promise<Answer> {
    return this.proved(request, async (places) => dataPage(places));
  }

  prove(request: ActorRequest, body: Record<string, unknown>): Promise<Answer> {
    return this.places.signedIn(request, async (here) =>
      this.places.isOwnForm(here, body) ? this.signIns.askForProof(request, '/h/data') : { to: '/h/data' },
    );
  }

  download(request: ActorRequest): Promise<Answer> {
    return this.proved(request, async (places, { session }) => {
      const content = await this.gather(session.emailNormalized, places);
      for (const { accountId, hubId, contactId, member } of places)
        await recordHubEvent(this.pool, { accountId, hubId, contactId, kind: 'data_downloaded', byKind: 'homeowner', byId: member.memberId }); // prettier-ignore
      return {
        name: 'my-porchlight-data.json',
        type: 'application/json',
        content: `${JSON.stringify(content, null, 2)}\n`,
      };
    });
  }

  /** Whoever came by a link alone is asked for a code first. */
  proved(request: ActorRequest, work: (places: Place[], here: Here) => Promise<Answer>): Promise<Answer> {
    return this.places.signedIn(request, async (here) => {
      if (!here.session.isProved) return provePage(here.session.emailNormalized, here.key);
      return work(await this.places.list(here.session.emailNormalized), here);
    });
  }

  private async gather(emailNormalized: string, places: Place[]) {
    const hash = hashAddress(emailNormalized, this.config.addressKey).toString('hex');
    const hubs = [];
    for (const place of places) hubs.push(await this.gatherHub(place));
    const mails = await query(
      this.pool,
      `select purpose, wave, state, started_at as "startedAt", ended_at as "endedAt", message_id as "messageId" from send_attempts
       where address_hash = decode($1, 'hex') order by id`,
      [hash],
    );
    const mailStopped = await query(
      this.pool,
      `select case when account_id is null then 'everybody' else 'one office' end as scope, reason, source, created_at as since, removed_at as until
       from suppressions where address_hash = decode($1, 'hex') order by id`,
      [hash],
    );
    return { madeAt: new Date().toISOString(), email: emailNormalized, hubs, mailsSentToYou: mails, mailStopped };
  }

  private async gatherHub({ hubId, contactId, home, details, state, member }: Place) {
    const [parts] = await query<Record<string, unknown>>(
      this.pool,
      `select
         (select jsonb_agg(jsonb_build_object('text', text, 'askedAt', asked_at, 'answer', answer, 'answeredAt', answered_at) order by id)
            from hub_questions where hub_id = $1 and member_id = $2) as questions,
         (select jsonb_agg(jsonb_build_object('changes', changes, 'state', state, 'proposedAt', proposed_at, 'decidedAt', decided_at) order by id)
            from hub_corrections where hub_id = $1 and member_id = $2) as corrections,
         (select jsonb_agg(jsonb_build_object('what', kind, 'at', at) order by id) from hub_events
            where hub_id = $1 and by_kind = 'homeowner' and by_id = $2::text) as "whatYouDid",
         (select jsonb_agg(jsonb_build_object('role', role, 'state', state, 'subject', subject, 'message', message, 'createdAt', created_at, 'claimedAt', claimed_at) order by id)
            from invitations where hub_id = $1 and email_normalized = $3) as invitations,
         (select jsonb_build_object('joinedAt', joined_at) from hub_members where id = $2::bigint) as membership`,
      [hubId, member.memberId, member.emailNormalized],
    );
    const contact = member.role === 'owner' ? await this.gatherContact(contactId) : undefined;
    return { hub: hubId, state, home, details, you: member, ...parts, ...(contact && { contact }) };
  }

  /** What the agent's office keeps of the owner; its own notes are the office's. */
  private async gatherContact(contactId: string) {
    const [contact] = await query<{ kept: Record<string, unknown> }>(
      this.pool,
      `select jsonb_strip_nulls(to_jsonb(c) - array['id', 'account_id', 'notes', 'version', 'import_id', 'import_row', 'external_id', 'email_normalized']) as kept
       from contacts c where id = $1`,
      [contactId],
    );
    return contact?.kept;
  }
}
