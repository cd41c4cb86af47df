import { Inject, Injectable } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Account } from '../../../database/entities/accounts.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { officeZone } from '../../../domain/campaigns/office-zone.js';
import { postalAddressIssue } from '../../../domain/mail/sender.js';
import type { Config } from '../../../integrations/config.js';
import { accountOf } from '../auth/actor.js';
import type { RequestActor } from '../auth/access.js';
import { CONFIG } from '../config.js';
import { Invalid, NotFound } from '../problem.js';
import type { ChangeSender, Sender } from './sender.schemas.js';

const noAddress =
  'Add the postal address of your office: the law wants it in every invitation, so none is sent without it.';

@Injectable()
export class SenderService {
  constructor(
    private readonly em: EntityManager,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async get(actor: RequestActor): Promise<Sender> {
    const account = await this.em.findOne(Account, accountOf(actor));
    if (!account) throw new NotFound('account');
    return this.present(account);
  }

  async change(actor: RequestActor, change: ChangeSender): Promise<Sender> {
    return this.em.transactional(async (tx) => {
      const account = await tx.findOne(Account, accountOf(actor), { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!account) throw new NotFound('account');
      const issue = change.postalAddress && postalAddressIssue(change.postalAddress, account.country);
      if (issue) throw new Invalid({ postalAddress: issue });
      tx.assign(account, change);
      await tx.flush();
      const subject = { kind: 'account', id: account.id };
      const after = { fields: Object.keys(change).toSorted() };
      await recordAudit(tx, auditBy(actor, { action: 'account.sender_changed', subject, after }));
      return this.present(account);
    });
  }

  private present({ name, brokerage, website, postalAddress, timeZone, country, ...more }: Account): Sender {
    return {
      accountName: name,
      brokerage: brokerage ?? null,
      website: website ?? null,
      postalAddress: postalAddress ?? null,
      timeZone: timeZone ?? null,
      usedTimeZone: officeZone({ timeZone: timeZone ?? null, country }),
      unknownAgainDays: more.unknownAgainDays ?? null,
      from: this.config.hubMailFrom,
      missing: postalAddress ? [] : [{ field: 'postalAddress', sentence: noAddress }],
    };
  }
}
