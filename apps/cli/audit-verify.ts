import { createPool } from '../../database/pool.js';
import { describeBrokenLink, verifyAudit } from '../../database/verify-audit.js';
import { findDatabaseUrl } from './database-url.js';

/** `npm run audit:verify`: exit 0 when every chain is whole; 1 with the first broken link, or when it could not look. */
async function main(): Promise<string> {
  const pool = createPool(await findDatabaseUrl(), { max: 1 });
  try {
    const { broken, events } = await verifyAudit(pool);
    if (broken) throw new Error(`The audit trail is broken. ${describeBrokenLink(broken)}`);
    return `The audit trail is whole: ${events} events, every chain in order up to its head.`;
  } finally {
    await pool.end();
  }
}

try {
  console.log(await main());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
