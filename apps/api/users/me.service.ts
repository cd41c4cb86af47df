import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Account, User } from '../../../database/entities/accounts.js';
import type { Config } from '../../../integrations/config.js';
import type { RequestActor } from '../auth/access.js';
import { CONFIG } from '../config.js';
import { version } from '../version.js';

/** Who is signed in, where, and what the console has to know of the platform. */
@Injectable()
export class MeService {
  constructor(
    private readonly em: EntityManager,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async get({ userId, accountId }: RequestActor) {
    // A person always sees themselves; staff belong to no account, so the wall would hide them.
    const user = await this.em.findOneOrFail(User, userId, { filters: { account: false } });
    const account = accountId ? await this.em.findOneOrFail(Account, accountId) : null;
    return {
      user: { id: user.id, name: user.name, email: user.email, role: user.role },
      account: account && { id: account.id, slug: account.slug, name: account.name },
      platform: {
        local: this.config.local,
        version,
        temporalUi: this.config.temporalUiUrl,
        mailUi: this.config.mailUiUrl,
      },
    };
  }
}
