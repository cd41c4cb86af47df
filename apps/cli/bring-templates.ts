import { installTemplates } from '../../database/mail-templates.js';
import { createPool } from '../../database/pool.js';
import { inTransaction } from '../../database/transaction.js';
import { defaultTemplates } from '../../domain/mail/defaults/list.js';
import { compileMjml } from '../../integrations/mail/mjml.js';

/** After the migrations: the mail templates of this release. @returns the kinds that got a new version */
export async function bringTemplates(databaseUrl: string): Promise<string[]> {
  const pool = createPool(databaseUrl, { max: 1 });
  try {
    return await inTransaction(pool, (tx) => installTemplates(tx, defaultTemplates, compileMjml));
  } finally {
    await pool.end();
  }
}
