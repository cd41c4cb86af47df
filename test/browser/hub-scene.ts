import { createPool } from '../../database/pool.js';
import { as, platform } from '../platform/platform.js';

let count = 0;

/** A family name that no other contact has, made of letters alone. */
export function familyName(): string {
  const letters = `${process.pid}${Date.now()}${++count}`.replaceAll(
    /\d/g,
    (digit) => 'abcdefghij'[Number(digit)] ?? '',
  );
  return `H${letters}`;
}

/** Where a scene is made: the platform of the tests when not said. */
export interface Place {
  apiUrl: string;
  databaseUrl: string;
}

type Method = 'GET' | 'POST' | 'PATCH';

/** Asks the API as the demo's first agent; throws with the answer when refused. */
export async function ask<Answer>(method: Method, path: string, body?: object, place?: Place): Promise<Answer> {
  const session = await as('agent', place?.apiUrl);
  const answer = await session(`/api${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  return JSON.parse(text) as Answer;
}

export interface Scene {
  contactId: string;
  lastName: string;
  email: string;
}

/** A contact who has everything that an invitation needs, but for what is named otherwise. */
export async function addContact(changes: Record<string, string | null> = {}, place?: Place): Promise<Scene> {
  const lastName = familyName();
  const email = `anna.${lastName.toLowerCase()}@example.com`;
  const home = { street: '12 Elm St', city: 'Boulder', state: 'CO', zip: '80302' };
  const given = { firstName: 'Anna', lastName, email, ...home, ...changes };
  const { id } = await ask<{ id: string }>('POST', '/contacts', given, place);
  return { contactId: id, lastName, email };
}

/** A Hub with somebody in it who asked something and corrected the number of bedrooms. Homeowners do so on their own pages. */
export async function addClaimedHub(place: Place = platform()): Promise<Scene & { hubId: string }> {
  const scene = await addContact({}, place);
  const given = { contactId: scene.contactId, details: { kind: 'house', beds: 3, baths: 2.5, yearBuilt: 1974 } };
  const { id: hubId } = await ask<{ id: string }>('POST', '/hubs', given, place);
  const pool = createPool(place.databaseUrl, { max: 1 });
  const { rows } = await pool.query<{ id: string }>(
    `insert into hub_members (account_id, hub_id, role, first_name, last_name, email, email_normalized)
     select account_id, id, 'owner', 'Anna', $2, $3, $3 from hubs where id = $1 returning id`,
    [hubId, scene.lastName, scene.email],
  );
  const memberId = rows[0]?.id;
  await pool.query("update hubs set state = 'claimed', claimed_at = now() where id = $1", [hubId]);
  await pool.query(
    'insert into hub_questions (account_id, hub_id, member_id, text) select account_id, id, $2, $3 from hubs where id = $1',
    [hubId, memberId, 'When is the tax due?'],
  );
  await pool.query(
    'insert into hub_corrections (account_id, hub_id, member_id, changes) select account_id, id, $2, $3 from hubs where id = $1',
    [hubId, memberId, JSON.stringify({ beds: [3, 4] })],
  );
  await pool.end();
  return { ...scene, hubId };
}
