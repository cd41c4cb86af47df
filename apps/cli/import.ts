import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ImportState } from '../../domain/imports/states.js';
import type { Import } from '../api/imports/imports.schemas.js';
import { alertLines, outcomeLine, planLine, progressLine, readingLines } from './import-report.js';
import { CannotRun, howToMap, usage, wishedMapping, type Wishes, wishesOf } from './import-wishes.js';
import { type Access, openAccess } from './local-access.js';

/** States in which only a person goes on. */
const stopped = new Set<ImportState>(['failed', 'paused', 'cancelled', 'mapping', 'expired', 'closed']);
/** Tries that a platform which is restarting is given, half a second apart. */
const patience = 20;

/** `npm run import -- FILE`: the same import as in the console, through the same API. */
const say = (line: string) => process.stderr.write(`${line}\n`);
// Stdout is for the result alone, whatever a library may have to say.
console.log = console.info = console.debug = (...words: unknown[]) => say(words.join(' '));

const wantsJson = process.argv.includes('--json');
try {
  const wishes = wishesOf(process.argv.slice(2));
  await checkFile(wishes.file);
  const access = await openAccess(wishes.account, say);
  const onSignal = () => void access.end().then(() => process.exit(1));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    process.exitCode = await run(wishes, access);
  } finally {
    await access.end();
  }
} catch (error) {
  const { message, code = 'failed' } = error as Error & { code?: string };
  say(message);
  if (wantsJson && message !== usage) print({ error: { code, message } });
  process.exitCode = 1;
}

/** @returns the exit code: 0 no row failed, 2 some did, 1 it could not run */
async function run(wishes: Wishes, access: Access): Promise<number> {
  let item = await upload(wishes.file, access);
  const { fields } = await ask<{ fields: { field: string }[] }>(access, 'GET', '/imports/fields');
  const customKeys = fields.flatMap(({ field }) => (field.startsWith('custom:') ? [field.slice(7)] : []));
  const columns = wishedMapping(wishes, { ...item, customKeys });
  item = await ask<Import>(access, 'PUT', `/imports/${item.id}/mapping`, { columns });
  for (const line of readingLines(item)) say(line);
  if (item.mappingProblems.length > 0) {
    if (wishes.json) print(withColumns(item));
    say(howToMap(item.mappingProblems, item.columns));
    return 1;
  }
  await ask(access, 'POST', `/imports/${item.id}/scan`, {});
  item = await until(access, item.id, ['awaiting_review']);
  for (const line of alertLines(item)) say(line);
  if (item.state === 'awaiting_review' && wishes.yes) {
    say(planLine(item));
    await ask(access, 'POST', `/imports/${item.id}/confirm`, {});
    item = await until(access, item.id, ['completed']);
  }
  return conclude(item, wishes);
}

function conclude(item: Import, { yes, json }: Wishes): number {
  if (json) print(withColumns(item));
  const write = (line: string) => (json ? say(line) : void process.stdout.write(`${line}\n`));
  if (item.state === 'awaiting_review' && !yes) {
    write(planLine(item));
    write(`Nothing has been written. Import ${item.id} waits for review; run again with --yes to import.`);
    return item.planned && item.planned.fail > 0 ? 2 : 0;
  }
  write(outcomeLine(item));
  if (item.state !== 'completed') {
    say(item.failure?.sentence ?? `Import ${item.id} is ${item.state.replace('_', ' ')}.`);
    return 1;
  }
  if (item.counts && item.counts.failed > 0) {
    write(`${item.counts.failed} rows need you: correct them on the page of import ${item.id}.`);
    return 2;
  }
  return 0;
}

async function checkFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (!found) throw new CannotRun(`There is no file "${file}".`, 'no_file');
  if (!found.isFile()) throw new CannotRun(`"${file}" is not a file.`, 'no_file');
}

async function upload(file: string, access: Access): Promise<Import> {
  const form = new FormData();
  form.set('file', await openAsBlob(file), basename(file));
  return ask<Import>(access, 'POST', '/imports', form);
}

/** Waits until the import stands in one of the states, or where only a person goes on. */
async function until(access: Access, importId: string, states: ImportState[]): Promise<Import> {
  let told = '';
  for (let nextLine = 0; ;) {
    const item = await ask<Import>(access, 'GET', `/imports/${importId}`);
    if (states.includes(item.state) || stopped.has(item.state)) return item;
    const line = progressLine(item);
    if (line !== told && Date.now() > nextLine) {
      say(line);
      told = line;
      nextLine = Date.now() + 1_000;
    }
    await wait(250);
  }
}

async function ask<T>(access: Access, method: string, path: string, body?: FormData | object): Promise<T> {
  const isForm = body instanceof FormData;
  const headers = { ...access.headers, ...(body && !isForm ? { 'content-type': 'application/json' } : {}) };
  const init = { method, headers, ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}) };
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(`${access.apiUrl}/api${path}`, init).catch(() => null);
    if (answer?.ok) return (await answer.json()) as T;
    const mayPass = !answer || answer.status >= 500;
    if (mayPass && method === 'GET' && attempt < patience) await wait(500);
    else throw await refusal(access, answer);
  }
}

async function refusal({ apiUrl }: Access, answer: Response | null): Promise<CannotRun> {
  if (!answer) return new CannotRun(`Porchlight cannot be reached at ${apiUrl}.`, 'unreachable');
  const problem = (await answer.json().catch(() => ({}))) as { detail?: string; code?: string };
  return new CannotRun(problem.detail ?? `Porchlight answered ${answer.status}.`, problem.code);
}

/** The import as GET answers it; `file` says also which columns were found. */
function withColumns(item: Import) {
  return { ...item, file: { ...item.file, columns: item.columns } };
}

function print(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
