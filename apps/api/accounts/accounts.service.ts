import { Injectable } from '@nestjs/common';
import { EntityManager, type FilterQuery, LockMode } from '@mikro-orm/postgresql';
import { slugOf } from '../../../domain/accounts/slug.js';
import { Account } from '../../../database/entities/accounts.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { RequestActor } from '../auth/access.js';
import { listPage } from '../list.js';
import { NotFound, Problem } from '../problem.js';
import type { AccountsQuery, ChangeAccount, NewAccount } from './accounts.schemas.js';

interface AccountCounts {
  id: string;
  users: number;
  needs: number;
}

/** The tenants, for the people who look after all of them. */
@Injectable()
export class AccountsService {
  constructor(private readonly em: EntityManager) {}

  async list({ page, perPage, sort, order, filter }: AccountsQuery) {
    const where: FilterQuery<Account> = filter.q
      ? { $or: [{ name: { $ilike: contains(filter.q) } }, { slug: { $ilike: contains(filter.q) } }] }
      : {};
    const [accounts, total] = await Promise.all([
      this.em.find(Account, where, {
        orderBy: [{ [sort]: order }, { id: 'ASC' }],
        limit: perPage + 1,
        offset: (page - 1) * perPage,
      }),
      this.em.count(Account, where),
    ]);
    return listPage(await this.withCounts(accounts), { perPage }, total);
  }

  async get(accountId: string) {
    const account = await this.em.findOne(Account, accountId);
    if (!account) throw new NotFound('account');
    return (await this.withCounts([account]))[0];
  }

  async create(actor: RequestActor, { name, slug = slugOf(name) }: NewAccount) {
    return this.em.transactional(async (tx) => {
      const [made] = await tx.execute<{ id: string }[]>(
        'insert into accounts (slug, name) values (?, ?) on conflict (slug) do nothing returning id',
        [slug, name],
      );
      if (!made)
        throw new Problem(409, 'slug_taken', `Another account is called ${slug} already. Choose another short name.`);
      const subject = { kind: 'account', id: made.id };
      await recordAudit(
        tx,
        auditBy(actor, { accountId: made.id, action: 'account.created', subject, after: { slug } }),
      );
      return { id: made.id, slug, name };
    });
  }

  async rename(actor: RequestActor, accountId: string, { name }: ChangeAccount) {
    return this.em.transactional(async (tx) => {
      const account = await tx.findOne(Account, accountId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!account) throw new NotFound('account');
      account.name = name;
      await tx.flush();
      const subject = { kind: 'account', id: accountId };
      await recordAudit(tx, auditBy(actor, { accountId, action: 'account.renamed', subject }));
      return { id: account.id, slug: account.slug, name };
    });
  }

  /** How many people an account has, and how many of its imports wait for someone. */
  private async withCounts(accounts: Account[]) {
    const counts = await this.em.execute<AccountCounts[]>(
      `select a.id,
         (select count(*)::int from auth."user" u where u."accountId" = a.id and u.banned is not true) as users,
         (select count(*)::int from contact_imports i where i.account_id = a.id and i.state = 'failed') as needs
       from accounts a where a.id = any (?::bigint[])`,
      [`{${accounts.map(({ id }) => id).join(',')}}`],
    );
    const byId = new Map(counts.map((row) => [row.id, row]));
    return accounts.map(({ id, slug, name, createdAt }) => ({
      id,
      slug,
      name,
      createdAt,
      users: byId.get(id)?.users ?? 0,
      importsNeedingSomeone: byId.get(id)?.needs ?? 0,
    }));
  }
}

const contains = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
