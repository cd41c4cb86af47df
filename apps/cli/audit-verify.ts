import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Pool } from 'pg';
import { createPool } from '../../database/pool.js';
import { describeBrokenLink, verifyAudit } from '../../database/verify-audit.js';
import { type KeptFile, verifyHeads } from '../../database/verify-heads.js';
import { AuditFiles } from '../../integrations/audit-files.js';
import { readVariables } from '../../integrations/config.js';
import { openStorage } from '../../integrations/storage.js';
import { findDatabaseUrl } from './database-url.js';

/**
 * `npm run audit:verify [-- --heads FILE]`: exit 0 when every chain is whole and is what the daily heads say, which are kept outside
 * of the database; 1 with the first broken link, or when it could not look. `--heads` adds a file, or a folder of them, that was
 * kept elsewhere: the text of a mail of audit heads.
 */
async function main(): Promise<string> {
  const { values } = parseArgs({ options: { heads: { type: 'string' } } });
  const pool = createPool(await findDatabaseUrl(), { max: 1 });
  try {
    const { broken, events } = await verifyAudit(pool);
    if (broken) throw new Error(`The audit trail is broken. ${describeBrokenLink(broken)}`);
    const said = [await holdTo(pool, await storedFiles(), { areSome: false })];
    if (values.heads) said.push(await holdTo(pool, await givenFiles(values.heads), { areSome: true }));
    const days = said.reduce((sum, count) => sum + count, 0);
    const heads = days === 0 ? 'No daily heads were found to hold it to' : `It is what ${days} daily heads say`;
    return `The audit trail is whole: ${events} events, every chain in order up to its head. ${heads}.`;
  } finally {
    await pool.end();
  }
}

async function holdTo(pool: Pool, files: KeptFile[], { areSome }: { areSome: boolean }): Promise<number> {
  const { days, broken, fileProblem } = await verifyHeads(pool, files, { areSome });
  if (broken) throw new Error(`The audit trail is broken. ${describeBrokenLink(broken)}`);
  if (fileProblem) throw new Error(`The daily heads are not as they were written. ${fileProblem}`);
  return days;
}

/** Of the storage that the settings name, else of the local platform in this folder. */
function storedFiles(): Promise<KeptFile[]> {
  const { STORAGE_URL, PORCHLIGHT_DATA } = readVariables(process.env);
  const url = STORAGE_URL ?? pathToFileURL(join(resolve(PORCHLIGHT_DATA), 'files')).href;
  return new AuditFiles(openStorage(url)).list();
}

/** A mail may say something above the file: it begins at its title. */
async function givenFiles(path: string): Promise<KeptFile[]> {
  const isFolder = (await stat(path)).isDirectory();
  const paths = isFolder ? (await readdir(path)).toSorted().map((name) => join(path, name)) : [path];
  return Promise.all(
    paths.map(async (one) => {
      const text = await readFile(one, 'utf8');
      const begin = text.indexOf('Porchlight audit heads 1');
      return { name: basename(one), content: begin > 0 ? text.slice(begin) : text };
    }),
  );
}

try {
  console.log(await main());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
