import { Injectable } from '@nestjs/common';
import { EntityManager, type FilterQuery, LockMode } from '@mikro-orm/postgresql';
import { platformChain } from '../../../domain/audit/events.js';
import { Account, Person, User } from '../../../database/entities/accounts.js';
import { endSessions } from '../../../database/people.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { namesOf } from '../accounts/account-names.js';
import type { RequestActor } from '../auth/access.js';
import { listPage } from '../list.js';
import { Invalid, NotFound, Problem } from '../problem.js';
import { InvitationsService } from './invitations.service.js';
import type { ChangeUser, InviteUser, UsersQuery } from './users.schemas.js';

/** Everybody who signs in, as an administrator sees them. */
@Injectable()
export class UsersService {
  constructor(
    private readonly em: EntityManager,
    private readonly invitations: InvitationsService,
  ) {}

  async list({ page, perPage, sort, order, filter }: UsersQuery) {
    const { q, ...exact } = filter;
    const where: FilterQuery<Person> = { ...exact };
    if (q) where.$or = [{ name: { $ilike: contains(q) } }, { email: { $ilike: contains(q) } }];
    const [people, total] = await Promise.all([
      this.em.find(Person, where, {
        orderBy: [{ [sort]: order }, { id: 'ASC' }],
        limit: perPage + 1,
        offset: (page - 1) * perPage,
      }),
      this.em.count(Person, where),
    ]);
    const names = await namesOf(this.em, people);
    return listPage(
      people.map((person) => ({ ...person, accountName: names.get(person.accountId ?? '') ?? null })),
      { perPage },
      total,
    );
  }

  async invite(actor: RequestActor, user: InviteUser) {
    if (user.accountId && !(await this.em.findOne(Account, user.accountId)))
      throw new Invalid({ accountId: 'There is no such account.' });
    return this.invitations.invite(actor, user);
  }

  /** Staff roles may change among each other; an agent's account is for life, and so is their role. */
  async change(actor: RequestActor, userId: string, { role, banned }: ChangeUser) {
    if (userId === actor.userId)
      throw new Problem(409, 'yourself', 'You cannot change your own role or close your own sign-in.');
    return this.em.transactional(async (tx) => {
      const user = await tx.findOne(User, userId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!user) throw new NotFound('user');
      const before = { role: user.role, banned: user.banned ?? false };
      if (role && (role === 'agent') !== (user.role === 'agent'))
        throw new Invalid({
          role: 'An agent stays an agent of their account. Invite the person again for another role.',
        });
      user.role = role ?? user.role;
      user.banned = banned ?? user.banned;
      await tx.flush();
      // A session carries no role, but whoever was shut out or stepped down is not to go on in an open window.
      if (user.banned || role) await endSessions(tx, user.id);
      await recordAudit(
        tx,
        auditBy(actor, {
          accountId: user.accountId ?? platformChain,
          action: 'user.changed',
          subject: { kind: 'user', id: user.id },
          before,
          after: { role: user.role, banned: user.banned ?? false },
        }),
      );
      return {
        id: user.id,
        name: user.name,
        email: user.email,
        role: user.role,
        state: user.banned ? 'banned' : 'active',
      };
    });
  }
}

const contains = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
