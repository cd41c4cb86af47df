import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ImportableColumn } from '../../domain/contacts/fields.js';
import type { JudgePlan } from '../../domain/imports/judge.js';
import type { FileFormat } from '../../integrations/reader/format.js';
import { UnreadableFile } from '../../integrations/reader/unreadable.js';
import { FileMissing } from '../../integrations/storage.js';
import type { AlertCount } from './alert-counter.js';
import { type FaultCode, ImportFault } from './faults.js';

/** What the reading thread is told. */
export interface ScanJob {
  importId: string;
  accountId: string;
  storageUrl: string;
  textKey: string;
  format: FileFormat;
  plan: JudgePlan;
  /** `YYYY-MM-DD`. */
  today: string;
  columns: ImportableColumn[];
  bounds: string[];
  /** Row number of the last committed row: reading goes on behind it. */
  afterRow: number;
  batchRows: number;
}

export interface StagedBatch {
  kind: 'batch';
  /** COPY text of all rows, in order of part. */
  copy: Uint8Array<ArrayBuffer>;
  rows: number;
  failed: number;
  firstRow: number;
  lastRow: number;
  alerts: AlertCount[];
}

type ThreadMessage = StagedBatch | { kind: 'end' } | ({ kind: 'fault' } & ThreadFault);
interface ThreadFault {
  code: FaultCode | 'other';
  sentence?: string;
  /** Name or system code of an error that is no fault of the import; its message stays in the thread. */
  name: string;
}

export function asFault(error: unknown): ThreadFault {
  const { name, code } = error as { name?: string; code?: string };
  if (error instanceof UnreadableFile) return { code: 'file_unreadable', sentence: error.message, name: error.name };
  if (error instanceof FileMissing) return { code: 'file_missing', sentence: error.message, name: error.name };
  if (error instanceof ImportFault) return { code: error.code, sentence: error.sentence, name: error.name };
  return { code: 'other', name: code ?? name ?? 'Error' };
}

/** Batches are small; without a limit the collector would let their remains pile up. */
const resourceLimits = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 48 };

/** Batches that wait for COPY while the next is read. */
const credits = 2;

/** Runs the reading thread; yields its batches until the file has ended. Leaving the loop early ends the thread. */
export async function* stagedBatches(job: ScanJob): AsyncGenerator<StagedBatch> {
  const thread = new Worker(new URL('./scan-thread.js', import.meta.url), { workerData: job, resourceLimits });
  try {
    for (let i = 0; i < credits; i++) thread.postMessage('more', []);
    for await (const [message] of on(thread, 'message', { close: ['exit'] }) as AsyncIterable<[ThreadMessage]>) {
      if (message.kind === 'end') return;
      if (message.kind === 'fault') throw thrown(message);
      yield message;
      thread.postMessage('more', []);
    }
    throw new Error('the reading thread ended early');
  } finally {
    await thread.terminate();
  }
}

function thrown({ code, sentence, name }: ThreadFault): Error {
  if (code !== 'other') return new ImportFault(code, sentence);
  return Object.assign(new Error('the reading thread met an error'), { name, code: name });
}
