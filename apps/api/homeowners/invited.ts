import { type Connection, query } from '../../../database/execute.js';
import { type FoundInvitation, findInvitationByToken } from '../../../database/invitations.js';
import { type AgentCard, getCard } from './cards.js';

/** What the page of an invitation may show: who invites whom to which home, no more. */
export interface Invited extends FoundInvitation {
  card: AgentCard;
  /** "12 Elm St, Boulder": neither unit nor zip. Null where no address is known. */
  homeLine: string | null;
  /** Who asked the co-owner to join, by name. */
  inviterName: string | null;
}

/** The invitation of this link when it can be claimed now; null for unknown, expired, revoked and used ones alike. */
export async function findOpenInvitation(connection: Connection, token: string): Promise<FoundInvitation | null> {
  const found = await findInvitationByToken(connection, token);
  return found && found.state === 'waiting' && !found.isExpired ? found : null;
}

export async function describeInvitation(connection: Connection, found: FoundInvitation): Promise<Invited | null> {
  const [hub] = await query<{
    agentId: string;
    street: string | null;
    city: string | null;
    inviterName: string | null;
  }>(
    connection,
    `select agent_id as "agentId", street, city,
       (select concat_ws(' ', first_name, last_name) from hub_members m where m.hub_id = h.id and m.role = 'owner' and m.left_at is null) as "inviterName"
     from hubs h where id = $1 and state <> 'archived'`,
    [found.hubId],
  );
  if (!hub) return null;
  const homeLine = [hub.street, hub.city].filter(Boolean).join(', ');
  const inviterName = found.role === 'co_owner' ? hub.inviterName || null : null;
  return {
    ...found,
    card: await getCard(connection, hub.agentId),
    homeLine: hub.street ? homeLine : null,
    inviterName,
  };
}
