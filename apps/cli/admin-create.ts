import { parseArgs } from 'node:util';
import { z } from 'zod';
import { platformChain } from '../../domain/audit/events.js';
import { createUser } from '../../database/people.js';
import { createPool } from '../../database/pool.js';
import { recordAudit } from '../../database/record-audit.js';
import { inTransaction } from '../../database/transaction.js';
import { findDatabaseUrl } from './database-url.js';
import { readPassword } from './password.js';

const usage = 'npm run admin:create -- --email you@example.com --name "Your Name"';

const Arguments = z.object({
  email: z.email(`--email is missing or not an address: ${usage}`),
  name: z.string(`--name is missing: ${usage}`).trim().min(1, `--name is missing: ${usage}`).max(100),
});
const Password = z
  .string()
  .min(10, 'A password has at least 10 characters. Nothing was created.')
  .max(128, 'A password has at most 128 characters. Nothing was created.');

/** Makes an administrator, audited. The password never stands in the arguments, where other users of the machine see it. */
async function main(): Promise<string> {
  const { values } = parseArgs({ options: { email: { type: 'string' }, name: { type: 'string' } } });
  const { email, name } = Arguments.parse(values);
  const pool = createPool(await findDatabaseUrl(), { max: 1 });
  try {
    const password = Password.parse(await readPassword());
    await inTransaction(pool, async (tx) => {
      const userId = await createUser(tx, { email, name, role: 'admin', accountId: null, password });
      await recordAudit(tx, {
        accountId: platformChain,
        actor: { kind: 'cli', id: null, role: null },
        action: 'user.created',
        subject: { kind: 'user', id: userId },
        after: { role: 'admin' },
      });
    });
    return `${name} can sign in as an administrator now.`;
  } finally {
    await pool.end();
  }
}

try {
  console.log(await main());
} catch (error) {
  const sentences = error instanceof z.ZodError ? error.issues.map(({ message }) => message) : [messageOf(error)];
  console.error(sentences.join('\n'));
  process.exitCode = 1;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
