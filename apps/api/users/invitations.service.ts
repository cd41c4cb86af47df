import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Role } from '../../../domain/accounts/roles.js';
import { platformChain } from '../../../domain/audit/events.js';
import { Account, User, UserInvitation } from '../../../database/entities/accounts.js';
import { createUser, type NewUser, restoreUser, UserExists } from '../../../database/people.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { Config } from '../../../integrations/config.js';
import { Mailer } from '../../../integrations/mail/mailer.js';
import type { RequestActor } from '../auth/access.js';
import { CONFIG } from '../config.js';
import { maskText } from '../imports/mask.js';
import { Problem } from '../problem.js';
import type { AcceptInvitation } from './users.schemas.js';

const validDays = 7;

const hashOf = (token: string) => createHash('sha256').update(token).digest();

/** The wall does not apply where the token itself says which account is meant. */
const byToken = { filters: { account: false } } as const;

/** Asking people to join by mail, and their first step. The token is in the mail alone. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly em: EntityManager,
    private readonly mailer: Mailer,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Asking again replaces the open invitation. Mailed before the commit: no invitation stands that nobody received. */
  async invite(actor: RequestActor, person: { email: string; name: string; role: Role; accountId: string | null }) {
    const token = randomBytes(32).toString('base64url');
    return this.em.transactional(async (tx) => {
      const user = await tx.findOne(User, { email: person.email }, byToken);
      if (user && !(user.banned && user.accountId === person.accountId)) throw new UserExists();
      await tx.nativeDelete(UserInvitation, { email: person.email, accountId: person.accountId, acceptedAt: null });
      const invitation = tx.create(UserInvitation, {
        ...person,
        tokenHash: hashOf(token),
        invitedBy: actor.userId,
        expiresAt: new Date(Date.now() + validDays * 86_400_000),
      });
      await tx.flush();
      await this.mailInvitation(tx, person, token);
      await recordAudit(
        tx,
        auditBy(actor, {
          accountId: person.accountId ?? platformChain,
          action: 'user.invited',
          subject: { kind: 'invitation', id: invitation.id },
          after: { role: person.role },
        }),
      );
      return {
        id: `i${invitation.id}`,
        name: person.name,
        email: person.email,
        role: person.role,
        state: 'invited',
        lastSeenAt: null,
      };
    });
  }

  /** What the page behind the link shows before anything is accepted; looking changes nothing. */
  async get(token: string) {
    const invitation = await this.em.findOne(UserInvitation, this.openBy(token), byToken);
    if (!invitation) throw new InvitationOver();
    const account = invitation.accountId ? await this.em.findOneOrFail(Account, invitation.accountId, byToken) : null;
    return {
      accountName: account?.name ?? null,
      name: invitation.name,
      email: maskText(invitation.email),
      role: invitation.role,
    };
  }

  async accept(token: string, { name, password }: AcceptInvitation, requestId: string): Promise<{ email: string }> {
    return this.em.transactional(async (tx) => {
      const invitation = await tx.findOne(UserInvitation, this.openBy(token), {
        ...byToken,
        lockMode: LockMode.PESSIMISTIC_WRITE,
      });
      if (!invitation) throw new InvitationOver();
      const { email, role, accountId } = invitation;
      const user: NewUser = { email, name, role, accountId: accountId ?? null, password };
      const userId = (await restoreUser(tx, user)) ?? (await createUser(tx, user));
      invitation.acceptedAt = new Date();
      await tx.flush();
      await recordAudit(tx, {
        accountId: accountId ?? platformChain,
        actor: { kind: 'user', id: userId, role },
        action: 'user.joined',
        subject: { kind: 'user', id: userId },
        requestId,
      });
      return { email };
    });
  }

  private openBy(token: string) {
    return { tokenHash: hashOf(token), acceptedAt: null, expiresAt: { $gt: new Date() } };
  }

  private async mailInvitation(
    tx: EntityManager,
    person: { email: string; name: string; accountId: string | null },
    token: string,
  ) {
    const account = person.accountId ? await tx.findOneOrFail(Account, person.accountId) : null;
    const where = account ? `${account.name} on Porchlight` : 'Porchlight';
    await this.mailer.send({
      to: person.email,
      subject: `You are invited to ${where}`,
      text: `Hello ${person.name},

you are invited to ${where}. Choose a password to begin:

${this.config.publicUrl}/join?token=${token}

The link works once, for ${validDays} days. If you did not expect this mail, ignore it: nothing happens then.
`,
    });
  }
}

class InvitationOver extends Problem {
  constructor() {
    super(
      404,
      'invitation_over',
      'This invitation has been used, replaced or is older than 7 days. Ask for a new one.',
    );
  }
}
