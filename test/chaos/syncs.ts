import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from '../../apps/api/syncs/syncs.schemas.js';
import { ask } from '../importing.js';
import { eventually } from '../pipeline.js';
import type { PracticeLogin } from '../practice-crm.js';
import { seeded } from '../seeded.js';
import type { SyncScene } from '../syncing.js';

export interface SyncChaosOptions {
  seed: number;
  people: number;
  kills: number;
  say: (line: string) => void;
}
export interface SyncChaosResult {
  wrong: string[];
  tally: Record<string, number>;
  kills: string[];
  seconds: number;
}

const victims = ['worker', 'temporal', 'postgres', 'crm'] as const;

/**
 * A first sync, then edits and a complete scan, during which worker, engine, database and CRM fail at random pages: killed, or the
 * CRM slow, out of order, or no longer taking the key. Afterwards our contacts have to be the CRM's people, each once.
 */
export async function runSyncChaos(
  scene: SyncScene,
  { seed, people, kills, say }: SyncChaosOptions,
): Promise<SyncChaosResult> {
  const random = seeded(seed);
  const login = scene.login(people);
  for (let id = 10; id <= people; id += 50) login.put({ id, lastName: '' });
  const started = Date.now();
  const done: string[] = [];
  const id = await scene.connect(login);
  await disturbed(scene, { id, login, kills: Math.ceil(kills / 2), random, done, say });
  for (let i = 0; i < people / 20; i++) {
    const one = 1 + random(people);
    if (random(4) === 0) login.people.delete(one);
    else login.put({ id: one, firstName: ['Ada', 'Ben', 'Cleo'][random(3)]! });
  }
  await persistently(() => ask(scene.agent, `POST /connections/${id}/sync`, { everything: true }));
  await disturbed(scene, { id, login, kills: Math.floor(kills / 2), random, done, say });
  // One more complete look, undisturbed: what was changed while pages were turned is in by now.
  await scene.sync(id, { everything: true });
  const wrong = [...(await comparePeople(scene, id, login)), ...(await checkLedger(scene, id))];
  const { rows } = await scene.pool.query<Record<string, number>>(
    `select sum(added)::int as added, sum(changed)::int as changed, sum(failed)::int as failed, sum(gone)::int as gone
     from sync_run_counts where connection_id = $1`,
    [id],
  );
  return { wrong, tally: rows[0] ?? {}, kills: done, seconds: (Date.now() - started) / 1000 };
}

interface Disturbance {
  id: string;
  login: PracticeLogin;
  kills: number;
  random: (below: number) => number;
  done: string[];
  say: (line: string) => void;
}

async function disturbed(scene: SyncScene, { id, login, kills, random, done, say }: Disturbance): Promise<void> {
  for (let i = 0; i < kills; i++) {
    const victim = victims[(random(victims.length) + i) % victims.length]!;
    const atPage = login.pages + 1 + random(6);
    await eventually(async () => login.pages >= atPage || (await isQuiet(scene, id)), 5);
    const downMs = random(2_000);
    if (victim === 'crm') await spoil(scene, { id, login, kind: random(3), downMs });
    else {
      await scene.own.platform.parts[victim]!.kill();
      await wait(downMs);
      await scene.own.platform.parts[victim]!.start();
    }
    done.push(`${victim} at page ${atPage} for ${downMs} ms`);
    say(`killed ${done.at(-1)}`);
  }
  await eventually(() => isQuiet(scene, id), 100);
}

/** Drops, slowness and refusals, or a key that is taken back in the middle and given anew. */
async function spoil(
  scene: SyncScene,
  { id, login, kind, downMs }: { id: string; login: PracticeLogin; kind: number; downMs: number },
): Promise<void> {
  if (kind === 0) {
    login.refusal = { status: 503, body: 'Service unavailable' };
    await wait(downMs);
    login.refusal = null;
    return;
  }
  if (kind === 1) {
    login.slowMs = 400;
    await wait(downMs);
    login.slowMs = 0;
    return;
  }
  const key = login.key;
  login.key = `${key}x`;
  await wait(downMs);
  const now = await scene.get(id).catch(() => null);
  if (now?.state === 'needs_reconnect')
    await persistently(() => ask(scene.agent, `POST /connections/${id}/reconnect`, { fields: { key: login.key } }));
  else login.key = key;
}

async function isQuiet(scene: SyncScene, id: string): Promise<boolean> {
  const now = await scene.get(id).catch(() => null);
  if (now?.state === 'needs_reconnect') await reconnect(scene, now);
  return now?.state === 'active' && now.run === null && now.lastRun !== null && now.health.kind !== 'syncing';
}

/** The key may have been found out to be refused only after it had been given back. */
async function reconnect(scene: SyncScene, { id, who }: Connection): Promise<void> {
  const login = [...scene.crm.logins.values()].find((one) => who.includes(one.who));
  if (login)
    await ask(scene.agent, `POST /connections/${id}/reconnect`, { fields: { key: login.key } }).catch(() => null);
}

const persistently = (act: () => Promise<{ status: number }>) =>
  eventually(() =>
    act().then(
      ({ status }) => status < 400,
      () => false,
    ),
  );

async function comparePeople(scene: SyncScene, id: string, login: PracticeLogin): Promise<string[]> {
  const contacts = await scene.contacts(id);
  const byRecord = new Map(contacts.map((contact) => [contact.record_id, contact]));
  const wrong: string[] = [];
  for (const person of login.people.values()) {
    const contact = byRecord.get(String(person.id));
    if (person.lastName === '') {
      if (contact && contact.version === 1) wrong.push(`person ${person.id} has no last name and came in`);
    } else if (!contact) wrong.push(`person ${person.id} is missing`);
    else if (contact.first_name !== person.firstName) wrong.push(`person ${person.id} reads otherwise`);
  }
  const { rows } = await scene.pool.query<{ doubled: number; linked_gone: number }>(
    `select (select count(*)::int from (select contact_id from contact_links where connection_id = $1 and contact_id is not null
         group by contact_id having count(*) > 1) d) as doubled,
       (select count(*)::int from contact_links where connection_id = $1 and state <> 'gone' and contact_id is not null
         and record_id <> all ($2)) as linked_gone`,
    [id, [...login.people.keys()].map(String)],
  );
  if (rows[0]!.doubled > 0) wrong.push(`${rows[0]!.doubled} contacts stand for two people`);
  if (rows[0]!.linked_gone > 0) wrong.push(`${rows[0]!.linked_gone} people are gone at the CRM and nobody has noticed`);
  const { rows: emails } = await scene.pool.query<{ count: number }>(
    `select count(*)::int from contacts where email like $1`,
    [`${login.who.replace('Agent ', '')}%`],
  );
  if (emails[0]!.count !== contacts.length)
    wrong.push(`${emails[0]!.count} contacts, ${contacts.length} of them linked`);
  return wrong;
}

async function checkLedger(scene: SyncScene, id: string): Promise<string[]> {
  const { rows } = await scene.pool.query<{ run_id: string }>(
    `select run_id from sync_run_counts where connection_id = $1 and unexplained <> 0`,
    [id],
  );
  return rows.map(({ run_id }) => `the equation of run ${run_id} does not hold`);
}
