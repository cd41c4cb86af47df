import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cliVersion, findTemporal, TemporalMissing } from '../apps/local/temporal.js';

const cachedName = `temporal-${cliVersion}-${process.platform}-${process.arch}`;
const current = 'temporal version 1.8.2 (Server 1.31.2, UI 2.50.1)';
const old = 'temporal version 1.1.0 (Server 1.25.0, UI 2.30.0)';

/** Nothing listens there: the SDK's download is refused at once, on any network. */
const closedNetwork = { HTTPS_PROXY: 'http://127.0.0.1:1', https_proxy: 'http://127.0.0.1:1' };

let folder: string;
let said: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porchlight-temporal-'));
  said = [];
});
afterEach(() => rm(folder, { recursive: true }));

async function program(path: string, script: string) {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}
const cli = (path: string, version = current) => program(path, `echo '${version}'`);

/** Takes the place of the Go tool: notes each build, and writes what a build would write after `-o`. */
const go = (answer = '') =>
  program(
    'bin/go',
    `echo build >> ${folder}/builds
${answer}
while [ "$1" != -o ]; do shift; done
/bin/cat > "$2" <<'END'
#!/bin/sh
echo '${current}'
END`,
  );

const find = (env: NodeJS.ProcessEnv = {}) =>
  findTemporal({
    env: { ...closedNetwork, PATH: join(folder, 'bin'), PORCHLIGHT_CACHE: join(folder, 'cache'), ...env },
    say: (line) => said.push(line),
  });
const refusal = (env: NodeJS.ProcessEnv = {}) =>
  find(env).then(
    ({ origin }) => `found by ${origin}`,
    (error: unknown) => (error instanceof TemporalMissing ? error.message : error),
  );

it('takes TEMPORAL_CLI_PATH before one on PATH', async () => {
  await cli('bin/temporal');
  const path = await cli('mine/temporal');
  await expect(find({ TEMPORAL_CLI_PATH: path })).resolves.toMatchObject({ path, origin: 'TEMPORAL_CLI_PATH' });
});

it('says that TEMPORAL_CLI_PATH is wrong instead of taking another', async () => {
  await cli('bin/temporal');
  await expect(refusal({ TEMPORAL_CLI_PATH: '/nowhere/temporal' })).resolves.toMatch(
    /^TEMPORAL_CLI_PATH names \/nowhere\/temporal, which is not a Temporal CLI/,
  );
  await expect(refusal({ TEMPORAL_CLI_PATH: await cli('old', old) })).resolves.toMatch(/server 1\.25\.0, older than/);
});

it('takes one on PATH before the cache', async () => {
  const path = await cli('bin/temporal');
  await cli(`cache/${cachedName}`);
  await expect(find()).resolves.toMatchObject({ path, version: { cli: '1.8.2', server: '1.31.2' } });
});

it('leaves an old one on PATH aside, says so, and takes the cache', async () => {
  await cli('bin/temporal', old);
  const path = await cli(`cache/${cachedName}`);
  await expect(find()).resolves.toMatchObject({ path });
  expect(said.join()).toContain('is left aside: it is one with server 1.25.0');
});

it('builds with Go after a refused download, says so, and keeps what it built', async () => {
  await go();
  await expect(find()).resolves.toMatchObject({ origin: 'a build with Go', path: join(folder, 'cache', cachedName) });
  expect(said.join()).toMatch(/Downloading Temporal .*Building Temporal/);
  await expect(find()).resolves.toMatchObject({ origin: expect.stringContaining('the cache') as string });
  await expect(readFile(join(folder, 'builds'), 'utf8')).resolves.toBe('build\n');
}, 60_000);

it('replaces a cached file that does not run', async () => {
  await go();
  await program(`cache/${cachedName}`, 'exit 1');
  await expect(find()).resolves.toMatchObject({ origin: 'a build with Go', version: { server: '1.31.2' } });
}, 60_000);

it('builds once when two start at the same time, also after a build that was killed', async () => {
  await go();
  await mkdir(join(folder, 'cache'));
  const nobody = 2 ** 22 + 1;
  await writeFile(join(folder, 'cache', `${cachedName}.lock`), String(nobody));
  const found = await Promise.all([find(), find()]);
  expect(new Set(found.map(({ path }) => path)).size).toBe(1);
  await expect(readFile(join(folder, 'builds'), 'utf8')).resolves.toBe('build\n');
}, 60_000);

it('gives the reason of each way and says what to install when none works', async () => {
  await expect(refusal()).resolves.toMatch(
    /the download from temporal\.download failed: .*; there is no Go on PATH.*Install the Temporal CLI .* or Go/s,
  );
  await go('echo "go: module not found" >&2; exit 1');
  await expect(refusal()).resolves.toContain('the build with Go failed: go: module not found');
}, 60_000);
