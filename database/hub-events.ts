import type { HubActor, HubEventDetails, HubEventKind } from '../domain/hubs/events.js';
import { type Connection, query } from './execute.js';

export interface NewHubEvent {
  accountId: string;
  hubId: string;
  contactId: string;
  kind: HubEventKind;
  byKind: HubActor;
  /** The user, or the member, who did it. */
  byId?: string | null;
  invitationId?: string | null;
  /** Ids, counts, states and names of fields, never what stands in them. */
  details?: HubEventDetails;
}

/** Adds to a Hub's history, in the caller's transaction; every page that is open on the Hub is told by the database. */
export async function recordHubEvent(tx: Connection, event: NewHubEvent): Promise<void> {
  await query(
    tx,
    `insert into hub_events (account_id, hub_id, contact_id, kind, by_kind, by_id, invitation_id, details)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      event.accountId,
      event.hubId,
      event.contactId,
      event.kind,
      event.byKind,
      event.byId ?? null,
      event.invitationId ?? null,
      JSON.stringify(event.details ?? {}),
    ],
  );
}
