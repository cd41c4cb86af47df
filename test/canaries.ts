import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';

/** Every table of every schema that has a row with the word in any column, also as bytes, and in how many rows. */
export async function tablesWith(pool: Pool, word: string): Promise<Record<string, number>> {
  const { rows: tables } = await pool.query<{ schema: string; name: string }>(
    `select table_schema as schema, table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  if (tables.length < 40) throw new Error('The walk does not see the tables');
  const spellings = [word, word.toLowerCase(), word.toUpperCase(), word[0]!.toUpperCase() + word.slice(1)];
  const pattern = [word, ...spellings.map((spelling) => Buffer.from(spelling).toString('hex'))].join('|');
  const found: Record<string, number> = {};
  for (const { schema, name } of tables) {
    const { rows } = await pool.query<{ count: number }>(
      `select count(*)::int from "${schema}"."${name}" t where t::text ~* $1`,
      [pattern],
    );
    if (rows[0]!.count > 0) found[`${schema}.${name}`] = rows[0]!.count;
  }
  return found;
}

/** Files below a folder that hold the word in their content or name. */
export async function filesWith(folder: string, word: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path, 'latin1').catch(() => '');
    if (`${path}\n${content}`.toLowerCase().includes(word.toLowerCase())) found.push(path);
  }
  return found;
}

export const storageFolder = (storageUrl: string): string => fileURLToPath(storageUrl);
