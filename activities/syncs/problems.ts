import type { PoolClient } from 'pg';
import type { RecordProblem } from '../../integrations/crm/connector.js';

interface Where {
  connectionId: string;
  accountId: string;
  runId: string;
}

/**
 * Opens a problem for each staged record that failed, and counts a try for those that were tried again. Corrections stay with the
 * link, so that the next look does not fail for the same reason.
 */
export async function openProblems(client: PoolClient, { connectionId, accountId, runId }: Where): Promise<void> {
  await client.query(
    `insert into sync_issues as i (connection_id, account_id, run_id, record_id, kind, issues, cells, edits)
     select $1, $2, $3, r.record_id, 'record', r.issues, l.cells -> 'cells', l.edits
     from staged_records r join contact_links l on l.connection_id = $1 and l.record_id = r.record_id
     where r.import_id = $3 and r.intent = 'fail'
     on conflict (connection_id, record_id) where state in ('open', 'retrying') and record_id is not null do update set
       kind = 'record', state = 'open', issues = excluded.issues, cells = excluded.cells, edits = excluded.edits, run_id = excluded.run_id,
       attempts = i.attempts + case when i.state = 'retrying' then 1 else 0 end, updated_at = now()`,
    [connectionId, accountId, runId],
  );
}

/** Brings the open problems of staged records that did not fail to their end. */
export async function resolveProblems(client: PoolClient, { connectionId, runId }: Where): Promise<void> {
  await client.query(
    `update sync_issues i set state = 'resolved', attempts = i.attempts + case when i.state = 'retrying' then 1 else 0 end, updated_at = now()
     from staged_records r
     where r.import_id = $2 and r.intent <> 'fail' and i.connection_id = $1 and i.record_id = r.record_id and i.state in ('open', 'retrying')`,
    [connectionId, runId],
  );
}

/** Opens a problem for each record that could not even be read; one without an id is told once as long as it stays open. */
export async function writeMalformed(
  client: PoolClient,
  { connectionId, accountId, runId }: Where,
  malformed: RecordProblem[],
): Promise<void> {
  if (malformed.length === 0) return;
  const last = new Map(malformed.map((problem) => [problem.id ?? problem.sentence, problem]));
  const given = [...last.values()].map(({ id, field, code, sentence }) => ({
    record_id: id,
    issues: [{ code, severity: 'error', field, column: null, sentence }],
  }));
  const from = `from jsonb_to_recordset($4::jsonb) as g (record_id text, issues jsonb)`;
  await client.query(
    `insert into sync_issues as i (connection_id, account_id, run_id, record_id, kind, issues)
     select $1, $2, $3, g.record_id, 'malformed', g.issues ${from}
     where g.record_id is not null or not exists (
       select from sync_issues o where o.connection_id = $1 and o.record_id is null and o.state = 'open' and o.issues = g.issues)
     on conflict (connection_id, record_id) where state in ('open', 'retrying') and record_id is not null do update set
       kind = 'malformed', state = 'open', issues = excluded.issues, run_id = excluded.run_id,
       attempts = i.attempts + case when i.state = 'retrying' then 1 else 0 end, updated_at = now()`,
    [connectionId, accountId, runId, JSON.stringify(given)],
  );
}
