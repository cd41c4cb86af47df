import type { PoolClient } from 'pg';
import type { RunLoop } from '../../domain/syncs/states.js';
import type { CrmRecord, Cursor, JsonObject, RecordProblem, Watermark } from '../../integrations/crm/connector.js';
import type { PullDependencies } from './pull.js';

/** One page, wherever it came from. */
export interface PulledPage {
  records: CrmRecord[];
  problems: RecordProblem[];
  gone: string[];
  reported: number;
  /** Where the next page begins; null: this was the last. */
  next: JsonObject | null;
  watermark: JsonObject | null;
  /** What the CRM hides from us, in a sentence. */
  capped: string | null;
  /** What has to be true with the page: webhooks handled, for example. */
  settle?: (client: PoolClient) => Promise<void>;
}

export interface PageSource {
  next(cursor: unknown): Promise<PulledPage>;
  /** The next page may be asked for while this one is being written. */
  isReadAhead: boolean;
}

/** Where the pages of a run come from. */
export function sourceOf(loop: RunLoop, with_: PullDependencies): PageSource {
  switch (loop) {
    case 'backfill':
    case 'delta':
    case 'sweep':
      return {
        isReadAhead: true,
        next: (cursor) =>
          with_.crm.pullPage({
            loop,
            cursor: cursor as Cursor | null,
            since: with_.pinned.watermark as Watermark | null,
            filter: with_.pinned.settings.filter,
          }),
      };
    case 'hooks':
      return { isReadAhead: false, next: () => hookedPage(with_) };
    case 'retry':
      return { isReadAhead: false, next: () => retriedPage(with_) };
    case 'remap':
      return { isReadAhead: false, next: (cursor) => keptPage(with_, cursor) };
  }
}

/** Records that are asked for one by one in one page. */
const oneByOne = 25;

/** Records that webhooks have named. A webhook is only a hint: what is true is asked for. */
async function hookedPage({ pool, crm, pinned }: PullDependencies): Promise<PulledPage> {
  const { connectionId } = pinned;
  const { rows } = await pool.query<{ record_id: string; event_ids: string[] }>(
    `select record_id, array_agg(event_id) as event_ids from hook_events where connection_id = $1 and handled_at is null
     group by record_id order by min(received_at) limit ${oneByOne}`,
    [connectionId],
  );
  const page = await fetched(
    { crm, pinned },
    rows.map((row) => row.record_id),
    'later',
  );
  const eventIds = rows.flatMap((row) => row.event_ids);
  return {
    ...page,
    next: rows.length < oneByOne ? null : {},
    settle: (client) => handleEvents(client, connectionId, eventIds),
  };
}

/** Marks events as handled; bodies of deliveries of which nothing is left to do are dropped, with all that is personal in them. */
async function handleEvents(client: PoolClient, connectionId: string, eventIds: string[]): Promise<void> {
  await client.query(
    'update hook_events set handled_at = now() where connection_id = $1 and event_id = any ($2) and handled_at is null',
    [connectionId, eventIds],
  );
  await client.query(
    `update hook_deliveries d set body = null where connection_id = $1 and body is not null
       and not exists (select from hook_events e where e.delivery_id = d.id and e.handled_at is null)`,
    [connectionId],
  );
}

/** Problems that a person wants tried again: as the record stands at the CRM now, with the person's corrections. */
async function retriedPage({ pool, crm, pinned }: PullDependencies): Promise<PulledPage> {
  const { connectionId } = pinned;
  const { rows } = await pool.query<{ record_id: string }>(
    `select record_id from sync_issues where connection_id = $1 and state = 'retrying' and record_id is not null order by updated_at, id limit ${oneByOne}`,
    [connectionId],
  );
  const page = await fetched(
    { crm, pinned },
    rows.map((row) => row.record_id),
    'gone',
  );
  return { ...page, next: rows.length < oneByOne ? null : {} };
}

/**
 * Records asked for by their ids. One that answers under another id was merged into that: its own id is gone.
 * @param unknown what a record is that the CRM does not know: gone, or not yet to be seen there
 */
export async function fetched(
  { crm, pinned }: Pick<PullDependencies, 'crm' | 'pinned'>,
  recordIds: string[],
  unknown: 'gone' | 'later',
): Promise<PulledPage> {
  const { filter } = pinned.settings;
  const found = await Promise.all(recordIds.map(async (id) => ({ id, answer: await crm.fetchOne(id, filter) })));
  const records: CrmRecord[] = [];
  const problems: RecordProblem[] = [];
  const gone: string[] = [];
  for (const { id, answer } of found) {
    if (answer === 'gone' || (answer === null && unknown === 'gone')) gone.push(id);
    else if (answer === null) continue;
    else if ('sentence' in answer) problems.push({ ...answer, id });
    else {
      records.push(answer);
      if (answer.id !== id) gone.push(id);
    }
  }
  const reported = records.length + problems.length + gone.length;
  return { records, problems, gone, reported, next: null, watermark: null, capped: null };
}

const keptAtOnce = 500;

interface KeptRecord {
  record_id: string;
  record_updated_at: Date | null;
  raw: JsonObject;
  hash: string;
  cells: Pick<CrmRecord, 'tags' | 'isUnsubscribed' | 'isLeftOut'> & { cells: CrmRecord['fields'] };
}

/** Records as they are kept here, under new settings; the CRM is not asked. */
async function keptPage({ pool, pinned: { connectionId } }: PullDependencies, cursor: unknown): Promise<PulledPage> {
  const { after = '' } = (cursor ?? {}) as { after?: string };
  const { rows } = await pool.query<KeptRecord>(
    `select record_id, record_updated_at, raw, hash, cells from contact_links
     where connection_id = $1 and record_id > $2 and state <> 'gone' and cells is not null order by record_id limit ${keptAtOnce}`,
    [connectionId, after],
  );
  const records = rows.map(({ record_id, record_updated_at, raw, hash, cells: { cells, ...rest } }) => ({
    id: record_id,
    updatedAt: record_updated_at,
    fields: cells,
    raw,
    hash,
    ...rest,
  }));
  const next = rows.length < keptAtOnce ? null : { after: rows.at(-1)!.record_id };
  return { records, problems: [], gone: [], reported: rows.length, next, watermark: null, capped: null };
}
