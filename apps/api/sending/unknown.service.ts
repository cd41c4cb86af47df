import { withoutAddresses } from '../imports/mask.js';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { RequestActor } from '../auth/access.js';
import { listPage } from '../list.js';
import { findAttempts, presentAttempt } from '../mail/attempt-rows.js';
import { accountsOf } from '../people/find-person.js';
import type { PersonAttempt } from '../people/people.schemas.js';
import type { UnknownQuery } from './sending.schemas.js';

/** Mails of which nobody knows what became of them, on all accounts: evidence settles them, else a person. */
@Injectable()
export class UnknownMails {
  constructor(private readonly em: EntityManager) {}

  async list(actor: RequestActor, { page, perPage, order, filter }: UnknownQuery) {
    const rows = await findAttempts(
      this.em,
      `a.id in (select id from send_attempts where unsettled_id is not null and ($1::bigint is null or account_id = $1)
         order by unsettled_id ${order === 'ASC' ? 'asc' : 'desc'} limit $2 offset $3)`,
      [filter.accountId ?? null, perPage + 1, (page - 1) * perPage],
    );
    const accounts = await accountsOf(
      this.em,
      rows.map(({ id }) => id),
    );
    const attempts = rows.map((row): PersonAttempt => {
      const attempt = presentAttempt(row, actor.role === 'agent');
      const text = attempt.reply.text && withoutAddresses(attempt.reply.text);
      return { ...attempt, ...accounts.get(row.id)!, reply: { ...attempt.reply, text } };
    });
    return listPage(order === 'ASC' ? attempts.toReversed() : attempts, { perPage });
  }
}
