import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type Logger } from '@temporalio/worker';

const dist = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The workflows in one file, as workers load them. Bundling takes one to two seconds, so it is done when their code has changed
 * and kept beside it; an image does it beforehand with `node dist/apps/worker/bundle.js`.
 * @returns the path of the bundle
 */
export async function workflowBundle(logger: Logger): Promise<string> {
  const path = join(dist, `workflow-bundle-${digestOfSources()}.js`);
  if (existsSync(path)) return path;
  const { code } = await bundleWorkflowCode({ workflowsPath: join(dist, 'workflows/index.js'), logger });
  // Written aside first: another worker that starts at this moment never sees half a bundle.
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, code);
  renameSync(aside, path);
  return path;
}

/** Workflows may import the domain and nothing else of ours. */
function digestOfSources(): string {
  const hash = createHash('sha256').update(readFileSync(join(dist, '../package-lock.json')));
  for (const folder of ['workflows', 'domain']) {
    const files = readdirSync(join(dist, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.js')).toSorted()) {
      hash.update(file).update(readFileSync(join(dist, folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
