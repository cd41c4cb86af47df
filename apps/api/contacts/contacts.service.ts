import { Injectable } from '@nestjs/common';
import {
  EntityManager,
  LockMode,
  type QBFilterQuery,
  raw,
  UniqueConstraintViolationException,
  wrap,
} from '@mikro-orm/postgresql';
import { joinTags } from '../../../domain/contacts/tags.js';
import { Contact, ContactChange, CustomField } from '../../../database/entities/contacts.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { holdHubsOf } from '../../../database/hubs.js';
import { voidInvitationsOf } from '../../../database/void-invitations.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { listPage } from '../list.js';
import { Invalid, NotFound, Problem } from '../problem.js';
import { contactsOrder, contactsWhere } from './contact-filter.js';
import type { ChangeContact, ContactFilter, ContactsQuery, NewContact } from './contacts.schemas.js';
import { readFields } from './read-fields.js';

/** Counting stops here: "1,000+" is as good as the exact number, and quick. */
const countCap = 1_001;

/** The people an account knows. */
@Injectable()
export class ContactsService {
  constructor(private readonly em: EntityManager) {}

  async list({ page, perPage, filter, ...sorting }: ContactsQuery) {
    const counted = await this.countUpToCap(filter);
    const isCapped = counted === countCap;
    const inIndexOrder = !filter.q || (isCapped && sorting.sort === 'createdAt');
    const contacts = await this.em.find(Contact, contactsWhere(filter), {
      orderBy: contactsOrder(sorting, { inIndexOrder }),
      limit: perPage + 1,
      offset: (page - 1) * perPage,
    });
    const hubStates = await this.hubStatesOf(contacts);
    const shown = contacts.map((contact) => ({
      ...wrap(contact).toJSON(),
      hubState: hubStates.get(contact.id) ?? null,
    }));
    return {
      ...listPage(shown, { perPage }, isCapped ? countCap - 1 : counted),
      ...(isCapped && { totalIsCapped: true as const }),
    };
  }

  async get(contactId: string) {
    const contact = await this.em.findOne(Contact, contactId);
    if (!contact) throw new NotFound('contact');
    return contact;
  }

  async create(actor: RequestActor, body: NewContact) {
    const accountId = accountOf(actor);
    const fields = await this.read(accountId, body);
    if (!fields.firstName || !fields.lastName) throw new Invalid(missingNames(fields));
    return this.orTaken(this.em, fields.emailNormalized, () =>
      this.em.transactional(async (tx) => {
        const contact = tx.create(Contact, { ...fields, accountId });
        await tx.flush();
        await recordAudit(
          tx,
          auditBy(actor, { action: 'contact.created', subject: { kind: 'contact', id: contact.id } }),
        );
        return contact;
      }),
    );
  }

  /** Refused with the contact as it now stands when somebody was quicker. */
  async change(actor: RequestActor, contactId: string, { version, ...body }: ChangeContact, ifMatch?: string) {
    const accountId = accountOf(actor);
    const fields = await this.read(accountId, body);
    return this.orTaken(this.em, fields.emailNormalized, () =>
      this.em.transactional(async (tx) => {
        if (fields.emailNormalized !== undefined) await holdHubsOf(tx, contactId);
        const contact = await this.lock(tx, contactId, version ?? versionIn(ifMatch));
        const oldAddress = contact.emailNormalized;
        const changes = changesOf(contact, fields);
        if (Object.keys(changes).length > 0) {
          wrap(contact).assign({ ...fields, version: contact.version + 1 }, { mergeObjectProperties: false });
          const by = {
            actorKind: actor.keyId ? ('api_key' as const) : ('user' as const),
            actorId: actor.keyId ?? actor.userId,
          };
          tx.create(ContactChange, { accountId, contactId, ...by, changes });
          await tx.flush();
        }
        // Links that went to the old address must not open the Hub any more. The relay delivers within a second.
        const isMoved = oldAddress && contact.emailNormalized !== oldAddress;
        const voided = isMoved ? await voidInvitationsOf(tx, { contactId, emailNormalized: oldAddress }) : [];
        const named = { kind: 'contact', id: contactId };
        await recordAudit(
          tx,
          auditBy(actor, {
            action: 'contact.updated',
            subject: named,
            after: {
              version: contact.version,
              fields: Object.keys(changes),
              ...(voided.length > 0 && { voidedInvitations: voided.length }),
            },
          }),
        );
        return contact;
      }),
    );
  }

