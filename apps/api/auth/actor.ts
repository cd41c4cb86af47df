import type { RequestActor } from './access.js';
import { Forbidden } from '../problem.js';

/** The account new things of this request belong to. @throws Forbidden for people without one */
export function accountOf({ accountId }: RequestActor): string {
  if (!accountId) throw new Forbidden('This belongs to an account, and you are signed in to none.');
  return accountId;
}

/** Keys do an account's work; whom it lets in stays with people. @throws Forbidden for an API key */
export function assertPerson({ keyId }: RequestActor): void {
  if (keyId) throw new Forbidden('An API key cannot do this. Sign in as a person.');
}
