import { assertHubMove, type HubState, type ResumableState, restingState } from '../domain/hubs/states.js';
import { type Connection, query } from './execute.js';

/** A Hub as commands and claims need it. */
export interface HeldHub {
  hubId: string;
  accountId: string;
  contactId: string;
  agentId: string;
  state: HubState;
  resumeState: ResumableState | null;
}

/** Locks a Hub's row until the transaction ends. Whoever changes a Hub and its invitations locks the Hub first. */
export async function holdHub(tx: Connection, hubId: string): Promise<HeldHub | null> {
  const [hub] = await query<HeldHub>(
    tx,
    `select id::text as "hubId", account_id::text as "accountId", contact_id::text as "contactId", agent_id as "agentId", state,
       resume_state as "resumeState" from hubs where id = $1 for no key update`,
    [hubId],
  );
  return hub ?? null;
}

/** Locks all Hubs of a contact, before the contact itself: whoever sends to a corrected address takes them in this order too. */
export async function holdHubsOf(tx: Connection, contactId: string): Promise<void> {
  await query(tx, 'select from hubs where contact_id = $1 order by id for no key update', [contactId]);
}

/**
 * Moves a Hub that the caller holds. A paused one stays paused, and goes on in the new state when it is resumed.
 * @throws WrongHubState
 */
export async function moveHub(tx: Connection, hub: HeldHub, to: ResumableState, verb: string): Promise<void> {
  if (hub.state === 'paused') {
    await query(tx, 'update hubs set resume_state = $2, updated_at = now() where id = $1', [hub.hubId, to]);
    hub.resumeState = to;
    return;
  }
  if (hub.state === to) return;
  assertHubMove(hub.state, to, verb);
  await query(
    tx,
    `update hubs set state = $2, updated_at = now(), claimed_at = case when $2 = 'claimed' then now() else claimed_at end where id = $1`,
    [hub.hubId, to],
  );
  hub.state = to;
}

/** Moves a Hub that the caller holds to where its home, its owner and its invitations put it. An archived one is left alone. */
export async function settleHub(tx: Connection, hub: HeldHub): Promise<void> {
  if (hub.state === 'archived') return;
  const [facts] = await query<{ hasHome: boolean; hasOwner: boolean; isInvited: boolean }>(
    tx,
    `select home_key is not null as "hasHome",
       exists (select from hub_members m where m.hub_id = h.id and m.left_at is null and m.role = 'owner') as "hasOwner",
       exists (select from invitations i where i.hub_id = h.id and i.state = 'waiting' and i.role = 'owner') as "isInvited"
     from hubs h where id = $1`,
    [hub.hubId],
  );
  if (!facts) return;
  const resting = restingState(facts);
  if (resting !== 'draft') return moveHub(tx, hub, resting, 'change');
  if (hub.state !== 'paused') await setState(tx, hub, 'draft');
}

async function setState(tx: Connection, hub: HeldHub, state: HubState): Promise<void> {
  await query(tx, 'update hubs set state = $2, updated_at = now() where id = $1 and state <> $2', [hub.hubId, state]);
  hub.state = state;
}
