import { readEdits, type TypedEdits } from '../../../domain/contacts/edits.js';
import type { Contact } from '../../../database/entities/contacts.js';
import { propertyOf } from '../imports/contact-properties.js';
import { type NewContact, textFields } from './contacts.schemas.js';

const isTextField = new Set<string>(textFields);

/** The properties of a contact that a request sets, read by the rules of the domain, and a sentence per field that is wrong. */
export function readFields(
  body: NewContact,
  { today, country, customKeys }: { today: string; country: string; customKeys: string[] },
): { fields: Partial<Contact>; problems: Record<string, string> } {
  const typed = Object.fromEntries(
    Object.entries(body).filter(([name, value]) => isTextField.has(name) && value !== undefined),
  ) as TypedEdits;
  const { values, emailNormalized, problems } = readEdits(typed, { today, country });
  const texts = Object.fromEntries(Object.entries(values).map(([column, value]) => [propertyOf(column), value]));
  const { tags, consent, unsubscribed, custom } = body;
  const unknown = Object.keys(custom ?? {}).filter((key) => !customKeys.includes(key));
  return {
    fields: {
      ...texts,
      ...(emailNormalized !== undefined && { emailNormalized }),
      ...(tags && { tags }),
      ...(consent !== undefined && { consent }),
      ...(unsubscribed !== undefined && { unsubscribed }),
      ...(custom && { custom }),
    },
    problems: {
      ...problems,
      ...Object.fromEntries(
        unknown.map((key) => [`custom.${key}`, `There is no field "${key}". Make it in the settings first.`]),
      ),
    },
  };
}
