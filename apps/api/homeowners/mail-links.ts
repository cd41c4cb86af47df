import { Inject, Injectable } from '@nestjs/common';
import { type Connection, query } from '../../../database/execute.js';
import type { Config } from '../../../integrations/config.js';
import { type MailLink, readLinkToken } from '../../../integrations/mail/links.js';
import { KeyRing } from '../../../integrations/secrets.js';
import { CONFIG } from '../config.js';
import { type AgentCard, getCard } from './cards.js';

/** The invitation that a link in a mail is about, while it still goes to the address that the mail went to. */
export interface LinkedInvitation {
  invitationId: string;
  hubId: string;
  contactId: string;
  email: string;
  emailNormalized: string;
  state: string;
  /** The claim can still be taken back. */
  mayTakeBack: boolean;
}

/** Reads the links below every mail: they name account, invitation and address without saying any of them. */
@Injectable()
export class MailLinks {
  constructor(
    private readonly ring: KeyRing,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  read(purpose: 'unsubscribe' | 'take back', token: string): MailLink | null {
    return readLinkToken(this.ring, purpose, token);
  }

  async findInvitation(connection: Connection, link: MailLink): Promise<LinkedInvitation | null> {
    const [found] = await query<LinkedInvitation>(
      connection,
      `select i.id::text as "invitationId", i.hub_id::text as "hubId", i.contact_id::text as "contactId", i.email,
         i.email_normalized as "emailNormalized", i.state,
         exists (select from hub_members m where m.invitation_id = i.id and m.left_at is null and m.settled_at > now()) as "mayTakeBack"
       from invitations i where i.id = $1 and i.account_id = $2
         and address_hash(i.email_normalized, decode($3, 'hex')) = decode($4, 'hex')`,
      [link.invitationId, link.accountId, this.config.addressKey.toString('hex'), link.addressHash.toString('hex')],
    );
    return found ?? null;
  }

  /** The address that a mail was sent to, where it is still known: it is not after the person was erased. */
  async findAddress(connection: Connection, link: MailLink): Promise<string | null> {
    const invitation = await this.findInvitation(connection, link);
    if (invitation) return invitation.email;
    const [attempt] = await query<{ email: string }>(
      connection,
      `select email from send_attempts where address_hash = decode($1, 'hex') and email is not null order by id desc limit 1`,
      [link.addressHash.toString('hex')],
    );
    return attempt?.email ?? null;
  }

  /** Whose mail it was: the agent of the Hub, else nobody but the office is known. */
  async findSender(connection: Connection, link: MailLink): Promise<{ office: string; card: AgentCard | null }> {
    const [row] = await query<{ office: string; agentId: string | null }>(
      connection,
      `select coalesce(a.brokerage, a.name) as office,
         (select h.agent_id from invitations i join hubs h on h.id = i.hub_id where i.id = $2 and i.account_id = a.id) as "agentId"
       from accounts a where a.id = $1`,
      [link.accountId, link.invitationId],
    );
    return { office: row?.office ?? '', card: row?.agentId ? await getCard(connection, row.agentId) : null };
  }
}
