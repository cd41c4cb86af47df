import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPlatform } from '../apps/local/platform.js';
import { Pipeline } from '../test/pipeline.js';
import { benchImport, median } from './import.js';
import { benchLists } from './lists.js';

/** `npm run bench [-- --rows 1000000 --pairs 3]`: imports against bare COPY in turns, then lists over as many contacts. */
const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, pairs: { type: 'string', default: '3' } },
});
const say = (line: string) => console.error(line);
const folder = await mkdtemp(join(tmpdir(), 'porchlight-bench-'));
const platform = await startPlatform({ env: { ...process.env, PORCHLIGHT_DATA: folder }, freePorts: true, say });
const pipeline = Pipeline.open(platform.env);
try {
  const imports = await benchImport(
    { platform, pipeline, folder },
    { rows: Number(values.rows), pairs: Number(values.pairs), say },
  );
  const of = (step: 'scan' | 'plan' | 'import' | 'total') => median(imports.runs.map((run) => run[step])).toFixed(1);
  console.table({
    'rows in the file': imports.rows,
    'bare COPY of the clean rows, s': median(imports.bareSeconds).toFixed(1),
    'scan, s': of('scan'),
    'plan, s': of('plan'),
    'import, s': of('import'),
    'scan + plan + import, s': of('total'),
    'ratio to bare COPY': imports.ratio.toFixed(2),
    'worker at its peak, MB': imports.workerPeakMb,
    activities: imports.activities,
    '200 rows of another account in the middle, s': imports.smallImportSeconds.toFixed(1),
  });
  await pipeline.pool.query('truncate contacts, import_rows, import_batches, import_changes');
  const lists = await benchLists(platform.databaseUrl, { rows: imports.rows, say });
  console.table(Object.fromEntries(lists.map(({ what, ms }) => [what, { ms: Number(ms.toFixed(1)) }])));
  await writeFile('bench/results.json', `${JSON.stringify({ imports, lists }, null, 2)}\n`);
} finally {
  await pipeline.close();
  await platform.stop();
  await rm(folder, { recursive: true, force: true });
}
