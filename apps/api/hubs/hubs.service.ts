import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { homeKey } from '../../../domain/hubs/home-key.js';
import { restingState } from '../../../domain/hubs/states.js';
import { query } from '../../../database/execute.js';
import { recordHubEvent } from '../../../database/hub-events.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { Engine } from '../outbox/engine.js';
import { Invalid, NotFound, Problem } from '../problem.js';
import { hubInFull } from './hub-page.js';
import type { HubInFull, NewHub } from './hubs.schemas.js';
import { nobody, readHub } from './read-hub.js';

/** The Hub of one home, and how a contact gets one. */
@Injectable()
export class HubsService {
  constructor(
    private readonly em: EntityManager,
    private readonly engine: Engine,
  ) {}

  get(actor: RequestActor, hubId: string): Promise<HubInFull> {
    return hubInFull(this.em, { accountId: accountOf(actor), hubId }, this.viewer());
  }

  viewer() {
    return { now: new Date(), engine: this.engine.state.value.state };
  }

  /** One living Hub for one contact and home: asked again, it says which one there is. */
  async create(actor: RequestActor, body: NewHub): Promise<HubInFull> {
    const accountId = accountOf(actor);
    const read = await readHub(this.em, accountId, body);
    const hubId = await this.em.transactional(async (tx) => {
      const contact = await findContact(tx, accountId, body.contactId);
      const agentId = body.agentId ?? actor.userId;
      await assertAgent(tx, accountId, agentId);
      const home = read.home ?? contact.home;
      const coOwner = body.coOwner === undefined ? contact.coOwner : (read.coOwner ?? nobody);
      const key = homeKey(home);
      const state = restingState({ hasHome: key !== null, hasOwner: false, isInvited: false });
      const [made] = await query<{ id: string }>(
        tx,
        `insert into hubs (account_id, contact_id, agent_id, state, street, unit, city, state_code, zip, country, home_key, details,
           co_first_name, co_last_name, co_email, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) on conflict do nothing returning id::text`,
        [
          accountId,
          body.contactId,
          agentId,
          state,
          home.street,
          home.unit,
          home.city,
          home.state,
          home.zip,
          home.country,
          key,
          JSON.stringify(body.details ?? {}),
          coOwner.firstName,
          coOwner.lastName,
          coOwner.email,
          actor.userId,
        ],
      );
      if (!made) throw await hubExists(tx, accountId, body.contactId, key);
      const about = { accountId, hubId: made.id, contactId: body.contactId };
      await recordHubEvent(tx, { ...about, kind: 'hub_created', byKind: 'agent', byId: actor.userId });
      const subject = { kind: 'hub', id: made.id };
      await recordAudit(
        tx,
        auditBy(actor, { action: 'hub.created', subject, after: { state, contactId: body.contactId } }),
      );
      return made.id;
    });
    return this.get(actor, hubId);
  }
}

interface ContactHome {
  home: Record<'street' | 'unit' | 'city' | 'state' | 'zip' | 'country', string | null>;
  coOwner: Record<'firstName' | 'lastName' | 'email', string | null>;
}

/** Held until the transaction ends, so that nobody erases the contact meanwhile. */
async function findContact(tx: EntityManager, accountId: string, contactId: string): Promise<ContactHome> {
  const [contact] = await query<ContactHome>(
    tx,
    `select jsonb_build_object('street', street, 'unit', unit, 'city', city, 'state', state, 'zip', zip, 'country', country) as home,
       jsonb_build_object('firstName', co_first_name, 'lastName', co_last_name, 'email', co_email) as "coOwner"
     from contacts where id = $1 and account_id = $2 for key share`,
    [contactId, accountId],
  );
  if (!contact) throw new NotFound('contact');
  return contact;
}

/** @throws Invalid when nobody of the account is meant */
export async function assertAgent(tx: EntityManager, accountId: string, agentId: string): Promise<void> {
  const [agent] = await query(
    tx,
    `select 1 as one from auth."user" where id = $1 and "accountId" = $2 and banned is not true`,
    [agentId, accountId],
  );
  if (!agent)
    throw new Invalid({ agentId: 'This agent does not work in your account. Choose somebody of your office.' });
}

/** Which living Hub has this home already. */
export async function hubExists(
  tx: EntityManager,
  accountId: string,
  contactId: string,
  key: string | null,
): Promise<Problem> {
  const [there] = await query<{ id: string }>(
    tx,
    `select id::text from hubs where account_id = $1 and contact_id = $2 and coalesce(home_key, '') = coalesce($3, '') and state <> 'archived'`,
    [accountId, contactId, key],
  );
  const sentence = 'This contact has a Hub for this home already. Open that one, or give another home.';
  return new Problem(409, 'hub_exists', sentence, { ...(there && { hubId: there.id }) });
}
