import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { fresh } from './importing.js';
import { platform } from './platform/platform.js';

jest.setTimeout(60_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porchlight-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the command beside the platform of the tests. */
function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, PORCHLIGHT_DATA: platform().folder };
  return new Promise((resolve) => {
    execFile(process.execPath, ['dist/apps/cli/import.js', ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}
async function file(content: string): Promise<string> {
  const path = join(folder, 'contacts.csv');
  await writeFile(path, content);
  return path;
}

it('imports with --yes: exit 2 when rows failed, and one JSON object on stdout', async () => {
  const path = await file(`First;Last;Mail\nAnna;Bell;${fresh('anna')}\nBob;;bob@\n`);
  const { code, stdout } = await run(path, '--yes', '--json');
  const answer = JSON.parse(stdout) as Record<string, unknown>;
  expect(code).toBe(2);
  expect(answer).toMatchObject({
    state: 'completed',
    counts: { created: 1, failed: 1 },
    file: { delimiter: ';', headerRow: 1, columns: [{ header: 'First' }, { header: 'Last' }, { header: 'Mail' }] },
  });
});

it('stops after the scan without --yes, with the equation of the plan', async () => {
  const { code, stdout } = await run(await file(`First,Last,Email\nAnna,Bell,${fresh('anna')}\n`));
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^1 row = 1 new \+ 0 updated \+ 0 unchanged \+ 0 skipped \+ 0 with errors\nNothing has been written/,
  );
});

it('lists the headers when names cannot be suggested, and takes --map', async () => {
  const path = await file('q1,q2,q3\n17,4,5\n18,5,6\n');
  const unsure = await run(path);
  expect(unsure.code).toBe(1);
  expect(unsure.stderr).toMatch(/1 "q1", 2 "q2", 3 "q3".*\n.*--map/);
  const { code, stdout } = await run(path, '--map', 'q1=First name', '--map', '2=lastName', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ mapping: { 0: 'firstName', 1: 'lastName', 2: null } });
  expect([0, 2]).toContain(code);
});

it('says in a sentence what cannot be done, with exit 1', async () => {
  const path = await file('');
  const said = await Promise.all([
    run(path),
    run('nowhere.csv'),
    run(path, '--account', 'nobody'),
    run(path, '--map', 'x'),
  ]);
  expect(said.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
  expect(said.map(({ stderr }) => stderr)).toEqual([
    expect.stringMatching(/empty/),
    expect.stringMatching(/no file "nowhere.csv"/),
    expect.stringMatching(/no account "nobody".*hillside/),
    expect.stringMatching(/--map takes/),
  ]);
});
