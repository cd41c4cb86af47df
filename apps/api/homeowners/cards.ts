import { type Connection, query } from '../../../database/execute.js';

/** What homeowners see of an agent and the office. */
export interface AgentCard {
  agentId: string;
  name: string;
  /** Where questions and other news go. */
  email: string;
  title: string | null;
  phone: string | null;
  license: string | null;
  about: string | null;
  photoKey: string | null;
  accountName: string;
  brokerage: string | null;
  website: string | null;
  postalAddress: string | null;
}

export async function getCard(connection: Connection, agentId: string): Promise<AgentCard> {
  const [card] = await query<AgentCard>(
    connection,
    `select u.id as "agentId", u.name, coalesce(g.reply_to, u.email) as email, g.title, g.phone, g.license, g.about,
       g.photo_key as "photoKey", a.name as "accountName", a.brokerage, a.website, a.postal_address as "postalAddress"
     from auth."user" u join accounts a on a.id = u."accountId" left join agents g on g.user_id = u.id where u.id = $1`,
    [agentId],
  );
  if (!card) throw new Error('The agent of a Hub is gone');
  return card;
}

/** Firm and office in one line: the brokerage as it is licensed, else the account's name. */
export const officeOf = ({ brokerage, accountName }: Pick<AgentCard, 'brokerage' | 'accountName'>): string =>
  brokerage ?? accountName;

export const firstWord = (name: string): string => name.trim().split(/\s+/)[0] ?? name;
