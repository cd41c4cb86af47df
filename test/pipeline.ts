import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { Pool } from 'pg';
import { createPool } from '../database/pool.js';
import type { MappableField } from '../domain/contacts/fields.js';
import { defaultOptions, type ImportOptions } from '../domain/imports/mapping.js';
import type { Counts, ImportState } from '../domain/imports/states.js';
import { openStorage, type Storage } from '../integrations/storage.js';
import { importWorkflow, stateChanged, taskQueues } from '../workflows/protocol.js';

export interface UploadedFile {
  accountId: string;
  /** Header text → field. */
  fields: Record<string, MappableField | null>;
  content: string | Readable;
  size?: number;
  rows?: number;
  fileName?: string;
  options?: Partial<ImportOptions>;
}

/** Drives imports the way the API does, without it: state and fence in the database, then the signal. */
export class Pipeline {
  private constructor(
    readonly pool: Pool,
    readonly storage: Storage,
    private readonly connection: Connection,
    readonly client: Client,
  ) {}

  static open(env: NodeJS.ProcessEnv): Pipeline {
    const connection = Connection.lazy({
      address: env.TEMPORAL_ADDRESS!,
      channelArgs: {
        'grpc.initial_reconnect_backoff_ms': 200,
        'grpc.min_reconnect_backoff_ms': 200,
        'grpc.max_reconnect_backoff_ms': 1_000,
      },
    });
    const client = new Client({ connection });
    return new Pipeline(createPool(env.DATABASE_URL!), openStorage(env.STORAGE_URL!), connection, client);
  }

  async close(): Promise<void> {
    await this.connection.close();
    await this.pool.end();
  }

  async newAccount(): Promise<string> {
    const slug = `t${randomBytes(6).toString('hex')}`;
    const { rows } = await this.pool.query<{ id: string }>(
      'insert into accounts (slug, name) values ($1, $1) returning id',
      [slug],
    );
    return rows[0]!.id;
  }

  /** A comma separated UTF-8 file with a header in its first line, as it stands after upload and mapping. */
  async upload({
    accountId,
    fields,
    content,
    size,
    rows,
    fileName = 'people.csv',
    options,
  }: UploadedFile): Promise<string> {
    const headers = Object.keys(fields);
    const key = `imports/test-${randomBytes(8).toString('hex')}`;
    await this.storage.write(key, typeof content === 'string' ? Readable.from([Buffer.from(content)]) : content);
    const estimate = rows ?? (typeof content === 'string' ? content.split('\n').length : 0);
    const inserted = await this.pool.query<{ id: string }>(
      `insert into contact_imports (account_id, file_name, file_key, text_key, file_size, file_sha256, file_format, columns, mapping,
         options, estimated_rows)
       values ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
      [
        accountId,
        fileName,
        key,
        size ?? Buffer.byteLength(content as string),
        createHash('sha256').update(key).digest(),
        { encoding: 'utf-8', delimiter: ',', quote: '"', escape: '"', headerRow: 1, newline: '\n' },
        JSON.stringify(
          headers.map((header, index) => ({ index, header, samples: [], filled: 1, kind: 'text', suggestion: null })),
        ),
        Object.fromEntries(headers.map((header, index) => [index, fields[header]])),
        { ...defaultOptions, ...options },
        estimate,
      ],
    );
    return inserted.rows[0]!.id;
  }

  /** Moves the import as a command does, then wakes its workflow, however long the engine is away. */
  async command(
    importId: string,
    state: ImportState,
    { trialRows = null }: { trialRows?: number | null } = {},
  ): Promise<void> {
    await this.pool.query(
      `update contact_imports set state = $2, fence = fence + 1, trial_rows = $3,
         resume_state = case when $2 in ('paused') then state end, failure_code = null, failure_sentence = null where id = $1`,
      [importId, state, trialRows],
    );
    await this.wake(importId);
  }

  async wake(importId: string): Promise<void> {
    const start = () =>
      this.client.workflow.signalWithStart(importWorkflow.type, {
        workflowId: importWorkflow.id(importId),
        taskQueue: taskQueues.workflows,
        args: importWorkflow.args(importId),
        signal: stateChanged,
        signalArgs: [],
      });
    await eventually(() => this.client.withDeadline(Date.now() + 2_000, start).then(Boolean, () => false));
  }

  async state(importId: string): Promise<ImportState> {
    const { rows } = await this.pool.query<{ state: ImportState }>('select state from contact_imports where id = $1', [
      importId,
    ]);
    return rows[0]!.state;
  }

  /** Waits until the import stands in one of these states; bad luck (`failed`) ends the wait with its sentence. */
  async until(importId: string, ...states: ImportState[]): Promise<void> {
    await eventually(async () => {
      const found = await this.pool
        .query<{ state: ImportState; failure_sentence: string }>(
          'select state, failure_sentence from contact_imports where id = $1',
          [importId],
        )
        .catch(() => null);
      const row = found?.rows[0];
      if (row?.state === 'failed' && !states.includes('failed'))
        throw new Error(`import failed: ${row.failure_sentence}`);
      return row !== undefined && states.includes(row.state);
    });
  }

  /** Waits for a statement about one import, whose only column is a boolean. */
  async untilTrue(sql: string, importId: string): Promise<void> {
    await eventually(async () => {
      const { rows } = await this.pool.query<Record<string, boolean>>(sql, [importId]);
      return Object.values(rows[0] ?? {})[0] === true;
    });
  }

  /** From mapping to the end. */
  async run(file: UploadedFile): Promise<string> {
    const importId = await this.upload(file);
    await this.command(importId, 'scanning');
    await this.until(importId, 'awaiting_review');
    await this.command(importId, 'importing');
    await this.until(importId, 'completed');
    return importId;
  }

  async counts(importId: string): Promise<Counts & { rowCount: number }> {
    const { rows } = await this.pool.query(
      `select row_count as "rowCount", created, updated, unchanged, skipped, failed, not_processed as "notProcessed"
       from import_counts where import_id = $1`,
      [importId],
    );
    return rows[0];
  }
}

export async function eventually(check: () => Promise<boolean>, everyMs = 50): Promise<void> {
  while (!(await check())) await wait(everyMs);
}
