/** SQLSTATE of connections that fail, of a server that ends or begins, and of one that takes no more (PostgreSQL, appendix A). */
const states = /^(?:08\d{3}|57P0[123]|53300)$/;
const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
/** What node-postgres says of connections that are gone, without a code. */
const words = /Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable/;

/** Whether the database was not there, or went away in the middle: what was asked of it was done as a whole or not at all. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // A name with two addresses is tried at both.
  if ('errors' in error && Array.isArray(error.errors)) return error.errors.some(isDatabaseAway);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // What stands behind another error came from the mail server, the storage or a CRM; a browser that has gone is no system call.
  if (network.has(code) && 'syscall' in error) return true;
  return states.test(code) || words.test(error.message) || isBehind(error.cause);
}

/** The same of a cause, where only the database's own words count. */
const isBehind = (cause: unknown): boolean => cause instanceof Error && !('syscall' in cause) && isDatabaseAway(cause);
