import { hash } from 'node:crypto';
import { platformChain, type AuditEvent } from '../domain/audit/events.js';
import { invitationWorkflow, stateChanged, taskQueues } from '../domain/engine.js';
import {
  blockedSentences,
  isRefusal,
  type SuppressionReason,
  type SuppressionScope,
  type SuppressionSource,
} from '../domain/suppressions/reasons.js';
import { type Connection, query } from './execute.js';
import { recordAudit } from './record-audit.js';

/** What stands for an address where it may not be kept; equal to `address_hash` of the database. */
export function hashAddress(emailNormalized: string, addressKey: Buffer): Buffer {
  return hash('sha256', Buffer.concat([addressKey, Buffer.from(emailNormalized)]), 'buffer');
}

export interface Address {
  /** Null: anybody's mail on the platform. */
  accountId: string | null;
  emailNormalized: string;
  /** `config.addressKey` */
  addressKey: Buffer;
}

export interface FoundSuppression {
  scope: SuppressionScope;
  reason: SuppressionReason;
  since: Date;
}

/**
 * Why this account may not mail this address, or null when it may. To be asked in the transaction that commits to sending. A
 * contact that is marked as unsubscribed counts, also where it came so by an import or a CRM.
 */
export async function findSuppression(
  connection: Connection,
  { accountId, emailNormalized, addressKey }: Address,
): Promise<FoundSuppression | null> {
  const [row] = await query<{ scope: SuppressionScope; reason: SuppressionReason; since: Date | string }>(
    connection,
    `select case when account_id is null then 'platform' else 'account' end as scope, reason, created_at as since
     from suppressions where address_hash = decode($2, 'hex') and removed_at is null and (account_id is null or account_id = $1)
     union all
     select 'account', 'unsubscribed', updated_at from contacts where account_id = $1 and email_normalized = $3 and unsubscribed
     order by scope limit 1`,
    [accountId, hashAddress(emailNormalized, addressKey).toString('hex'), emailNormalized],
  );
  return row ? { ...row, since: new Date(row.since) } : null;
}

export interface Refusal {
  /** As written; its normalized form is what is compared. */
  email: string;
  emailNormalized: string;
}

export interface SuppressGiven {
  accountId: string | null;
  addressKey: Buffer;
  reason: SuppressionReason;
  source: SuppressionSource;
  /** The invitation whose mail led to it. */
  invitationId?: string | null | undefined;
  note?: string | null | undefined;
  /** The user who does it; null for the person themselves and for machines. */
  actorId?: string | null | undefined;
}

/**
 * Stops all mail to an address, in the caller's transaction: reminders under way too, and the contact is marked. Doing it again
 * changes nothing, except that a person's own word replaces what others have said before. Writes the audit event itself, so call it
 * last; the relay delivers to the workflows that it has stopped.
 */
export async function suppress(
  tx: Connection,
  given: SuppressGiven & Refusal & { by: Pick<AuditEvent, 'actor' | 'requestId'> },
): Promise<{ suppressionId: string; isNew: boolean; stopped: string[] }> {
  const { written, stopped } = await suppressAll(tx, given, [given]);
  const row = written[0]!;
  const suppressionId = row.suppressionId ?? (await getLive(tx, given));
  if (row.isChanged)
    await recordAudit(tx, {
      accountId: given.accountId ?? platformChain,
      ...given.by,
      action: 'suppression.added',
      subject: { kind: 'suppression', id: suppressionId },
      after: { reason: given.reason, source: given.source, stopped: stopped.length },
    });
  return { suppressionId, isNew: row.isNew, stopped };
}

/** Of an address that another transaction has suppressed in the very same moment. */
async function getLive(tx: Connection, { accountId, emailNormalized, addressKey }: Address): Promise<string> {
  const [row] = await query<{ id: string }>(
    tx,
    `select id::text from suppressions where address_hash = decode($2, 'hex') and coalesce(account_id, 0) = coalesce($1::bigint, 0)
       and removed_at is null`,
    [accountId, hashAddress(emailNormalized, addressKey).toString('hex')],
  );
  if (!row) throw new Error('The suppression was not written');
  return row.id;
}

export interface Written {
  emailNormalized: string;
  /** Null where another transaction was quicker by a moment. */
  suppressionId: string | null;
  isNew: boolean;
  isChanged: boolean;
}

/** The same for many addresses, each once, in a few statements; the caller records it. */
export async function suppressAll(
  tx: Connection,
  given: SuppressGiven,
  refusals: Refusal[],
): Promise<{ written: Written[]; stopped: string[] }> {
  const written = await query<Written>(tx, writeSql, [
    JSON.stringify(refusals.map(({ email, emailNormalized }) => ({ email, email_normalized: emailNormalized }))),
    given.addressKey.toString('hex'),
    given.accountId,
    given.reason,
    given.source,
    given.invitationId ?? null,
    given.note ?? null,
    given.actorId ?? null,
  ]);
  const addresses = JSON.stringify(refusals.map(({ emailNormalized }) => emailNormalized));
  if (given.accountId && isRefusal(given.reason)) await markContacts(tx, given.accountId, addresses, true);
  return { written, stopped: await stopInvitations(tx, given, addresses) };
}

