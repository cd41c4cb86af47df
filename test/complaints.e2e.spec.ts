import type { Pool } from 'pg';
import { countComplaints } from '../database/complaints.js';
import { createPool } from '../database/pool.js';
import { platform } from './platform/platform.js';

let pool: Pool;
beforeAll(() => {
  pool = createPool(platform().databaseUrl);
});
afterAll(() => pool.end());

/** An office with so many mails that were taken, and so many people who reported one, some of each too long ago to count. */
async function office({
  sent,
  complained,
  byCampaigns = 0,
}: {
  sent: number;
  complained: number;
  byCampaigns?: number;
}) {
  const { rows } = await pool.query<{ id: string }>(
    `insert into accounts (slug, name, country) values ('complaints' || gen_random_uuid(), 'Complaints', 'US') returning id::text`,
  );
  const id = rows[0]!.id;
  for (const [days, times] of [
    [1, 1],
    [40, 2],
  ] as const) {
    await pool.query(
      `insert into send_attempts (account_id, purpose, state, address_hash, message_id, sender_domain, mime_digest, mime_size, transport, started_at)
       select $1, 'invitation', 'accepted', 'x', 'm', 'porchlight.example', 'x', 1, 'smtp', now() - make_interval(days => $2::int) from generate_series(1, $3::int)`,
      [id, days, sent * times],
    );
    await pool.query(
      `insert into sending_days (domain, account_id, provider, day, accepted)
       select 'porchlight.example', $1, provider, (now() at time zone 'UTC')::date - $2::int, $3::int from unnest(array['google', 'other']) provider`,
      [id, days, byCampaigns * times],
    );
    await pool.query(
      `insert into suppressions (account_id, address_hash, reason, source, created_at)
       select $1, sha256(($2::int || '.' || n)::bytea), 'complained', 'provider', now() - make_interval(days => $2::int) from generate_series(1, $3::int) n`,
      [id, days, complained * times],
    );
  }
  return id;
}

it('counts of each office its own complaints and mails of 30 days', async () => {
  const offices = [{ sent: 40, complained: 3 }, { sent: 1, complained: 1 }, { sent: 0, complained: 0 }]; // prettier-ignore
  const ids = [];
  for (const one of offices) ids.push(await office(one));
  const counted = [];
  for (const id of ids) counted.push(await countComplaints(pool, id));
  expect(counted).toEqual(offices);
});

it('counts the mails of campaigns with those that were sent one by one', async () => {
  // Of two families of providers.
  const id = await office({ sent: 5, complained: 1, byCampaigns: 200 });
  expect(await countComplaints(pool, id)).toEqual({ sent: 405, complained: 1 });
});

it('counts mails up to where the reports are fewer than one in a thousand', async () => {
  expect(await countComplaints(pool, await office({ sent: 1_500, complained: 1 }))).toEqual({
    sent: 1_001,
    complained: 1,
  });
  expect(await countComplaints(pool, await office({ sent: 1_500, complained: 2 }))).toEqual({
    sent: 1_500,
    complained: 2,
  });
});
