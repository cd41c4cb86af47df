import { resolve } from 'node:path';
import { readVariables } from '../../integrations/config.js';
import { findRunning } from '../local/running.js';

/** Neither an address nor a running platform: the message says what to do. */
export class NoDatabase extends Error {
  constructor() {
    super('No database is known. Set DATABASE_URL, or start the local platform with npm start first.');
  }
}

/** The database a tool works on: `DATABASE_URL`, or that of the local platform which runs in this folder. @throws NoDatabase */
export async function findDatabaseUrl(env = process.env): Promise<string> {
  const { DATABASE_URL, PORCHLIGHT_DATA } = readVariables(env);
  if (DATABASE_URL) return DATABASE_URL;
  const url = (await findRunning(resolve(PORCHLIGHT_DATA)))?.addresses?.databaseUrl;
  if (!url) throw new NoDatabase();
  return url;
}
