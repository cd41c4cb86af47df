/** `npm test`: builds, runs the three lanes one after the other, and says on the last line what passed in all of them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const lanes = ['unit', 'platform', 'browser'];
const root = fileURLToPath(new URL('..', import.meta.url));
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

async function run(command, args) {
  const [code] = await once(spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }), 'exit');
  return code;
}

/** What a lane's report says; a lane or a file that could not even run is one failure, and so is a skipped test. */
async function runLane(lane, folder) {
  const report = join(folder, `${lane}.json`);
  console.log(`\n— ${lane} —`);
  const code = await run(process.execPath, [...jest, '--selectProjects', lane, '--json', `--outputFile=${report}`]);
  const text = await readFile(report, 'utf8').catch(() => '');
  if (!text) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = JSON.parse(text);
  const failed = numFailedTests + numPendingTests + numTodoTests + numRuntimeErrorTestSuites;
  return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

const folder = await mkdtemp(join(tmpdir(), 'porchlight-lanes-'));
const results = [];
if ((await run('npm', ['run', '--silent', 'build'])) === 0)
  for (const lane of lanes) results.push({ lane, ...(await runLane(lane, folder)) });
else results.push({ lane: 'build', passed: 0, failed: 1 });
await rm(folder, { recursive: true });

console.log('');
for (const { lane, passed, failed } of results) console.log(`${lane}: ${passed} of ${passed + failed}`);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);
