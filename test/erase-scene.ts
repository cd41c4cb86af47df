import type { Pool } from 'pg';

interface Planting {
  accountId: string;
  contactId: string;
  name: string;
  email: string;
  addressKey: Buffer;
}

/** A claimed Hub with everything in it, and what was mailed: each text holds the name. */
export async function plantHub(pool: Pool, { accountId, contactId, name, email, addressKey }: Planting) {
  const one = async (sql: string, ...values: unknown[]) =>
    (await pool.query<{ id: string }>(`${sql} returning id`, values)).rows[0]!.id;
  const hubId = await one(
    `insert into hubs (account_id, contact_id, agent_id, state, street, co_first_name, co_email)
     select $1, $2, id, 'claimed', $3 || ' Street', $3 || 'co', $3 || 'co@example.com' from auth."user" where email = 'maria@hillside.example'`,
    accountId,
    contactId,
    name,
  );
  const memberId = await one(
    `insert into hub_members (account_id, hub_id, role, first_name, email, email_normalized) values ($1, $2, 'owner', $3, $4, $4)`,
    accountId,
    hubId,
    name,
    email,
  );
  const ofHub = [accountId, hubId, name] as const;
  await one(`insert into hub_notes (account_id, hub_id, author_id, text) values ($1, $2, 'x', $3)`, ...ofHub);
  await one(
    `insert into hub_questions (account_id, hub_id, text, member_id) values ($1, $2, $3, $4)`,
    ...ofHub,
    memberId,
  );
  await one(
    `insert into hub_corrections (account_id, hub_id, changes, member_id) values ($1, $2, jsonb_build_object('street', jsonb_build_array('a', $3::text)), $4)`,
    ...ofHub,
    memberId,
  );
  await one(
    `insert into hub_events (account_id, hub_id, kind, contact_id, by_kind) values ($1, $2, 'claimed', $3, 'homeowner')`,
    accountId,
    hubId,
    contactId,
  );
  const invitationId = await one(
    `insert into invitations (account_id, hub_id, contact_id, email, email_normalized, message, token_hash, nonce, key_id, state, expires_at)
     values ($1, $2::bigint, $5, $4, $4, $3, sha256(convert_to($3 || $2::text, 'UTF8')), 'x', 1, 'claimed', now())`,
    ...ofHub,
    email,
    contactId,
  );
  await one(
    `insert into notices (account_id, hub_id, kind, email, state) values ($1, $2, 'claimed', $3, 'sent')`,
    accountId,
    hubId,
    email,
  );
  await one(`insert into notices (account_id, kind, email, state) values (0, 'sign_in_code', $1, 'sent')`, email);
  await pool.query(
    `insert into hub_sessions (token_hash, email_normalized, expires_at) values (sha256(convert_to($1, 'UTF8')), $1, now() + interval '1 day')`,
    [email],
  );
  await pool.query(
    `insert into mailed_codes (purpose, account_id, address_hash, nonce, key_id, expires_at) values ('claim', $1, address_hash($2, $3), 'x', 1, now())`,
    [accountId, email, addressKey],
  );
  await pool.query(
    `insert into idempotency_keys (account_id, key, route, request_digest, status, response)
     values ($1, $2::text, 'POST /api/hubs', 'x', 201, jsonb_build_object('id', $3::text, 'contactId', $4::text, 'name', $5::text))`,
    [accountId, `key-of-hub-${hubId}`, hubId, contactId, name],
  );
  await pool.query(
    `insert into suppressions (account_id, address_hash, email, reason, source, note) values ($1, address_hash($2, $3), $2, 'unsubscribed', 'page', $4)`,
    [accountId, email, addressKey, name],
  );
  const attemptId = await one(
    `insert into send_attempts (account_id, purpose, invitation_id, hub_id, contact_id, state, email, address_hash, message_id, sender_domain,
       mime_digest, mime_size, transport, reply_code, reply_text)
     values ($1, 'invitation', $2, $3, $4, 'accepted', $5, address_hash($5, $6), $7, 'example.com', 'x', 1, 'smtp', 250, '250 ok ' || $5)`,
    accountId,
    invitationId,
    hubId,
    contactId,
    email,
    addressKey,
    `<${hubId}@example.com>`,
  );
  return { hubId, memberId, invitationId, attemptId };
}
