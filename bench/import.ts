import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline as pipe } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Platform } from '../apps/local/platform.js';
import { importWorkflow } from '../workflows/protocol.js';
import { eventually, type Pipeline } from '../test/pipeline.js';
import { type BenchFile, benchFields, cleanColumns, writeBenchFile } from './import-file.js';

export interface ImportBench {
  rows: number;
  bareSeconds: number[];
  runs: { scan: number; plan: number; import: number; total: number }[];
  /** Median of the pipeline's totals by the median of the bare copies. */
  ratio: number;
  workerPeakMb: number;
  activities: number;
  /** From upload to the end of a 200-row import of another account, started in the middle. */
  smallImportSeconds: number;
  /** What the equation said of the last run. */
  counts: Record<string, number>;
}

/** An import through the real workflow against COPY of its clean rows into the same table, in turns. */
export async function benchImport(
  { platform, pipeline, folder }: { platform: Platform; pipeline: Pipeline; folder: string },
  { rows, pairs, say }: { rows: number; pairs: number; say: (line: string) => void },
): Promise<ImportBench> {
  const paths = { messy: join(folder, 'messy.csv'), clean: join(folder, 'clean.txt') };
  say(`Writing ${rows.toLocaleString('en-US')} rows …`);
  const file = await writeBenchFile(rows, paths);
  const bench: ImportBench = {
    rows,
    bareSeconds: [],
    runs: [],
    ratio: 0,
    workerPeakMb: 0,
    activities: 0,
    smallImportSeconds: 0,
    counts: {},
  };
  for (let pair = 1; pair <= pairs; pair++) {
    await empty(pipeline);
    bench.bareSeconds.push(await bareCopy(pipeline, paths.clean));
    say(`bare COPY ${pair}: ${bench.bareSeconds.at(-1)!.toFixed(1)} s`);
    await empty(pipeline);
    const run = await importOnce(pipeline, { path: paths.messy, file, withSmall: pair === pairs });
    bench.runs.push(run.seconds);
    say(`pipeline ${pair}: ${JSON.stringify(run.seconds)}`);
    bench.activities = Math.max(bench.activities, run.activities);
    bench.smallImportSeconds = run.small ?? 0;
    bench.counts = run.counts;
  }
  bench.ratio = median(bench.runs.map((run) => run.total)) / median(bench.bareSeconds);
  bench.workerPeakMb = await peakMb(platform.parts.worker?.pid ?? 0);
  return bench;
}

async function empty({ pool }: Pipeline): Promise<void> {
  await pool.query('truncate contacts, import_rows, import_batches, import_changes');
  await pool.query('checkpoint');
}

async function bareCopy(pipeline: Pipeline, path: string): Promise<number> {
  const accountId = await pipeline.newAccount();
  const client = await pipeline.pool.connect();
  try {
    await client.query(`alter table contacts alter account_id set default ${accountId}`);
    const started = performance.now();
    await pipe(
      createReadStream(path, { highWaterMark: 1 << 20 }),
      client.query(copyFrom(`copy contacts (${cleanColumns}) from stdin`)),
    );
    return (performance.now() - started) / 1000;
  } finally {
    await client.query('alter table contacts alter account_id drop default');
    client.release();
  }
}

async function importOnce(
  pipeline: Pipeline,
  { path, file, withSmall }: { path: string; file: BenchFile; withSmall: boolean },
) {
  const accountId = await pipeline.newAccount();
  const content = createReadStream(path);
  const importId = await pipeline.upload({
    accountId,
    fields: benchFields,
    content,
    size: file.bytes,
    rows: file.rows,
  });
  const started = performance.now();
  await pipeline.command(importId, 'scanning');
  await pipeline.untilTrue('select row_count is not null from contact_imports where id = $1', importId);
  const scanned = performance.now();
  await pipeline.until(importId, 'awaiting_review');
  const planned = performance.now();
  await pipeline.command(importId, 'importing');
  const small = withSmall ? smallImport(pipeline, importId) : Promise.resolve(null);
  await pipeline.until(importId, 'completed');
  const ended = performance.now();
  const seconds = { scan: scanned - started, plan: planned - scanned, import: ended - planned, total: ended - started };
  return {
    seconds: Object.fromEntries(
      Object.entries(seconds).map(([step, ms]) => [step, Math.round(ms / 10) / 100]),
    ) as typeof seconds,
    small: await small,
    activities: await activityCount(pipeline, importId),
    counts: await checked(pipeline, importId, file),
  };
}

/** Two hundred rows of somebody else, from upload to the end, while the large import writes. */
async function smallImport(pipeline: Pipeline, largeImport: string): Promise<number> {
  await pipeline.untilTrue(
    `select count(*) > 0 from import_batches where import_id = $1 and kind = 'apply'`,
    largeImport,
  );
  const started = performance.now();
  const people = Array.from({ length: 200 }, (_, i) => `Ann,Small${i},small${i}@example.com`);
  await pipeline.run({
    accountId: await pipeline.newAccount(),
    fields: { First: 'firstName', Last: 'lastName', Email: 'email' },
    content: `First,Last,Email\n${people.join('\n')}\n`,
  });
  return (performance.now() - started) / 1000;
}

async function checked(pipeline: Pipeline, importId: string, file: BenchFile) {
  const counts = await pipeline.counts(importId);
  const clean = file.rows - file.bad - file.duplicates;
  if (counts.created !== clean || counts.failed !== file.bad || counts.skipped !== file.duplicates)
    throw new Error(`The equation is wrong: ${JSON.stringify(counts)} for ${JSON.stringify(file)}`);
  return counts;
}

async function activityCount({ client }: Pipeline, importId: string): Promise<number> {
  let count = 0;
  await eventually(async () => {
    const { events } = await client.workflow.getHandle(importWorkflow.id(importId)).fetchHistory();
    count = (events ?? []).filter((event) => event.activityTaskScheduledEventAttributes).length;
    return true;
  });
  return count;
}

/** The most memory a process ever had, from the kernel. */
async function peakMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** The middle value, or the mean of the two in the middle; 0 of none. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
