import { setTimeout as wait } from 'node:timers/promises';
import type { Platform } from '../../apps/local/platform.js';
import { eventually, type Pipeline } from '../pipeline.js';
import { seeded } from '../seeded.js';
import { checkImport } from './checker.js';
import { type BaseContact, chaosFields, generatePeople } from './people.js';

export interface ChaosResult {
  importId: string;
  wrong: string[];
  tally: Record<string, number>;
  /** What was killed, at which committed batch, and for how long. */
  kills: string[];
  seconds: number;
}

export interface ChaosOptions {
  seed: number;
  rows: number;
  kills: number;
  say: (line: string) => void;
}

const victims = ['worker', 'temporal', 'postgres'] as const;

/** Batches that an import of so many rows commits, by the settings of `chaosEnv`: reading, comparing, planning, writing. */
const batchRows = 500;
const partRows = 1_000;
export const chaosEnv = { IMPORT_BATCH_ROWS: String(batchRows), IMPORT_PART_ROWS: String(partRows) };
const batchesOf = (rows: number) => Math.ceil(rows / batchRows) + 3 * Math.ceil(rows / partRows);

/** One import during which parts of the platform are killed at random committed batches; then everything is compared. */
export async function runChaos(platform: Platform, pipeline: Pipeline, options: ChaosOptions): Promise<ChaosResult> {
  const { seed, rows, say } = options;
  const random = seeded(seed);
  const { csv, base } = generatePeople(seed, rows);
  const accountId = await pipeline.newAccount();
  await insertBase(pipeline, accountId, base);
  const started = Date.now();
  const importId = await pipeline.upload({ accountId, fields: chaosFields, content: csv, rows });

  const firstVictim = random(victims.length);
  const plan = Array.from({ length: options.kills }, (_, i) => ({
    victim: victims[(firstVictim + i) % victims.length]!,
    atBatch: random(batchesOf(rows)),
    delayMs: random(60),
    downMs: random(2_500),
  })).toSorted((a, b) => a.atBatch - b.atBatch);

  const steering = steer(pipeline, importId);
  const kills: string[] = [];
  for (const { victim, atBatch, delayMs, downMs } of plan) {
    await eventually(async () => (await committedBatches(pipeline, importId)) >= atBatch, 5);
    await wait(delayMs);
    await platform.parts[victim]!.kill();
    await wait(downMs);
    await platform.parts[victim]!.start();
    kills.push(`${victim} at batch ${atBatch} for ${downMs} ms`);
    say(`killed ${kills.at(-1)}`);
  }
  await steering;
  const { wrong, tally } = await checkImport(pipeline.pool, importId, { csv, base });
  return { importId, wrong, tally, kills, seconds: (Date.now() - started) / 1000 };
}

/** What a person would press, tried again while the database is away. */
async function steer(pipeline: Pipeline, importId: string): Promise<void> {
  await persistently(() => pipeline.command(importId, 'scanning'));
  await pipeline.until(importId, 'awaiting_review');
  await persistently(() => pipeline.command(importId, 'importing'));
  await pipeline.until(importId, 'completed');
}

const persistently = (act: () => Promise<void>) =>
  eventually(() =>
    act().then(
      () => true,
      () => false,
    ),
  );

const committedBatches = (pipeline: Pipeline, importId: string): Promise<number> =>
  pipeline.pool
    .query<{ count: number }>('select count(*)::int from import_batches where import_id = $1', [importId])
    .then(
      ({ rows }) => rows[0]!.count,
      () => -1,
    );

async function insertBase({ pool }: Pipeline, accountId: string, base: BaseContact[]): Promise<void> {
  await pool.query(
    `insert into contacts (account_id, first_name, last_name, email, email_normalized, phone, city)
     select $1, b."firstName", b."lastName", b.email, b.email, b.phone, b.city
     from jsonb_to_recordset($2) as b ("firstName" text, "lastName" text, email text, phone text, city text)`,
    [accountId, JSON.stringify(base)],
  );
}