/** Of a live one only the person's own word may take the place: it weighs more than what an agent or a list has said. */
const writeSql = `
with given as (
  select distinct on (email_normalized) email, email_normalized, address_hash(email_normalized, decode($2, 'hex')) as hash
  from jsonb_to_recordset($1::jsonb) as g (email text, email_normalized text)
), before as (
  select s.id, g.email_normalized from given g
  join suppressions s on s.address_hash = g.hash and coalesce(s.account_id, 0) = coalesce($3::bigint, 0) and s.removed_at is null
), written as (
  insert into suppressions as s (account_id, address_hash, email, reason, source, invitation_id, note, actor_id)
  select $3::bigint, hash, email, $4, $5, $6::bigint, $7, $8 from given order by hash
  on conflict (coalesce(account_id, 0), address_hash) where removed_at is null do update
    set reason = excluded.reason, source = excluded.source, invitation_id = excluded.invitation_id, note = coalesce(excluded.note, s.note)
    where excluded.source in ('one_click', 'page', 'preferences', 'take_back') and s.source not in ('one_click', 'page', 'preferences', 'take_back')
      and s.reason <> 'complained'
  returning id, address_hash
)
select g.email_normalized as "emailNormalized", coalesce(w.id, b.id)::text as "suppressionId", b.id is null as "isNew", w.id is not null as "isChanged"
from given g left join before b using (email_normalized) left join written w on w.address_hash = g.hash`;

/** Imports and CRMs leave a contact that is marked so: nobody comes back by them. */
function markContacts(tx: Connection, accountId: string, addresses: string, unsubscribed: boolean): Promise<unknown> {
  return query(
    tx,
    `update contacts set unsubscribed = $3::boolean, version = version + 1, updated_at = now()
     where account_id = $1 and email_normalized in (select jsonb_array_elements_text($2::jsonb)) and unsubscribed <> $3::boolean`,
    [accountId, addresses, unsubscribed],
  );
}

/** Takes waiting invitations to these addresses out of their plans and wakes their workflows. @returns their workflows' ids */
async function stopInvitations(
  tx: Connection,
  { accountId, reason }: SuppressGiven,
  addresses: string,
): Promise<string[]> {
  const rows = await query<{ workflow_id: string }>(
    tx,
    `with stopped as (
       update invitations set next_action_at = null, fence = fence + 1, blocked_code = $3, blocked_sentence = $4, updated_at = now()
       where email_normalized in (select jsonb_array_elements_text($2::jsonb)) and state = 'waiting'
         and ($1::bigint is null or account_id = $1::bigint) and blocked_code is distinct from $3
       returning id, account_id
     )
     insert into outbox (account_id, workflow_id, workflow_type, task_queue, signal, args)
     select account_id, $7 || id, $8, $5, $6, jsonb_build_array(jsonb_build_object('invitationId', id::text))
     from stopped returning workflow_id`,
    [
      accountId,
      addresses,
      reason,
      blockedSentences[reason],
      taskQueues.workflows,
      stateChanged,
      invitationWorkflow.id(''),
      invitationWorkflow.type,
    ],
  );
  return rows.map(({ workflow_id }) => workflow_id);
}

export interface LiftGiven {
  suppressionId: string;
  emailNormalized: string | null;
  accountId: string | null;
  by: Pick<AuditEvent, 'actor' | 'requestId'>;
  reason: string;
}

/**
 * Allows mail to the address again. What it has stopped does not go on by itself, but may be sent again by hand.
 * @returns false when it was lifted before
 */
export async function lift(tx: Connection, given: LiftGiven): Promise<boolean> {
  const [lifted] = await query<{ reason: SuppressionReason; source: SuppressionSource }>(
    tx,
    `update suppressions set removed_at = now(), removed_by = $2, removed_reason = $3 where id = $1 and removed_at is null
     returning reason, source`,
    [given.suppressionId, given.by.actor.id, given.reason],
  );
  if (!lifted) return false;
  if (given.emailNormalized) {
    const addresses = JSON.stringify([given.emailNormalized]);
    if (given.accountId && isRefusal(lifted.reason)) await markContacts(tx, given.accountId, addresses, false);
    await query(
      tx,
      `update invitations set blocked_code = null, blocked_sentence = null, updated_at = now()
       where email_normalized = $1 and state = 'waiting' and blocked_code = $2 and ($3::bigint is null or account_id = $3::bigint)`,
      [given.emailNormalized, lifted.reason, given.accountId],
    );
  }
  await recordAudit(tx, {
    accountId: given.accountId ?? platformChain,
    ...given.by,
    action: 'suppression.removed',
    subject: { kind: 'suppression', id: given.suppressionId },
    reason: given.reason,
    before: { reason: lifted.reason, source: lifted.source },
  });
  return true;
}
