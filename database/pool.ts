import { Pool } from 'pg';

/**
 * Plain connections for bulk work and for better-auth. `bigint` comes as text, like every id in the API.
 * @param schema searched first; better-auth's tables stand in `auth`
 */
export function createPool(databaseUrl: string, { max = 10, schema = 'public' } = {}): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max,
    options: `-c search_path=${schema}`,
    application_name: 'porchlight',
    connectionTimeoutMillis: 5_000,
  });
  // An idle connection that breaks (the server was restarted) is replaced at the next use; without this it ends the process.
  pool.on('error', () => undefined);
  return pool;
}
