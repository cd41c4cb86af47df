import type { Role } from '../domain/accounts/roles.js';
import { platformChain } from '../domain/audit/events.js';
import { execute, type Connection } from './execute.js';
import { createUser } from './people.js';
import { recordAudit } from './record-audit.js';
import { seedContacts } from './seed-contacts.js';
import type { TokenRing } from './invitations.js';
import { seedHubs } from './seed-hubs.js';
import { seedSenders } from './seed-senders.js';

/** Everybody in the demo signs in with this; it exists in local platforms alone. */
export const demoPassword = 'porch-light-demo';

export const demoAccounts = [
  { slug: 'hillside', name: 'Hillside Realty' },
  { slug: 'lakeside', name: 'Lakeside Homes' },
] as const;

export const demoUsers: readonly { email: string; name: string; role: Role; account: string | null }[] = [
  { email: 'maria@hillside.example', name: 'Maria Alvarez', role: 'agent', account: 'hillside' },
  { email: 'tom@hillside.example', name: 'Tom Becker', role: 'agent', account: 'hillside' },
  { email: 'nora@lakeside.example', name: 'Nora Quist', role: 'agent', account: 'lakeside' },
  { email: 'support@porchlight.example', name: 'Sam Porter', role: 'support', account: null },
  { email: 'ops@porchlight.example', name: 'Olga Petrov', role: 'ops', account: null },
  { email: 'admin@porchlight.example', name: 'Ada Mint', role: 'admin', account: null },
];

/**
 * The demo offices, people and contacts of a local platform, once: what is there already is left as it is.
 * Call it inside a transaction and never outside of a local platform.
 */
export async function seedDemo(tx: Connection, ring: TokenRing): Promise<void> {
  const ids = new Map<string, string>();
  for (const account of demoAccounts) ids.set(account.slug, await seedAccount(tx, account));
  for (const user of demoUsers) await seedUser(tx, user, user.account ? (ids.get(user.account) ?? null) : null);
  await seedSenders(tx);
  await seedHubs(tx, ring);
}

async function seedAccount(tx: Connection, account: { slug: string; name: string }): Promise<string> {
  const [made] = await execute<{ id: string }>(
    tx,
    `insert into accounts (slug, name) select slug, name from jsonb_to_record($1::jsonb) as given (slug text, name text)
     on conflict (slug) do nothing returning id`,
    JSON.stringify(account),
  );
  if (!made) return existingAccount(tx, account.slug);
  if (account.slug === 'hillside') await seedContacts(tx, made.id);
  await recordAudit(tx, {
    accountId: made.id,
    actor: { kind: 'system', id: null, role: null },
    action: 'account.created',
    subject: { kind: 'account', id: made.id },
    reason: 'demo of a local platform',
  });
  return made.id;
}

async function existingAccount(tx: Connection, slug: string): Promise<string> {
  const [row] = await execute<{ id: string }>(tx, 'select id from accounts where slug = $1', slug);
  if (!row) throw new Error(`The account ${slug} is neither new nor there`);
  return row.id;
}

async function seedUser(tx: Connection, user: (typeof demoUsers)[number], accountId: string | null): Promise<void> {
  const [known] = await execute(tx, 'select id from auth."user" where email = $1', user.email);
  if (known) return;
  const { email, name, role } = user;
  const userId = await createUser(tx, { email, name, role, accountId, password: demoPassword });
  await recordAudit(tx, {
    accountId: accountId ?? platformChain,
    actor: { kind: 'system', id: null, role: null },
    action: 'user.created',
    subject: { kind: 'user', id: userId },
    after: { role },
  });
}
