import { Pool } from 'pg';

const ignore = () => undefined;

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
  // A connection that breaks (the server was restarted) says so by an event beside what its statement throws, and is replaced at the
  // next use; without a listener that event ends the process, of an idle one as of one that somebody holds.
  pool.on('connect', (client) => client.on('error', ignore));
  pool.on('error', ignore);
  return pool;
}
