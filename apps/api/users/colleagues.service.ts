import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Person, User, UserInvitation } from '../../../database/entities/accounts.js';
import { endSessions } from '../../../database/people.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf, assertPerson } from '../auth/actor.js';
import { NotFound, Problem } from '../problem.js';
import { InvitationsService } from './invitations.service.js';
import type { InviteColleague } from './users.schemas.js';

/** The people of one's own account. */
@Injectable()
export class ColleaguesService {
  constructor(
    private readonly em: EntityManager,
    private readonly invitations: InvitationsService,
  ) {}

  async list() {
    const people = await this.em.find(
      Person,
      { state: { $ne: 'banned' } },
      { orderBy: [{ state: 'ASC' }, { name: 'ASC' }], limit: 1_000 },
    );
    const data = people.map(({ id, name, email, role, state, lastSeenAt }) => ({
      id,
      name,
      email,
      role,
      state,
      lastSeenAt,
    }));
    return { data, total: data.length, hasNextPage: false };
  }

  invite(actor: RequestActor, colleague: InviteColleague) {
    assertPerson(actor);
    return this.invitations.invite(actor, { ...colleague, role: 'agent', accountId: accountOf(actor) });
  }

  /** Takes back an open invitation, or closes a colleague's sign-in; what they did stays under their name. */
  async remove(actor: RequestActor, personId: string): Promise<void> {
    assertPerson(actor);
    if (personId === actor.userId)
      throw new Problem(409, 'yourself', 'You cannot remove yourself. Ask a colleague to do it.');
    await this.em.transactional(async (tx) => {
      const kind = await removePerson(tx, personId);
      if (!kind) throw new NotFound('colleague');
      await recordAudit(
        tx,
        auditBy(actor, { action: 'user.removed', subject: { kind, id: personId.replace(/^i/, '') } }),
      );
    });
  }
}

async function removePerson(tx: EntityManager, personId: string): Promise<'invitation' | 'user' | null> {
  if (/^i\d+$/.test(personId)) {
    const gone = await tx.nativeDelete(UserInvitation, { id: personId.slice(1), acceptedAt: null });
    return gone > 0 ? 'invitation' : null;
  }
  const user = await tx.findOne(User, { id: personId, $or: [{ banned: null }, { banned: false }] });
  if (!user) return null;
  user.banned = true;
  await tx.flush();
  await endSessions(tx, user.id);
  return 'user';
}
