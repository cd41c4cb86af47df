import type { HandoverResult } from '../domain/mail/handover.js';
import type { Pool } from 'pg';
import { type Connection, query } from './execute.js';

export type AttemptResult = HandoverResult & { attemptId: string };

/** The intents of one chunk of a campaign's share. */
export interface Chunk {
  /** Chosen by who sends it. */
  id: number;
  campaignId: string;
  part: number;
  /** Of `campaign_parts`: whoever has taken the share over since has another one. */
  fence: number;
  attemptIds: string[];
}

/** What of a chunk has happened since it was last written down. */
export interface WireNews {
  chunk: Chunk;
  begun: string[];
  results: AttemptResult[];
}

/** In the transaction that commits the intents. */
export async function openWire(tx: Connection, { id, campaignId, part, attemptIds }: Chunk): Promise<void> {
  await query(tx, 'insert into sending_wire (campaign_id, part, chunk, opened) values ($1, $2, $3, $4)', [
    campaignId,
    part,
    id,
    JSON.stringify(attemptIds),
  ]);
}

/**
 * Writes the news of several chunks at once.
 * @returns the chunks that are still open: those of others were taken over
 */
export async function writeWire(pool: Pool, news: WireNews[]): Promise<Set<number>> {
  const rows = news.map(({ chunk, begun, results }) => ({
    campaign_id: chunk.campaignId,
    part: chunk.part,
    chunk: chunk.id,
    begun,
    results,
  }));
  // By its name it is parsed and planned once for a connection: some hundred of it run in a second.
  const { rows: written } = await pool.query<{ chunk: string }>({
    name: 'write_wire',
    text: `with held as materialized (
       select chunk from sending_wire where opened is not null and chunk = any ($2::bigint[]) for key share
     )
     insert into sending_wire (campaign_id, part, chunk, begun, results)
     select g.campaign_id, g.part, g.chunk, g.begun, g.results
     from json_to_recordset($1) as g (campaign_id bigint, part smallint, chunk bigint, begun json, results json)
     where g.chunk in (select chunk from held) returning chunk::text`,
    values: [JSON.stringify(rows), `{${news.map(({ chunk }) => chunk.id).join(',')}}`],
  });
  return new Set(written.map(({ chunk }) => Number(chunk)));
}

/** Its results stand in `send_attempts` now. */
export async function closeWire(tx: Connection, { campaignId, part, id }: Chunk): Promise<void> {
  await query(tx, 'delete from sending_wire where campaign_id = $1 and part = $2 and chunk = $3', [
    campaignId,
    part,
    id,
  ]);
}

/** What is known of the intents that an ended process left open. */
export interface LeftOnWire {
  /** Attempts of which it is certain that they never began. */
  never: string[];
  results: AttemptResult[];
}

/**
 * Takes what was written about a share's chunks, so that whoever still sends them begins nothing more. The first statement waits
 * for news that are just being written, the second one reads them.
 */
export async function takeWire(
  tx: Connection,
  { campaignId, part }: { campaignId: string; part: number },
): Promise<LeftOnWire> {
  const opened = await query<{ chunk: string; opened: string[]; begun: string[]; results: AttemptResult[] }>(
    tx,
    `delete from sending_wire where campaign_id = $1 and part = $2 and opened is not null returning chunk::text, opened, begun, results`,
    [campaignId, part],
  );
  const news = await query<{ begun: string[]; results: AttemptResult[] }>(
    tx,
    'delete from sending_wire where campaign_id = $1 and part = $2 returning begun, results',
    [campaignId, part],
  );
  const all = [...opened, ...news];
  const begun = new Set(all.flatMap((row) => row.begun));
  const results = new Map(all.flatMap((row) => row.results.map((result) => [result.attemptId, datedResult(result)])));
  const never = opened.flatMap((row) => row.opened).filter((id) => !begun.has(id) && !results.has(id));
  return { never, results: [...results.values()] };
}

const datedResult = (result: AttemptResult): AttemptResult => ({
  ...result,
  connectedAt: result.connectedAt && new Date(result.connectedAt),
  handedAt: result.handedAt && new Date(result.handedAt),
});
