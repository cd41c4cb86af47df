import { installTemplates } from '../../database/mail-templates.js';
import { createPool } from '../../database/pool.js';
import { defaultTemplates } from '../../domain/mail/defaults/list.js';
import { compileMjml } from '../../integrations/mail/mjml.js';

/** After the migrations: the mail templates of this release. @returns the kinds that got a new version */
export async function bringTemplates(databaseUrl: string): Promise<string[]> {
  const pool = createPool(databaseUrl, { max: 1 });
  const client = await pool.connect();
  try {
    await client.query('begin');
    const kinds = await installTemplates(client, defaultTemplates, compileMjml);
    await client.query('commit');
    return kinds;
  } finally {
    client.release();
    await pool.end();
  }
}
