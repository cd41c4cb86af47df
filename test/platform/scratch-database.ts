import { randomBytes } from 'node:crypto';
import { createPool } from '../../database/pool.js';
import { migrate } from '../../database/migrate.js';
import { platform } from './platform.js';

/** A migrated database of its own on the platform's server, for specs that spoil what they look at. */
export async function makeScratchDatabase(): Promise<{ databaseUrl: string; drop: () => Promise<void> }> {
  const server = createPool(platform().databaseUrl, { max: 1 });
  const name = `scratch_${randomBytes(6).toString('hex')}`;
  await server.query(`create database ${name}`);
  const url = new URL(platform().databaseUrl);
  url.pathname = `/${name}`;
  await migrate(url.href);
  return {
    databaseUrl: url.href,
    async drop() {
      await server.query(`drop database ${name} with (force)`);
      await server.end();
    },
  };
}
