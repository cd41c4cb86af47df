import type { EntityManager } from '@mikro-orm/postgresql';
import { domainTrouble, isRoleMailbox } from '../../../domain/contacts/email-domains.js';
import { type EmailAddress, readAddress } from '../../../domain/contacts/email.js';
import { blockedSentences } from '../../../domain/suppressions/reasons.js';
import { query } from '../../../database/execute.js';
import type { HeldHub } from '../../../database/hubs.js';
import { findSuppression } from '../../../database/suppressions.js';
import { Invalid, Problem } from '../problem.js';

export interface Addressee {
  email: string;
  emailNormalized: string;
  firstName: string | null;
  lastName: string | null;
}

export interface Wanted {
  role: 'owner' | 'co_owner';
  via: 'mail' | 'link';
  /** Instead of the address of the contact or co-owner. */
  email?: string | undefined;
  /** An address that looks mistyped is right. */
  confirmEmail?: boolean | undefined;
  /** The invitation that is renewed: its own address is not in its way. */
  invitationId?: string;
  addressKey: Buffer;
}

interface Known extends Omit<Addressee, 'emailNormalized' | 'email'> {
  email: string | null;
}

/**
 * Whom an invitation goes to, asked in the transaction that makes it.
 * @throws Invalid or Problem with a sentence that says what to do, when nobody may be invited so
 */
export async function findAddressee(tx: EntityManager, hub: HeldHub, wanted: Wanted): Promise<Addressee> {
  const known = await knownPerson(tx, hub, wanted.role);
  const text = wanted.email ?? known.email;
  if (!text) throw new Problem(422, 'email_missing', missing[wanted.role]);
  const read = readAddress(text.trim());
  if (!read) throw new Invalid({ email: 'This is not an e-mail address. It reads like name@example.com.' });
  if (!wanted.confirmEmail) assertPlausible(read);
  const { address: email, normalized: emailNormalized } = read;
  await assertNotJoined(tx, hub, wanted.role, emailNormalized);
  await assertNotInvited(tx, hub, wanted.invitationId ?? null, emailNormalized);
  if (wanted.via === 'mail') await assertMayBeMailed(tx, hub, { emailNormalized, addressKey: wanted.addressKey });
  return { email, emailNormalized, firstName: known.firstName, lastName: known.lastName };
}

const missing = {
  owner:
    'This contact has no e-mail address. Type one, or copy a personal landing link and hand it over in another way.',
  co_owner: 'No e-mail address of the co-owner is known. Type one.',
} as const;

async function knownPerson(tx: EntityManager, hub: HeldHub, role: Wanted['role']): Promise<Known> {
  const sql =
    role === 'owner'
      ? 'select first_name as "firstName", last_name as "lastName", email from contacts where id = (select contact_id from hubs where id = $1)'
      : 'select co_first_name as "firstName", co_last_name as "lastName", co_email as email from hubs where id = $1';
  const [person] = await query<Known>(tx, sql, [hub.hubId]);
  return person ?? { firstName: null, lastName: null, email: null };
}

/** Near misses of well-known mail domains, and mailboxes of functions: asked about, never refused for good. */
function assertPlausible({ address, domain }: EmailAddress): void {
  const local = address.slice(0, address.lastIndexOf('@'));
  const trouble = domainTrouble(domain);
  const suggestion = trouble?.suggestion ? `${local}@${trouble.suggestion}` : null;
  if (trouble) {
    const sentence = suggestion
      ? `Did you mean ${suggestion}? Correct the address, or confirm that it is right.`
      : 'The part after the @ is no known mail domain. Correct the address, or confirm that it is right.';
    throw new Problem(422, 'email_doubtful', sentence, { fields: { email: sentence }, suggestion });
  }
  if (isRoleMailbox(local)) {
    const sentence =
      'This looks like the mailbox of an office, not of a person. Correct it, or confirm that it is right.';
    throw new Problem(422, 'email_doubtful', sentence, { fields: { email: sentence }, suggestion: null });
  }
}

async function assertNotJoined(tx: EntityManager, hub: HeldHub, role: Wanted['role'], emailNormalized: string) {
  const members = await query<{ role: string; email: string }>(
    tx,
    `select role, email_normalized as email from hub_members where hub_id = $1 and left_at is null`,
    [hub.hubId],
  );
  if (members.some(({ email }) => email === emailNormalized))
    throw new Problem(409, 'already_member', 'This person has joined the Hub already; nothing has to be sent.');
  if (role === 'owner' && members.some((member) => member.role === 'owner'))
    throw new Problem(409, 'already_claimed', 'This Hub has been claimed. Invite a further person as co-owner.');
}

async function assertNotInvited(tx: EntityManager, hub: HeldHub, except: string | null, emailNormalized: string) {
  const [there] = await query<{ id: string }>(
    tx,
    `select id::text from invitations where hub_id = $1 and email_normalized = $2 and state = 'waiting' and id is distinct from $3::bigint`,
    [hub.hubId, emailNormalized, except],
  );
  if (!there) return;
  const sentence = 'There is an invitation to this address already. Resend it, or revoke it first.';
  throw new Problem(409, 'already_invited', sentence, { invitationId: there.id });
}

async function assertMayBeMailed(
  tx: EntityManager,
  { accountId }: HeldHub,
  address: { emailNormalized: string; addressKey: Buffer },
) {
  const suppression = await findSuppression(tx, { accountId, ...address });
  if (!suppression) return;
  const { reason, scope, since } = suppression;
  throw new Problem(422, 'email_suppressed', blockedSentences[reason], { reason, scope, since: since.toISOString() });
}
