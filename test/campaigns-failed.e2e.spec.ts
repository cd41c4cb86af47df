import { jest } from '@jest/globals';
import type { Campaign } from '../apps/api/campaigns/campaign.shapes.js';
import { countedStates } from '../domain/campaigns/states.js';
import { CampaignRun, withoutItsKey } from './campaign-run.js';
import { ask } from './importing.js';
import { type OwnPlatform, startOwnPlatform } from './pipeline-platform.js';
import { as, type Session } from './platform/platform.js';

jest.setTimeout(180_000);
let own: OwnPlatform;
let scene: CampaignRun;
let ops: Session;
beforeAll(async () => {
  own = await startOwnPlatform({});
  const { apiUrl, databaseUrl } = own.platform;
  scene = new CampaignRun(await as('agent', apiUrl), databaseUrl);
  ops = await as('ops', apiUrl);
});
afterAll(async () => {
  await scene?.close();
  await own?.stop();
});

const size = 30;
/** A campaign that has sent some of its mails, and has failed since then. */
async function failed(): Promise<{ id: string; sent: number; putBack: () => Promise<void> }> {
  const { id } = await scene.approved(await scene.contacts(size), { reminders: 0, perHour: 720 });
  await scene.reaches(id, 'sending', { isSo: ({ counts }) => counts.sent > 0 && counts.inFlight === 0 });
  const putBack = await withoutItsKey(own);
  const { counts } = await scene.get(id);
  expect(counts.sent).toBeLessThan(size);
  await atFullSpeed(id);
  await scene.reaches(id, 'failed');
  return { id, sent: counts.sent, putBack };
}

const atFullSpeed = (id: string) => ask(scene.agent, `PUT /campaigns/${id}/rate`, { perHour: null });
const seenByOps = async (id: string) => (await ask<Campaign>(ops, `GET /campaigns/${id}`)).body;
const all = ({ counts }: Campaign) => countedStates.reduce((sum, state) => sum + counts[state], 0);

/** Of how many people the mail server has so many mails. */
async function mailsOf(id: string): Promise<Record<number, number>> {
  const { rows } = await scene.pool.query<{ email: string }>('select email from recipients where campaign_id = $1', [
    id,
  ]);
  const answer = await fetch(`${own.platform.mailUiUrl}/api/email?limit=500`);
  const caught = ((await answer.json()) as { to: { address: string }[] }[]).map(({ to }) => to[0]!.address);
  const people: Record<number, number> = {};
  for (const { email } of rows) {
    const mails = caught.filter((address) => address === email).length;
    people[mails] = (people[mails] ?? 0) + 1;
  }
  return people;
}

async function audited(id: string): Promise<object[]> {
  const { rows } = await scene.pool.query<object>(
    `select action, actor_kind, before, after from audit_events where subject_kind = 'campaign' and subject_id = $1
       and action in ('campaign.failed', 'campaign.resumed') order by seq`,
    [id],
  );
  return rows;
}

describe('a campaign whose links cannot be made any more, because their key is not there', () => {
  it('says so to agent and operations, and after the key is back goes on where it stopped, mailing nobody twice', async () => {
    const { id, sent, putBack } = await failed();
    const stopped = await seenByOps(id);
    expect(stopped).toMatchObject({ state: 'failed', resumeState: 'sending', failure: { code: 'key_missing' } });
    expect(stopped.failure!.sentence).toMatch(/key that makes the links .* Nothing is lost: an operator puts it back/);
    expect([all(stopped), stopped.counts.sent, stopped.counts.planned]).toEqual([size, sent, size - sent]);
    expect(await mailsOf(id)).toEqual({ 1: sent, 0: size - sent });
    const filter = encodeURIComponent(JSON.stringify({ state: 'failed' }));
    const { body: list } = await ask<{ data: Campaign[] }>(ops, `GET /campaigns?filter=${filter}`);
    expect(list.data.map((campaign) => campaign.id)).toContain(id);

    // Too early: it stops again, with the same sentence.
    expect((await scene.command(id, 'resume')).status).toBe(202);
    await scene.reaches(id, 'failed', { isSo: ({ failure }) => failure !== null });
    expect(await mailsOf(id)).toEqual({ 1: sent, 0: size - sent });

    await putBack();
    await scene.command(id, 'resume');
    const done = await scene.reaches(id, 'completed');
    expect([done.failure, done.counts.sent, all(done)]).toEqual([null, size, size]);
    expect(await mailsOf(id)).toEqual({ 1: size });
    const stop = { action: 'campaign.failed', actor_kind: 'worker', before: { state: 'sending' }, after: { state: 'failed', code: 'key_missing' } }; // prettier-ignore
    const resume = { action: 'campaign.resumed', actor_kind: 'user', before: { state: 'failed' }, after: { state: 'sending' } }; // prettier-ignore
    expect(await audited(id)).toMatchObject([stop, resume, stop, resume]);
  });

  it('can be cancelled instead: what was mailed stays valid, whoever was not gets nothing, ever', async () => {
    const { id, sent, putBack } = await failed();
    expect((await scene.command(id, 'cancel', { reason: 'we make it anew' })).status).toBe(202);
    const over = await scene.reaches(id, 'cancelled', { isSo: ({ counts }) => counts.planned === 0 });
    expect([over.counts.sent, over.counts.cancelled, all(over)]).toEqual([sent, size - sent, size]);
    await putBack();
    const { rows } = await scene.pool.query(
      'select state, count(*)::int as count from invitations where campaign_id = $1 group by 1 order by 1',
      [id],
    );
    expect(rows).toEqual([
      { state: 'revoked', count: size - sent },
      { state: 'waiting', count: sent },
    ]);
    expect((await scene.command(id, 'resume')).status).toBe(409);
    expect(await mailsOf(id)).toEqual({ 1: sent, 0: size - sent });
  });
});

it('fails while its audience is looked at when the disk is full, and gives everybody one verdict once there is space', async () => {
  // What the database answers when a write finds no space left (PostgreSQL, class 53).
  const full = `create function no_space() returns trigger language plpgsql as $$ begin raise exception 'no space' using errcode = '53100'; end $$;
    create trigger no_space before insert on recipients for each row execute function no_space();`;
  await scene.pool.query(full);
  const { id } = await scene.made(await scene.contacts(size));
  const stopped = await scene.reaches(id, 'failed');
  expect(stopped.failure).toMatchObject({ code: 'disk_full', sentence: expect.stringMatching(/no disk space left/) });
  await scene.pool.query('drop function no_space cascade');
  await scene.command(id, 'resume');
  const { verdicts, candidateCount } = await scene.reaches(id, 'awaiting_review');
  expect([candidateCount, verdicts.eligible]).toEqual([size, size]);
});
