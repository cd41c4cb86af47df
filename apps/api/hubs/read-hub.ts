import { readEdits } from '../../../domain/contacts/edits.js';
import type { HomeAddress } from '../../../domain/hubs/home-key.js';
import { type Connection, query } from '../../../database/execute.js';
import { Invalid } from '../problem.js';
import type { CoOwner, Home } from './hubs.schemas.js';

export interface CoOwnerNames {
  firstName: string | null;
  lastName: string | null;
  email: string | null;
}

export const nobody: CoOwnerNames = { firstName: null, lastName: null, email: null };

/** Reads what was typed of home and co-owner by the rules of contacts. @throws Invalid with a sentence per field */
export async function readHub(
  connection: Connection,
  accountId: string,
  { home, coOwner }: { home?: Home | undefined; coOwner?: CoOwner | null | undefined },
): Promise<{ home?: HomeAddress; coOwner?: CoOwnerNames }> {
  const [account] = await query<{ country: string }>(connection, 'select country from accounts where id = $1', [
    accountId,
  ]);
  const scope = { today: new Date().toISOString().slice(0, 10), country: account?.country ?? 'US' };
  const readHome = home && readEdits(home, scope);
  const readCoOwner =
    coOwner &&
    readEdits({ coFirstName: coOwner.firstName, coLastName: coOwner.lastName, coEmail: coOwner.email }, scope);
  const problems = {
    ...named('home', readHome?.problems, { street: 'street' }),
    ...named('coOwner', readCoOwner?.problems, { coFirstName: 'firstName', coLastName: 'lastName', coEmail: 'email' }),
  };
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  return {
    ...(readHome && { home: { ...emptyHome, ...(readHome.values as Partial<HomeAddress>) } }),
    ...(coOwner === null && { coOwner: nobody }),
    ...(readCoOwner && {
      coOwner: {
        firstName: readCoOwner.values.co_first_name ?? null,
        lastName: readCoOwner.values.co_last_name ?? null,
        email: readCoOwner.values.co_email ?? null,
      },
    }),
  };
}

const emptyHome: HomeAddress = { street: null, unit: null, city: null, state: null, zip: null, country: null };

const named = (group: string, problems: Record<string, string> = {}, names: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(problems).map(([field, sentence]) => [`${group}.${names[field] ?? field}`, sentence]),
  );
