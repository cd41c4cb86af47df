import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Role } from '../domain/accounts/roles.js';
import { execute, type Connection } from './execute.js';

export interface NewUser {
  email: string;
  name: string;
  role: Role;
  /** The account of an agent; null for everyone else. */
  accountId: string | null;
  password: string;
}

/** Someone with this address can sign in already. */
export class UserExists extends Error {
  readonly code = 'user_exists';
  constructor() {
    super('There is already a user with this e-mail address.');
  }
}

/**
 * Adds a person who can sign in, in the caller's transaction, so that the event about it commits with them.
 * Two rows of better-auth's: the user and the credential, hashed by its own function.
 * @returns the user's id
 * @throws UserExists
 */
export async function createUser(tx: Connection, { password, ...user }: NewUser): Promise<string> {
  const rows = await execute<{ id: string }>(
    tx,
    `with given as (select * from jsonb_to_record($1::jsonb) as given
       (id text, credential text, email text, name text, role text, account bigint, password text)),
     made as (
       insert into auth."user" (id, name, email, "emailVerified", role, "accountId")
       select id, name, email, true, role, account from given
       on conflict (email) do nothing returning id)
     insert into auth."account" (id, "accountId", "providerId", "userId", password, "updatedAt")
     select given.credential, made.id, 'credential', made.id, given.password, now() from made cross join given
     returning "userId" as id`,
    JSON.stringify({
      id: randomUUID(),
      credential: randomUUID(),
      email: user.email.trim().toLowerCase(),
      name: user.name.trim(),
      role: user.role,
      account: user.accountId,
      password: await hashPassword(password),
    }),
  );
  if (!rows[0]) throw new UserExists();
  return rows[0].id;
}

/** Signs a person out everywhere, for example when they may no longer sign in. */
export async function endSessions(tx: Connection, userId: string): Promise<void> {
  await execute(tx, 'delete from auth."session" where "userId" = $1', userId);
}

/**
 * Lets a person who was removed from this very account in again, with a new password.
 * @returns the user's id, or null when there is no such person
 */
export async function restoreUser(tx: Connection, { password, ...user }: NewUser): Promise<string | null> {
  const rows = await execute<{ id: string }>(
    tx,
    `with given as (select * from jsonb_to_record($1::jsonb) as given (email text, role text, account bigint, password text)),
     back as (
       update auth."user" u set banned = false, "banReason" = null, "updatedAt" = now() from given
       where u.email = given.email and u.banned and u.role = given.role and u."accountId" is not distinct from given.account
       returning u.id, given.password)
     update auth."account" a set password = back.password, "updatedAt" = now() from back
     where a."userId" = back.id and a."providerId" = 'credential'
     returning back.id`,
    JSON.stringify({
      email: user.email.trim().toLowerCase(),
      role: user.role,
      account: user.accountId,
      password: await hashPassword(password),
    }),
  );
  return rows[0]?.id ?? null;
}
