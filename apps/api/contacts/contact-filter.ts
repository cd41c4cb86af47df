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

/**
 * Numbers are found in any formatting, since they are kept as digits; as typed too, for house numbers and zips.
 * The index knows runs of three letters: shorter words alone are looked for at the beginning of names, which other indexes know.
 */
function searchConditions(q: string): FilterQuery<Contact>[] {
  const digits = q.replace(/\D/g, '');
  const isNumber = digits.length >= 3 && /^[+\d][\d\s().\-/+]*$|^\(\d[\d\s().\-/]*$/.test(q);
  if (isNumber) return [{ $or: [found(digits), ...(digits !== q && isIndexed(q) ? [found(q)] : [])] }];
  const words = q.split(/\s+/, wordLimit);
  const indexed = words.filter(isIndexed);
  if (indexed.length === 0) return words.map(begins);
  return [...indexed.map(found), ...words.filter((word) => !isIndexed(word)).map(foundBeside)];
}

const isIndexed = (word: string) => /[\p{L}\p{N}]{3}/u.test(word);
const escaped = (word: string) => word.toLowerCase().replace(/[\\%_]/g, '\\$&');

function found(word: string): FilterQuery<Contact> {
  return { [raw(searched)]: { $like: `%${escaped(word)}%` } };
}

/** The same, but never through the index, which would be read as a whole. */
function foundBeside(word: string): FilterQuery<Contact> {
  return { [raw(`${searched} || ''`)]: { $like: `%${escaped(word)}%` } };
}

function begins(word: string): FilterQuery<Contact> {
  const pattern = { $like: `${escaped(word)}%` };
  return { $or: [{ [raw('lower(last_name)')]: pattern }, { [raw('lower(first_name)')]: pattern }] };
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
