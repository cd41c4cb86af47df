import { z } from 'zod';
import { type ContactField, contactFields } from '../../../domain/contacts/fields.js';
import { customValueLength, tagLength, tagLimit } from '../../../domain/contacts/lengths.js';
import { Id, listQuery } from '../list.js';

/** Fields of a contact that are one text: everything but tags, yes/no and the splitters of imports. */
export const textFields = (Object.keys(contactFields) as ContactField[]).filter((field) => {
  const { kind, columns } = contactFields[field];
  return columns.length === 1 && kind !== 'tags' && kind !== 'yesNo';
});

const Tag = z
  .string()
  .trim()
  .min(1, 'A tag has at least one letter.')
  .max(tagLength)
  .regex(/^[^;|,]*$/, 'A tag has no comma, semicolon or bar.');
const Texts = z.object(
  Object.fromEntries(textFields.map((field) => [field, z.string().max(40_000).nullable().optional()])),
) as z.ZodObject<Record<(typeof textFields)[number], z.ZodOptional<z.ZodNullable<z.ZodString>>>>;
const Fields = z.strictObject({
  ...Texts.shape,
  tags: z.array(Tag).max(tagLimit).optional(),
  consent: z.boolean().nullable().optional(),
  unsubscribed: z.boolean().optional(),
  custom: z.record(z.string().regex(/^[a-z0-9_]{1,40}$/), z.string().max(customValueLength)).optional(),
});

export const NewContact = Fields;
export type NewContact = z.infer<typeof NewContact>;

const Version = z.number().int().min(1);
/** `version` is the one that was read; it may stand in `If-Match` instead. */
export const ChangeContact = Fields.extend({ version: Version.optional() });
export type ChangeContact = z.infer<typeof ChangeContact>;

export const RemoveContact = z.strictObject({ version: Version.optional() }).optional();
export type RemoveContact = z.infer<typeof RemoveContact>;

export const ContactFilter = z.strictObject({
  /** Found in name, e-mail, phone (in any formatting) and home address; every word must be found. */
  q: z.string().trim().max(200).optional(),
  tag: z.string().max(tagLength).optional(),
  source: z.string().max(100).optional(),
  importId: z.union([Id, z.number().int().positive().transform(String)]).optional(),
  /** Linked to a record of this connection that is not deleted there. */
  connectionId: z.union([Id, z.number().int().positive().transform(String)]).optional(),
  /** Brought in, or changed, by this sync run, or found deleted at the CRM and not come back since. */
  addedByRun: Id.optional(),
  changedByRun: Id.optional(),
  goneByRun: Id.optional(),
  hasEmail: z.boolean().optional(),
  /** Whether they have a Hub that is not archived. */
  hub: z.enum(['none', 'some']).optional(),
});
export type ContactFilter = z.infer<typeof ContactFilter>;

export const ContactsQuery = listQuery(['createdAt', 'lastName', 'firstName', 'email', 'updatedAt'], ContactFilter);
export type ContactsQuery = z.infer<typeof ContactsQuery>;

const Ids = z
  .array(Id)
  .min(1, 'Choose at least one contact.')
  .max(10_000, 'Choose at most 10,000 contacts, or use the filter.');
const Which = z.union([z.object({ ids: Ids }), z.object({ filter: ContactFilter })], {
  error: 'Say which contacts: ids or filter.',
});
const What = z.discriminatedUnion('action', [
  z.object({ action: z.literal('delete') }),
  z.object({ action: z.enum(['addTag', 'removeTag']), tag: Tag }),
]);
export const BulkContacts = z.intersection(Which, What);
export type BulkContacts = z.infer<typeof BulkContacts>;

export const NewCustomField = z.strictObject({ label: z.string().trim().min(1, 'A field needs a name.').max(60) });
export type NewCustomField = z.infer<typeof NewCustomField>;

export const AddressToCheck = z.strictObject({ email: z.string().trim().min(1, 'Type an address.').max(320) });
export type AddressToCheck = z.infer<typeof AddressToCheck>;

/** What is odd about an address, before somebody relies on it. */
export interface AddressCheck {
  /** A sentence about an address that cannot be one. */
  problem: string | null;
  /** The address that was probably meant: `anna@gmial.com` → `anna@gmail.com`. */
  suggestion: string | null;
}
