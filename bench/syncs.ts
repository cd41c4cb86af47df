import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { PracticeLogin } from '../test/practice-crm.js';
import { SyncScene } from '../test/syncing.js';
import { databaseCpuMs, processCpuMs } from './processor.js';

export interface SyncFigures {
  people: number;
  /** A loop that asks for page after page at the same limits and throws them away. */
  bareSeconds: number;
  /** From the button to everybody being in. */
  syncSeconds: number;
  ratio: number;
  /** Processor time of the worker and the database for each page; within the limits a page has 84 ms. */
  cpuMsPerPage: number;
  /** The same again with nothing changed: a complete scan. */
  scanSeconds: number;
  /** Processes that wanted a processor in the last minute of the first sync, on average: ours and those of others. */
  load: number;
}

/** Follow Up Boss's limit of an app that is not registered, as the connector keeps it: so many calls in any ten seconds. */
const limit = { calls: 125, perMs: 10_000 };

const pageSize = 100;

/** Seconds; a hundred thousand people take eighty at these limits. */
const patience = 1_200;

/** A first sync of so many people, against a bare client that only pages through the same CRM at the same limits. */
export async function benchSyncs({
  people,
  say,
}: {
  people: number;
  say: (line: string) => void;
}): Promise<SyncFigures> {
  const scene = await SyncScene.begin();
  try {
    const login = scene.login(people);
    const bareSeconds = await seconds(() => pageThrough(scene.crm.origin, login, people));
    say(`bare pager: ${bareSeconds.toFixed(1)} s`);
    let connectionId = '';
    const cpuMs = await cpuOf(scene);
    const syncSeconds = await seconds(async () => {
      connectionId = await scene.connect(login);
      await scene.reaches(connectionId, 'everybody is in', ({ lastRun, run }) => !run && lastRun !== null, patience);
    });
    const cpuMsPerPage = ((await cpuOf(scene)) - cpuMs) / Math.ceil(people / pageSize);
    const load = loadavg()[0]!;
    say(`first sync: ${syncSeconds.toFixed(1)} s, load ${load.toFixed(1)}`);
    const { contacts } = await scene.get(connectionId);
    if (contacts !== people) throw new Error(`${contacts} of ${people} people came in`);
    const scanSeconds = await seconds(() => scene.sync(connectionId, { everything: true, seconds: patience }));
    return { people, bareSeconds, syncSeconds, ratio: syncSeconds / bareSeconds, cpuMsPerPage, scanSeconds, load };
  } finally {
    await scene.end();
  }
}

async function cpuOf({ own: { pipeline, platform } }: SyncScene): Promise<number> {
  const database = (await databaseCpuMs(pipeline.pool)) ?? Number.NaN;
  return database + (await processCpuMs(platform.parts.worker?.pid ?? 0));
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Members as the CRM writes them. */
type Page = { people: unknown[] } & Record<'_metadata', { nextLink?: string }>;

async function pageThrough(origin: string, { key }: PracticeLogin, people: number): Promise<void> {
  const headers = { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` };
  const sent: number[] = [];
  let url: string | undefined = `${origin}/v1/people?limit=${pageSize}`;
  let met = 0;
  while (url) {
    while (sent.length >= limit.calls && sent[0]! > Date.now() - limit.perMs) await wait(5);
    if (sent.length >= limit.calls) sent.shift();
    sent.push(Date.now());
    const page = (await (await fetch(url, { headers })).json()) as Page;
    met += page.people.length;
    url = page['_metadata'].nextLink;
  }
  if (met !== people) throw new Error(`The bare pager met ${met} of ${people} people`);
}
