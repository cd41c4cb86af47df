/** SQLSTATE of connections that fail, of a server that ends or begins, and of one that takes no more (PostgreSQL, appendix A). */
const states = /^(?:08\d{3}|57P0[123]|53300)$/;
const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
/** What node-postgres says of connections that are gone, without a code. */
const words = /Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable/;

/** Whether the database was not there, or went away in the middle: what was asked of it was done as a whole or not at all. */
export function isDatabaseAway(error: unknown): boolean {
  // `fetch` fails with a TypeError: that was somebody else's server.
  if (!(error instanceof Error) || error instanceof TypeError) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return states.test(code) || network.has(code) || words.test(error.message) || isDatabaseAway(error.cause);
}
