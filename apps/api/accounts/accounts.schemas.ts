import { z } from 'zod';
import { listQuery } from '../list.js';

const name = z.string().trim().min(1, 'A name is needed.').max(120);

export const NewAccount = z.strictObject({
  name,
  slug: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'Small letters, digits and hyphens only, as in hillside-realty.')
    .optional(),
});
export type NewAccount = z.infer<typeof NewAccount>;

export const ChangeAccount = z.strictObject({ name });
export type ChangeAccount = z.infer<typeof ChangeAccount>;

export const AccountsQuery = listQuery(
  ['name', 'createdAt', 'slug', 'id'],
  z.object({ q: z.string().trim().max(100).optional() }),
);
export type AccountsQuery = z.infer<typeof AccountsQuery>;
