import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import {
  bundleWorkflowCode,
  DefaultLogger,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';

jest.setTimeout(240_000);
const histories = fileURLToPath(new URL('../test/histories/', import.meta.url));
const recorded = (name: string) => historyFromJSON(JSON.parse(readFileSync(`${histories}${name}`, 'utf8')));

let workflowBundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  const logger = new DefaultLogger('ERROR');
  Runtime.install({ logger, shutdownSignals: [] });
  workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./index.ts', import.meta.url)),
    logger,
  });
});
afterAll(() => Runtime.instance().shutdown());

const names = readdirSync(histories).filter((name) => name.endsWith('.json'));

it.each([
  ['ask', ['synced']],
  ['campaign', ['cancelled', 'completed', 'expired', 'failed', 'paused', 'reminded']],
  ['files', ['removed']],
  ['import', ['cancelled', 'completed', 'failed', 'paused', 'undone']],
  ['invitation', ['claimed', 'expired', 'paused', 'reminded', 'renewed', 'revoked']],
  ['notice', ['deferred', 'dropped', 'sent', 'unknown']],
  ['sweep', ['woken']],
  ['sync', ['disconnected', 'limited', 'paused', 'reconnected', 'synced']],
])('has a history of every way it can go: %s', (kind, ways) => {
  const recordedOnes = names.filter((name) => name.startsWith(`${kind}-`));
  expect(recordedOnes).toEqual(ways.map((way) => `${kind}-${way}.json`));
});

it.each(names)('goes on with what an earlier version has begun: %s', async (name) => {
  await expect(Worker.runReplayHistory({ workflowBundle }, recorded(name))).resolves.toBeUndefined();
});

it('would notice a step that has changed', async () => {
  const history = recorded('import-completed.json');
  const scheduled = history.events?.find(
    (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'scanFile',
  );
  scheduled!.activityTaskScheduledEventAttributes!.activityType!.name = 'readFile';
  await expect(Worker.runReplayHistory({ workflowBundle }, history)).rejects.toThrow(/TMPRL1100|[Nn]ondeterminism/);
});
