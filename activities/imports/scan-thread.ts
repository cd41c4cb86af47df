import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { compileJudge } from '../../domain/imports/judge.js';
import { readRecords } from '../../integrations/reader/read-records.js';
import { openStorage } from '../../integrations/storage.js';
import { copyLine } from './copy-text.js';
import { partOf } from './parts.js';
import { asFault, type ScanJob, type StagedBatch } from './scan-job.js';
import { AlertCounter } from './alert-counter.js';

/**
 * Reads and judges a file beside the thread that writes, so that parsing and COPY overlap. Sends batches that are ready for
 * COPY, rows in order of their part; waits for a credit before each.
 */
const job = workerData as ScanJob;
const port = parentPort!;

async function scan() {
  const judge = compileJudge(job.plan, job.today);
  const ids = `${job.importId}\t${job.accountId}`;
  const headerRow = job.format.headerRow ?? 0;
  const source = await openStorage(job.storageUrl).read(job.textKey);
  for await (const { records } of readRecords(source, job.format, { batchSize: job.batchRows })) {
    const rows = records.filter((record) => record.number > headerRow && record.number > job.afterRow);
    if (rows.length === 0) continue;
    const parts: string[][] = Array.from({ length: job.bounds.length + 1 }, () => []);
    const alerts = new AlertCounter();
    let failed = 0;
    for (const record of rows) {
      const row = judge(record.cells);
      const part = partOf(row.emailNormalized, record.number, job.bounds);
      if (row.failed) failed++;
      alerts.add(row.issues, record.number);
      parts[part]!.push(copyLine(ids, record, { row, part, columns: job.columns }));
    }
    const copy = new TextEncoder().encode(parts.map((lines) => lines.join('')).join(''));
    const batch: StagedBatch = {
      kind: 'batch',
      copy,
      rows: rows.length,
      failed,
      alerts: alerts.list(),
      firstRow: rows[0]!.number,
      lastRow: rows.at(-1)!.number,
    };
    await once(port, 'message');
    port.postMessage(batch, [copy.buffer]);
  }
}

try {
  await scan();
  port.postMessage({ kind: 'end' });
} catch (error) {
  port.postMessage({ kind: 'fault', ...asFault(error) });
}
port.close();
