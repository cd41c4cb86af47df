/** What vendors send, as far as it is read at all: blank and absent are the same, numbers may stand for texts. */
import { z } from 'zod';
import type { ContactField } from '../../domain/contacts/fields.js';
import type { Cells } from '../../domain/syncs/corrections.js';

export const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => value?.trim() ?? '');

export const flag = z
  .union([z.boolean(), z.number(), z.string()])
  .nullish()
  .transform((value) => value === true || value === 1 || value === '1' || value === 'true');

export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

export const texts = listOf(text);

/** Cells that are filled. */
export function cells(filled: Partial<Record<ContactField, string | undefined>>): Cells {
  return Object.fromEntries(Object.entries(filled).filter(([, value]) => value !== undefined && value !== ''));
}

/** Several values over the fields that take them, each once; what is more than there are fields stays in the last, where the judge sees it. */
export function spread(fields: readonly ContactField[], values: readonly string[]): Cells {
  const each = [...new Set(values.map((value) => value.trim()).filter(Boolean))];
  return cells(Object.fromEntries(fields.map((field, index) => [field, each[index]])));
}

export const emailFields = ['email', 'email2'] as const satisfies readonly ContactField[];
export const phoneFields = ['phone', 'phone2', 'phone3'] as const satisfies readonly ContactField[];
export const nameFields = ['firstName', 'lastName'] as const satisfies readonly ContactField[];
export const homeFields = ['street', 'city', 'state', 'zip', 'country'] as const satisfies readonly ContactField[];

/** `Basic` with a user and a password (RFC 7617). */
export const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
