import { type FilterQuery, raw } from '@mikro-orm/postgresql';
import type { Contact } from '../../../database/entities/contacts.js';
import type { ContactFilter, ContactsQuery } from './contacts.schemas.js';

const searched = 'contact_search(first_name, last_name, email, phone, street, city, zip)';
/** Words beyond the sixth narrow nothing any more and cost. */
const wordLimit = 6;

/** The contacts a filter asks for; the account is narrowed by the entity manager. */
export function contactsWhere({ q, tag, source, importId, hasEmail }: ContactFilter): FilterQuery<Contact> {
  return {
    $and: [
      ...(q ? searchConditions(q) : []),
      ...(tag === undefined ? [] : [{ tags: { $contains: [tag] } }]),
      ...(source === undefined ? [] : [{ source }]),
      ...(importId === undefined ? [] : [{ importId }]),
      ...(hasEmail === undefined ? [] : [{ emailNormalized: hasEmail ? { $ne: null } : null }]),
    ],
  };
}

/** Numbers are found in any formatting, since they are kept as digits; as typed too, for house numbers and zips. */
function searchConditions(q: string): FilterQuery<Contact>[] {
  const digits = q.replace(/\D/g, '');
  const isNumber = digits.length >= 3 && /^[+\d][\d\s().\-/+]*$|^\(\d[\d\s().\-/]*$/.test(q);
  if (isNumber) return [{ $or: [found(digits), ...(digits === q ? [] : [found(q)])] }];
  return q.split(/\s+/, wordLimit).map(found);
}

function found(text: string): FilterQuery<Contact> {
  return { [raw(searched)]: { $like: `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%` } };
}

/** The expressions the list's indexes are made of; the id settles ties, so that no contact stands on two pages. */
export function contactsOrder({ sort, order }: Pick<ContactsQuery, 'sort' | 'order'>) {
  const key = {
    createdAt: 'created_at',
    updatedAt: 'updated_at',
    lastName: 'lower(last_name)',
    firstName: 'lower(first_name)',
    email: 'email_normalized',
  }[sort];
  return [{ [raw(key)]: order }, { id: order }];
}
