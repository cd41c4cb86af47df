import type { EntityManager } from '@mikro-orm/postgresql';
import type { HomeDetails } from '../../../domain/hubs/details.js';
import { type HomeAddress, homeKey } from '../../../domain/hubs/home-key.js';
import { query } from '../../../database/execute.js';
import type { HeldHub } from '../../../database/hubs.js';

/** Writes the home of a Hub that is held. @returns false when another living Hub of the contact has this home */
export async function storeHome(
  tx: EntityManager,
  hub: HeldHub,
  { home, details }: { home: HomeAddress; details: HomeDetails },
): Promise<boolean> {
  const rows = await query(
    tx,
    `update hubs h set street = $2, unit = $3, city = $4, state_code = $5, zip = $6, country = $7, home_key = $8, details = $9,
       version = version + 1, updated_at = now()
     where id = $1 and not exists (select from hubs o where o.account_id = h.account_id and o.contact_id = h.contact_id and o.id <> h.id
       and coalesce(o.home_key, '') = coalesce($8, '') and o.state <> 'archived') returning id`,
    [
      hub.hubId,
      home.street,
      home.unit,
      home.city,
      home.state,
      home.zip,
      home.country,
      homeKey(home),
      JSON.stringify(details),
    ],
  );
  return rows.length > 0;
}