  /** How far each contact's newest living Hub is. */
  private async hubStatesOf(contacts: Contact[]): Promise<Map<string, string>> {
    if (contacts.length === 0) return new Map();
    const rows = await this.em.execute<{ contact_id: string; state: string }[]>(
      `select distinct on (contact_id) contact_id, state from hubs
       where contact_id = any (?::bigint[]) and state <> 'archived' order by contact_id, id desc`,
      [`{${contacts.map(({ id }) => id).join(',')}}`],
    );
    return new Map(rows.map(({ contact_id, state }) => [contact_id, state]));
  }

  private async countUpToCap(filter: ContactFilter): Promise<number> {
    const some = this.em
      .createQueryBuilder(Contact)
      .select(raw('1 as one'))
      .where(contactsWhere(filter) as QBFilterQuery<Contact>)
      .limit(countCap);
    await some.applyFilters();
    return (await some.execute<unknown[]>('all', false)).length;
  }

  /** Held until the transaction ends. @throws Problem when it has changed since `version` was read */
  async lock(tx: EntityManager, contactId: string, version: number | null): Promise<Contact> {
    if (version === null)
      throw new Invalid({ version: 'Say which version you read: "version" in the body, or the header If-Match.' });
    const contact = await tx.findOne(Contact, contactId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!contact) throw new NotFound('contact');
    if (contact.version === version) return contact;
    throw new Problem(
      409,
      'stale',
      'Someone else has changed this contact since you opened it. Look at what it says now, then save again.',
      {
        current: wrap(contact).toJSON(),
      },
    );
  }

  private async read(accountId: string, body: NewContact) {
    const custom = await this.em.find(CustomField, {}, { fields: ['key'] });
    const [account] = await this.em.execute<{ country: string }[]>('select country from accounts where id = ?', [
      accountId,
    ]);
    const today = new Date().toISOString().slice(0, 10);
    const { fields, problems } = readFields(body, {
      today,
      country: account?.country ?? 'US',
      customKeys: custom.map(({ key }) => key),
    });
    if (Object.keys(problems).length > 0) throw new Invalid(problems);
    return fields.tags ? { ...fields, tags: joinTags([], fields.tags) } : fields;
  }

  /** An address of mail stands for one contact of an account: says which one has it already. */
  private async orTaken<Result>(
    em: EntityManager,
    emailNormalized: string | null | undefined,
    write: () => Promise<Result>,
  ): Promise<Result> {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException) || !emailNormalized) throw error;
      const owner = await em.fork({ clear: true }).findOne(Contact, { emailNormalized }, { fields: ['id'] });
      const sentence = 'Another contact has this e-mail address already. Open that contact, or use another address.';
      throw new Problem(409, 'email_taken', sentence, {
        fields: { email: sentence },
        ...(owner && { contactId: owner.id }),
      });
    }
  }
}

function missingNames({
  firstName,
  lastName,
}: {
  firstName?: string | null;
  lastName?: string | null;
}): Record<string, string> {
  return {
    ...(!firstName && { firstName: 'First name is missing.' }),
    ...(!lastName && { lastName: 'Last name is missing.' }),
  };
}

/** Property → [old, new] of what differs. */
function changesOf(contact: Contact, fields: Partial<Contact>): Record<string, [unknown, unknown]> {
  const kept = contact as unknown as Record<string, unknown>;
  const differing = Object.entries(fields).filter(
    ([name, value]) =>
      name !== 'emailNormalized' && JSON.stringify(kept[name] ?? null) !== JSON.stringify(value ?? null),
  );
  return Object.fromEntries(differing.map(([name, value]) => [name, [kept[name] ?? null, value ?? null]]));
}

/** `"3"` or `W/"3"` (RFC 9110 §13.1.1) as 3; null when it is none. */
export function versionIn(ifMatch: string | undefined): number | null {
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch ?? '');
  return match ? Number(match[1]) : null;
}
