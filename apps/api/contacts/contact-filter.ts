import { type FilterQuery, raw } from '@mikro-orm/postgresql';
import type { Contact } from '../../../database/entities/contacts.js';
import { contactConditions } from '../../../database/contact-filter.js';
import type { ContactFilter } from '../../../domain/contacts/filter.js';
import type { ContactsQuery } from './contacts.schemas.js';

/** The contacts a filter asks for; the account is narrowed by the entity manager. */
export function contactsWhere(filter: ContactFilter): FilterQuery<Contact> {
  return { $and: contactConditions(filter).map(({ sql, parameters }) => ({ [raw(sql, parameters)]: [] })) };
}

const orderKeys = {
  createdAt: { key: 'created_at', apart: "created_at + interval '0'" },
  updatedAt: { key: 'updated_at', apart: "updated_at + interval '0'" },
  lastName: { key: 'lower(last_name)', apart: "lower(last_name) || ''" },
  firstName: { key: 'lower(first_name)', apart: "lower(first_name) || ''" },
  email: { key: 'email_normalized', apart: "email_normalized || ''" },
} as const;

/**
 * The id settles ties, so that no contact stands on two pages. `inIndexOrder` walks the sort's index until the page is full:
 * right when nearly everything fits. Else the search is answered first and its result sorted: all Millers stand together in the
 * index of last names, and walking there took 8 s at a million contacts.
 */
export function contactsOrder(
  { sort, order }: Pick<ContactsQuery, 'sort' | 'order'>,
  { inIndexOrder }: { inIndexOrder: boolean },
) {
  const { key, apart } = orderKeys[sort];
  return [{ [raw(inIndexOrder ? key : apart)]: order }, { id: order }];
}
