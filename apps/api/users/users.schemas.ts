import { z } from 'zod';
import { personStates } from '../../../database/entities/accounts.js';
import { roles } from '../../../domain/accounts/roles.js';
import { Id, listQuery } from '../list.js';

const email = z
  .email('This is not an e-mail address.')
  .max(254)
  .transform((text) => text.toLowerCase());
const name = z.string().trim().min(1, 'A name is needed.').max(100);

export const InviteColleague = z.strictObject({ email, name });
export type InviteColleague = z.infer<typeof InviteColleague>;

export const InviteUser = z
  .strictObject({ email, name, role: z.enum(roles), accountId: Id.nullable().default(null) })
  .refine(({ role, accountId }) => (role === 'agent') === (accountId !== null), {
    path: ['accountId'],
    error: 'An agent belongs to an account; support, operations and administrators to none.',
  });
export type InviteUser = z.infer<typeof InviteUser>;

export const ChangeUser = z
  .strictObject({ role: z.enum(roles).optional(), banned: z.boolean().optional() })
  .refine((change) => change.role !== undefined || change.banned !== undefined, 'Say what to change: role or banned.');
export type ChangeUser = z.infer<typeof ChangeUser>;

export const UsersQuery = listQuery(
  ['createdAt', 'name', 'email', 'role'],
  z.object({
    q: z.string().trim().max(100).optional(),
    role: z.enum(roles).optional(),
    accountId: Id.optional(),
    state: z.enum(personStates).optional(),
  }),
);
export type UsersQuery = z.infer<typeof UsersQuery>;

/** A user's id, or `i` and the number of an open invitation. */
export const PersonId = z.string().regex(/^(i[1-9]\d{0,17}|[\w-]{8,64})$/);

export const InvitationToken = z.string().regex(/^[\w-]{43}$/);
export const AcceptInvitation = z.strictObject({
  name,
  password: z
    .string()
    .min(10, 'A password has at least 10 characters.')
    .max(128, 'A password has at most 128 characters.'),
});
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;

export const NewApiKey = z.strictObject({ name });
export type NewApiKey = z.infer<typeof NewApiKey>;
