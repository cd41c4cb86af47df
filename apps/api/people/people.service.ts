import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import { Suppression } from '../../../database/entities/suppressions.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { hashAddress } from '../../../database/suppressions.js';
import { platformChain } from '../../../domain/audit/events.js';
import type { Config } from '../../../integrations/config.js';
import type { RequestActor } from '../auth/access.js';
import { CONFIG } from '../config.js';
import { maskEmail, maskText, withoutAddresses } from '../imports/mask.js';
import { findInbound, presentInbound } from '../inbound/inbound-rows.js';
import type { InboundEvent } from '../inbound/inbound.schemas.js';
import { findAttempts, presentAttempt } from '../mail/attempt-rows.js';
import { grantReveal, maskFor } from '../reveals.js';
import { presentSuppressions } from '../suppressions/present.js';
import { readOrRefuse } from '../suppressions/suppressions.service.js';
import { accountsOf, findParts } from './find-person.js';
import type { PeopleQuery, Person, PersonAttempt, RevealPerson } from './people.schemas.js';

/** What was mailed to one address, by whom and with which proof: on all accounts, found by the address's hash. */
@Injectable()
export class People {
  constructor(
    private readonly em: EntityManager,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async find(actor: RequestActor, { filter, page, perPage }: PeopleQuery): Promise<Person> {
    const { normalized } = readOrRefuse(filter.address);
    const hash = hashAddress(normalized, this.config.addressKey);
    const key = hash.toString('hex');
    const isMasked = (await maskFor(this.em, actor, { of: 'person', ids: [key] }))(key);
    const parts = await findParts(this.em, normalized);
    const suppressions = await this.em.find(
      Suppression,
      { addressHash: hash },
      { orderBy: { id: 'DESC' }, limit: 200 },
    );
    const attempts = await this.attempts(key, { isMasked, page, perPage });
    const hide = (text: string) => (isMasked ? maskText(text) : text);
    return {
      address: isMasked ? maskEmail(normalized) : normalized,
      masked: isMasked,
      contacts: parts.contacts.map((contact) => ({ ...contact, name: hide(contact.name) })),
      hubs: parts.hubs.map((hub) => ({ ...hub, home: hub.home && hide(hub.home) })),
      invitations: parts.invitations,
      suppressions: await presentSuppressions(this.em, suppressions, { actor, isMasked }),
      attempts: attempts.slice(0, perPage),
      hasMoreAttempts: attempts.length > perPage,
      returned: await this.returned(key, isMasked),
    };
  }

  /** Told to the chain of each account that has to do with the person, and to the platform's own. */
  async reveal(actor: RequestActor, { address, reason }: RevealPerson): Promise<{ until: string }> {
    const { normalized } = readOrRefuse(address);
    const key = hashAddress(normalized, this.config.addressKey).toString('hex');
    return this.em.transactional(async (tx) => {
      const until = await grantReveal(tx, actor, { of: 'person', id: key });
      const rows: { account_id: string }[] = await tx.execute(
        `select distinct account_id::text from send_attempts where address_hash = decode(?, 'hex')
         union select a.id::text from accounts a
         cross join lateral (select from contacts where account_id = a.id and email_normalized = ? limit 1) c`,
        [key, normalized],
      );
      const chains = new Set([platformChain, ...rows.map(({ account_id }) => account_id)]);
      for (const accountId of [...chains].toSorted())
        await recordAudit(
          tx,
          auditBy(actor, {
            accountId,
            action: 'person.revealed',
            subject: { kind: 'person', id: key },
            reason,
            after: { until },
          }),
        );
      return { until };
    });
  }

  /** Whether it names the address itself or comes about a mail to it. */
  private async returned(key: string, isMasked: boolean): Promise<InboundEvent[]> {
    const rows = await findInbound(
      this.em,
      `where e.id in (
         select id from inbound_events where address_hash = decode($1, 'hex')
         union select i.id from inbound_events i join send_attempts m on m.id = i.attempt_id where m.address_hash = decode($1, 'hex'))
       order by e.id desc limit 50`,
      [key],
    );
    return rows.map((row) => presentInbound(row, isMasked));
  }

  private async attempts(
    key: string,
    { isMasked, page, perPage }: { isMasked: boolean; page: number; perPage: number },
  ): Promise<PersonAttempt[]> {
    const rows = await findAttempts(
      this.em,
      `a.id in (select id from send_attempts where address_hash = decode($1, 'hex') order by id desc limit $2 offset $3)`,
      [key, perPage + 1, (page - 1) * perPage],
    );
    const accounts = await accountsOf(
      this.em,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => {
      const attempt = presentAttempt(row, !isMasked);
      const { text } = attempt.reply;
      return {
        ...attempt,
        ...accounts.get(row.id)!,
        reply: { ...attempt.reply, text: text && isMasked ? withoutAddresses(text) : text },
      };
    });
  }
}
