import type { PoolClient } from 'pg';
import type { Corrections } from '../../domain/syncs/corrections.js';
import type { Seen } from '../../domain/syncs/provenance.js';
import { jsonText } from '../imports/copy-text.js';

/** What is known of a record from before. */
export interface Link {
  record_id: string;
  contact_id: string | null;
  state: 'linked' | 'skipped' | 'failed' | 'gone';
  reason: string | null;
  record_updated_at: Date | null;
  hash: string;
  judged_by: number;
  edits: Corrections | null;
  seen: Seen;
}

export async function readLinks(
  client: PoolClient,
  connectionId: string,
  recordIds: string[],
): Promise<Map<string, Link>> {
  const { rows } = await client.query<Link>(
    `select record_id, contact_id, state, reason, record_updated_at, hash, judged_by, edits, seen from contact_links
     where connection_id = $1 and record_id = any ($2)`,
    [connectionId, recordIds],
  );
  return new Map(rows.map((row) => [row.record_id, row]));
}

/** A link as it stands after the page. The contact of a staged record is found by the record's id. */
export interface LinkAfter {
  record_id: string;
  record_updated_at: string | null;
  hash: string;
  judged_by: number;
  raw: unknown;
  cells: unknown;
  seen: Seen;
  /** Left out before it was staged. */
  reason: 'filter' | null;
}

/** Writes the links of the page's records: those staged by what became of them, the others as left out. */
export async function writeLinks(
  client: PoolClient,
  {
    connectionId,
    accountId,
    runId,
    isSweep,
  }: { connectionId: string; accountId: string; runId: string; isSweep: boolean },
  links: LinkAfter[],
): Promise<void> {
  if (links.length === 0) return;
  await client.query(
    `insert into contact_links as l (connection_id, record_id, account_id, contact_id, state, reason, is_creator, record_updated_at, hash,
       judged_by, raw, cells, seen, last_run, swept_run)
     select $1, g.record_id, $2, case when r.intent in ('create', 'update', 'unchanged') then r.contact_id end,
       case when g.reason is not null or r.intent = 'skip' then 'skipped' when r.intent = 'fail' then 'failed' else 'linked' end,
       case when g.reason is not null then g.reason when r.match_reason = 'unsubscribed' then 'unsubscribed' when r.intent = 'skip' then 'duplicate' end,
       coalesce(r.intent = 'create', false), g.record_updated_at, g.hash, g.judged_by, g.raw, g.cells, g.seen, $3::bigint, case when $4 then $3::bigint end
     from jsonb_to_recordset($5::jsonb) as g (record_id text, record_updated_at timestamptz, hash text, judged_by int, raw jsonb, cells jsonb, seen jsonb, reason text)
     left join staged_records r on r.import_id = $3::bigint and r.record_id = g.record_id
     on conflict (connection_id, record_id) do update set
       -- One that was brought in and now fails or is left out keeps its contact.
       contact_id = coalesce(excluded.contact_id, l.contact_id), state = excluded.state, reason = excluded.reason, is_creator = l.is_creator or excluded.is_creator,
       record_updated_at = excluded.record_updated_at, hash = excluded.hash, judged_by = excluded.judged_by, raw = excluded.raw, cells = excluded.cells,
       seen = excluded.seen, last_run = excluded.last_run, swept_run = coalesce(excluded.swept_run, l.swept_run)`,
    [connectionId, accountId, runId, isSweep, jsonText(links)],
  );
}

/** Records that were seen again and are as before. */
export async function touchLinks(
  client: PoolClient,
  { connectionId, runId, isSweep }: { connectionId: string; runId: string; isSweep: boolean },
  recordIds: string[],
): Promise<void> {
  if (!isSweep || recordIds.length === 0) return;
  await client.query('update contact_links set swept_run = $2 where connection_id = $1 and record_id = any ($3)', [
    connectionId,
    runId,
    recordIds,
  ]);
}
