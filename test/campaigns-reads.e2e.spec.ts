import { jest } from '@jest/globals';
import { settleCancelled } from '../activities/campaigns/cancel.js';
import { CampaignRows } from './campaign-rows.js';

jest.setTimeout(120_000);
const size = 2_500;
/** Going through a campaign once for each of its recipients would be thousands. */
const readsOfEach = 15;

let rows: CampaignRows;
let office: { accountId: string; agentId: string };
let stems = 0;

/** The statistics know one small campaign, and none of those that come after it. */
beforeAll(async () => {
  // One connection does all the work, so that its own count of what it has read is the whole.
  rows = await CampaignRows.open({ connections: 1 });
  rows.now = new Date('2026-06-01T18:00:00Z');
  await rows.pool.query('alter table recipients set (autovacuum_enabled = off)');
  office = await rows.office();
  await rows.campaign(office, await people(100));
  await rows.pool.query('analyze recipients, contacts, hubs, invitations');
});
afterAll(() => rows.close());

async function people(count: number): Promise<string[]> {
  const { rows: made } = await rows.pool.query<{ id: string }>(
    `insert into contacts (account_id, first_name, email, email_normalized, street, city, state, zip, country)
     select $1, 'Iris', g.email, g.email, '12 Elm St', 'Boulder', 'CO', '80302', 'US'
     from (select $2 || n || '@example.com' as email from generate_series(1, $3::int) n) g returning id::text`,
    [office.accountId, `reads${++stems}-`, count],
  );
  return made.map(({ id }) => id);
}

/** Rows of recipients that were read until now, by scans of the table or of an index. */
async function read(): Promise<number> {
  await rows.pool.query('select pg_stat_force_next_flush()');
  const sql = `select (seq_tup_read + idx_tup_fetch)::int as reads from pg_stat_user_tables where relname = 'recipients'`;
  return Number((await rows.one(sql, [])).reads);
}

async function readsOf(work: () => Promise<unknown>): Promise<number> {
  const before = await read();
  await work();
  return (await read()) - before;
}

const prepared = async () => rows.campaign(office, await people(size));

describe('a campaign that the database’s statistics know nothing of', () => {
  it('is frozen and prepared by reading each of its people a few times', async () => {
    const reads = await readsOf(prepared);
    expect(reads).toBeGreaterThanOrEqual(size);
    expect(reads).toBeLessThan(readsOfEach * size);
  });

  it('is sent by reading each of them a few times', async () => {
    const campaignId = await prepared();
    let mails = 0;
    const reads = await readsOf(async () => ({ mails } = await rows.work(campaignId)));
    expect(mails).toBe(size);
    expect(reads).toBeGreaterThanOrEqual(size);
    expect(reads).toBeLessThan(readsOfEach * size);
  });

  it('is cancelled by reading each of them a few times', async () => {
    const campaignId = await prepared();
    await rows.pool.query(`update campaigns set state = 'cancelled' where id = $1`, [campaignId]);
    const reads = await readsOf(async () => {
      while ((await settleCancelled(rows.pool, campaignId, rows.now)) === 'more');
    });
    const { cancelled } = await rows.one(
      `select count(*)::int as cancelled from recipients where campaign_id = $1 and state = 'cancelled'`,
      [campaignId],
    );
    expect(cancelled).toBe(size);
    expect(reads).toBeGreaterThanOrEqual(size);
    expect(reads).toBeLessThan(readsOfEach * size);
  });
});
