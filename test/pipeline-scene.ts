import type { ImportOptions } from '../domain/imports/mapping.js';
import { Pipeline } from './pipeline.js';
import { platform } from './platform/platform.js';

const fields = {
  First: 'firstName',
  Last: 'lastName',
  Email: 'email',
  Phone: 'phone',
  City: 'city',
  Tags: 'tags',
} as const;

/** The text of a file with the columns First, Last, Email, Phone, City, Tags. */
export const file = (...lines: string[]) => `${Object.keys(fields).join(',')}\n${lines.join('\n')}\n`;

export const equation = { created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0, notProcessed: 0 };

/** An account of its own on the lane's platform, and its imports from upload to end. */
export class Scene {
  private constructor(
    readonly pipeline: Pipeline,
    readonly accountId: string,
  ) {}

  static open(): Pipeline {
    return Pipeline.open(platform().env);
  }

  static async begin(pipeline: Pipeline): Promise<Scene> {
    return new Scene(pipeline, await pipeline.newAccount());
  }

  run(content: string, options?: Partial<ImportOptions>): Promise<string> {
    return this.pipeline.run({ accountId: this.accountId, fields, content, ...(options && { options }) });
  }

  async scanned(content: string, options?: Partial<ImportOptions>): Promise<string> {
    const upload = { accountId: this.accountId, fields, content, ...(options && { options }) };
    const importId = await this.pipeline.upload(upload);
    await this.pipeline.command(importId, 'scanning');
    await this.pipeline.until(importId, 'awaiting_review');
    return importId;
  }

  async imported(importId: string) {
    await this.pipeline.command(importId, 'importing');
    await this.pipeline.until(importId, 'completed');
  }

  async contacts() {
    const { rows } = await this.pipeline.pool.query(
      'select id, first_name, last_name, email, phone, city, tags, version, import_row, unsubscribed from contacts where account_id = $1 order by id',
      [this.accountId],
    );
    return rows;
  }

  async outcomes(importId: string) {
    const { rows } = await this.pipeline.pool.query<{ row_number: number; outcome: string; codes: string[] }>(
      `select row_number, row_outcome(r) as outcome, array(select i ->> 'code' from jsonb_array_elements(issues) i) as codes
       from import_rows r where import_id = $1 order by row_number`,
      [importId],
    );
    return rows;
  }
}
