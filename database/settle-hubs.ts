import { type Connection, query } from './execute.js';

/**
 * Moves many Hubs to where their home, their owner and their invitations put them, as `settleHub` does for one; archived ones are
 * left alone, paused ones go on there when they are resumed. The caller has locked them.
 * @param hubIds as text, `{1,2}`
 */
export async function settleHubs(tx: Connection, hubIds: string): Promise<void> {
  await query(
    tx,
    `with resting as (
       select h.id, case
         when exists (select from hub_members m where m.hub_id = h.id and m.left_at is null and m.role = 'owner') then 'claimed'
         when h.home_key is null then 'draft'
         when exists (select from invitations i where i.hub_id = h.id and i.state = 'waiting' and i.role = 'owner') then 'invited'
         else 'ready' end as state
       from hubs h where h.id = any ($1::bigint[]) and h.state <> 'archived'
     )
     update hubs h set updated_at = now(), state = case when h.state = 'paused' then h.state else r.state end,
       resume_state = case when h.state = 'paused' and r.state <> 'draft' then r.state else h.resume_state end
     from resting r where r.id = h.id
       and (case when h.state = 'paused' then r.state <> 'draft' and h.resume_state is distinct from r.state else h.state <> r.state end)`,
    [hubIds],
  );
}
