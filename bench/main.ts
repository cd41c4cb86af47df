import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exportKinds } from '../apps/api/campaigns/export-kinds.js';
import { startPlatform } from '../apps/local/platform.js';
import { Pipeline } from '../test/pipeline.js';
import { benchFirstPaint } from './first-paint.js';
import { benchFreeze } from './campaigns-freeze.js';
import { benchBeside } from './beside.js';
import { benchCampaigns } from './campaigns.js';
import { benchImport, median } from './import.js';
import { benchLists } from './lists.js';
import { benchExports, type ExportTime } from './exports.js';
import { benchSyncs } from './syncs.js';

/**
 * `npm run bench [-- [imports|syncs|freeze|campaigns|beside|exports|paint] --rows 1000000 --pairs 3 --people 100000]`: imports against bare
 * COPY in turns, then lists over as many contacts; a first sync against a bare pager of the same CRM; a campaign's audience frozen,
 * reviewed and prepared; sending beside a bare process; fifty invitations beside as many as are sent there; the files of a campaign,
 * of some alone with `--files plan,attempts`. Freeze and files may be measured in a folder that stays, with `--data FOLDER`: people
 * and campaign are written once. `paint`: how soon a homeowner on a slow phone sees something. Without a word, all of it.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '1000000' },
    pairs: { type: 'string', default: '3' },
    people: { type: 'string', default: '100000' },
    recipients: { type: 'string', default: '100000' },
    senders: { type: 'string', default: '2' },
    connections: { type: 'string', default: '50' },
    files: { type: 'string', default: exportKinds.join(',') },
    data: { type: 'string' },
  },
});
const say = (line: string) => console.error(line);
const results = 'bench/results.json';

const kept = async <T>(): Promise<T> => JSON.parse(await readFile(results, 'utf8').catch(() => '{}')) as T;

/** Puts figures beside those of other parts. */
async function keep(figures: object): Promise<void> {
  const before = await kept<object>();
  await writeFile(results, `${JSON.stringify({ ...before, ...figures }, null, 2)}\n`);
}

async function importsAndLists(): Promise<void> {
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
    await pipeline.pool.query('truncate contacts, import_rows, import_batches, import_changes cascade');
    const lists = await benchLists(platform.databaseUrl, { rows: imports.rows, say });
    console.table(Object.fromEntries(lists.map(({ what, ms }) => [what, { ms: Number(ms.toFixed(1)) }])));
    await keep({ imports, lists });
  } finally {
    await pipeline.close();
    await platform.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function syncs(): Promise<void> {
  const figures = await benchSyncs({ people: Number(values.people), say });
  console.table({
    'people at the CRM': figures.people,
    'bare pager at the same limits, s': figures.bareSeconds.toFixed(1),
    'first sync, s': figures.syncSeconds.toFixed(1),
    'ratio to the bare pager': figures.ratio.toFixed(2),
    'processor time of a page, ms': figures.cpuMsPerPage.toFixed(0),
    'complete scan with nothing changed, s': figures.scanSeconds.toFixed(1),
    'load of the machine': figures.load.toFixed(1),
  });
  await keep({ syncs: figures });
}

async function freeze(): Promise<void> {
  const folder = values.data ?? (await mkdtemp(join(tmpdir(), 'porchlight-bench-')));
  const platform = await startPlatform({ env: { ...process.env, PORCHLIGHT_DATA: folder }, freePorts: true, say });
  try {
    const figures = await benchFreeze({ platform, rows: Number(values.rows), say });
    console.table({
      candidates: figures.candidates,
      'found eligible': figures.eligible,
      'freeze, s': figures.freezeSeconds.toFixed(1),
      'processor time of the freeze, s': figures.freezeCpuSeconds.toFixed(1),
      'the review as its page asks for it, ms': figures.reviewMs.toFixed(0),
      'a page of one verdict, the slowest, ms': figures.verdictMs.toFixed(0),
      'Hubs and invitations made a second': figures.preparedPerSecond.toFixed(0),
      'processor time of each, ms': figures.preparedCpuMsEach.toFixed(2),
      'load of the machine': figures.load.toFixed(1),
    });
    await keep({ freeze: figures });
  } finally {
    await platform.stop();
    if (!values.data) await rm(folder, { recursive: true, force: true });
  }
}

const placeOf = ({ what }: ExportTime) => exportKinds.indexOf(what);

/** Files that are not asked for keep the figures that they had. */
async function exportFiles(): Promise<void> {
  const folder = values.data ?? (await mkdtemp(join(tmpdir(), 'porchlight-bench-')));
  const platform = await startPlatform({ env: { ...process.env, PORCHLIGHT_DATA: folder }, freePorts: true, say });
  try {
    const asked = exportKinds.filter((kind) => values.files.split(',').includes(kind));
    const measured = await benchExports(platform, { recipients: Number(values.rows), kinds: asked, say });
    console.table(measured);
    const { exports: before = [] } = await kept<{ exports?: ExportTime[] }>();
    const others = before.filter(({ what }) => !asked.includes(what));
    await keep({ exports: [...others, ...measured].toSorted((a, b) => placeOf(a) - placeOf(b)) });
  } finally {
    await platform.stop();
    if (!values.data) await rm(folder, { recursive: true, force: true });
  }
}

/** Sending, from the first mail that the sink took to the last. */
async function campaigns(): Promise<void> {
  const figures = await benchCampaigns({
    recipients: Number(values.recipients),
    senders: Number(values.senders),
    connections: Number(values.connections),
    say,
  });
  const bare = Math.max(figures.bareBefore, figures.bareAfter);
  console.table(
    Object.fromEntries(
      figures.runs.map((run) => [
        `${run.recipients} recipients, ${run.dkim ? 'signed (RSA-2048)' : 'unsigned'}`,
        {
          'mails/s': Math.round(run.perSecond),
          'bare process, mails/s': Math.round(bare),
          'bare : sender': (bare / run.perSecond).toFixed(1),
          'CPU of senders, ms each': run.cpuMsEach.toFixed(3),
          'CPU of the database, ms each': run.databaseMsEach?.toFixed(3) ?? '',
          'RSS at its peak, MB': run.peakMb,
          'bytes each': run.mailBytes,
        },
      ]),
    ),
  );
  await keep({ campaigns: figures });
}

/** Fifty invitations while as many as asked for are being sent. */
async function beside(): Promise<void> {
  const figures = await benchBeside({ recipients: Number(values.recipients), invites: 50, say });
  const { alone, beside: busy, recipients, mailedBefore, mailedAfter } = figures;
  console.table(
    Object.fromEntries(
      Object.entries({ alone, [`beside ${recipients}, of whom ${mailedAfter - mailedBefore} were mailed`]: busy }).map(
        ([title, times]) => [
          `${figures.invites} invitations ${title}`,
          {
            'from making to review, s': times.reviewSeconds.toFixed(2),
            'from approval to first mail, s': times.firstMailSeconds.toFixed(2),
            'to last mail, s': times.lastMailSeconds.toFixed(2),
          },
        ],
      ),
    ),
  );
  await keep({ beside: figures });
}

const wanted = (part: string) => positionals.length === 0 || positionals.includes(part);
if (wanted('imports')) await importsAndLists();
if (wanted('syncs')) await syncs();
if (wanted('freeze')) await freeze();
if (wanted('exports')) await exportFiles();
if (wanted('campaigns')) await campaigns();
if (wanted('beside')) await beside();
if (wanted('paint')) {
  const paint = await benchFirstPaint(say);
  console.table(paint);
  await keep({ paint });
}
