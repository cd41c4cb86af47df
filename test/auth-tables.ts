/** Prints what the sign-in library would add to its tables, nothing when all is there: `node dist/test/auth-tables.js`. */
import { getMigrations } from 'better-auth/db/migration';
import { createAuth } from '../apps/api/auth/auth.js';
import { createPool } from '../database/pool.js';
import { readConfig } from '../integrations/config.js';

const config = readConfig();
const pool = createPool(config.databaseUrl, { max: 2, schema: 'auth' });
const { options } = createAuth(config, pool, async () => undefined);
const { toBeCreated, toBeAdded } = await getMigrations(options);
process.stdout.write(JSON.stringify([...toBeCreated, ...toBeAdded]));
await pool.end();
