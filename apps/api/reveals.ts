import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestActor } from './auth/access.js';

/** How long somebody may read personal data after giving a reason. */
const revealMinutes = 30;

/** The tables that say who may read what: the thing's id, `user_id`, `expires_at`. */
const kept = {
  import: { table: 'import_reveals', id: 'import_id', type: 'bigint' },
  connection: { table: 'connection_reveals', id: 'connection_id', type: 'bigint' },
  person: { table: 'person_reveals', id: 'address_hash', type: 'text' },
  inbound_event: { table: 'inbound_event_reveals', id: 'event_id', type: 'bigint' },
  campaign: { table: 'campaign_reveals', id: 'campaign_id', type: 'bigint' },
} as const;

/** Opens the personal data of one thing to this person for a while. The caller records the reason. @returns until when, as ISO text */
export async function grantReveal(
  tx: EntityManager,
  actor: RequestActor,
  { of, id }: { of: keyof typeof kept; id: string },
): Promise<string> {
  const { table, id: column } = kept[of];
  const until = new Date(Date.now() + revealMinutes * 60_000);
  await tx.execute(
    `insert into ${table} (${column}, user_id, expires_at) values (?, ?, ?)
     on conflict (${column}, user_id) do update set expires_at = excluded.expires_at`,
    [id, actor.userId, until],
  );
  return until.toISOString();
}

/** A question that is answered once per request: whether a thing's personal data is hidden from this actor. Its account sees all. */
export async function maskFor(
  em: EntityManager,
  actor: RequestActor,
  { of, ids }: { of: keyof typeof kept; ids: string[] },
): Promise<(id: string) => boolean> {
  if (actor.role === 'agent') return () => false;
  const { table, id: column, type } = kept[of];
  const granted: { id: string }[] = await em.execute(
    `select ${column}::text as id from ${table} where user_id = ? and expires_at > now() and ${column} = any (?::${type}[])`,
    [actor.userId, `{${ids.join(',')}}`],
  );
  const open = new Set(granted.map(({ id }) => id));
  return (id) => !open.has(id);
}
