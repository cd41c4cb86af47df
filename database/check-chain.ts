import { type Connection, query } from './execute.js';
import type { BrokenLink } from './verify-audit.js';

export interface ChainProgress {
  checked: number;
  /** Events of the chain when the check began. */
  of: number;
}

interface CheckedPage {
  count: number;
  last: string | null;
  hash: string | null;
  broken: { seq: string; problem: BrokenLink['problem'] } | null;
}

const pageSql = `
with page as (select e.*, audit_hash(e) as again from audit_events e where account_id = $1 and seq > $2::bigint order by seq limit $4),
links as (
  select seq, hash, case
    when seq <> coalesce(lag(seq) over chain, $2::bigint) + 1 then 'missing_before'
    when prev_hash <> coalesce(lag(hash) over chain, decode($3, 'hex')) then 'wrong_predecessor'
    when hash <> again then 'changed' end as problem
  from page window chain as (order by seq))
select count(*)::int as count, max(seq)::text as last, encode((array_agg(hash order by seq desc))[1], 'hex') as hash,
  (select jsonb_build_object('seq', seq::text, 'problem', problem) from links where problem is not null order by seq limit 1) as broken
from links`;

const headSql = `select coalesce(max(seq), 0)::text as seq, max(encode(hash, 'hex')) as hash from audit_heads where account_id = $1`;

/** Of nothing: what the first event of a chain continues. */
const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * Computes one account's chain again page by page, so that a long one can be watched, also while it grows.
 * @returns its first broken link, like `verifyAudit`
 */
export async function* checkChain(
  conn: Connection,
  accountId: string,
  { atOnce = 10_000 } = {},
): AsyncGenerator<ChainProgress, { broken: BrokenLink | null; events: number }> {
  const [begun] = await query<{ seq: string }>(conn, headSql, [accountId]);
  const of = Number(begun?.seq ?? 0);
  let [seq, hash, checked] = ['0', nothing, 0];
  for (;;) {
    const [page] = await query<CheckedPage>(conn, pageSql, [accountId, seq, hash, atOnce]);
    if (page?.broken) return { broken: { accountId, ...page.broken }, events: checked };
    if (page?.last && page.hash) {
      [seq, hash, checked] = [page.last, page.hash, checked + page.count];
      yield { checked, of: Math.max(of, checked) };
      continue;
    }
    const [head] = await query<{ seq: string; hash: string | null }>(conn, headSql, [accountId]);
    if (head && BigInt(head.seq) > BigInt(seq) && (await hasMore(conn, accountId, seq))) continue;
    const isWhole = head?.seq === seq && (head.hash ?? nothing) === hash;
    return { broken: isWhole ? null : { accountId, seq, problem: 'tail_missing' }, events: checked };
  }
}

/** Events that were added while the last page was read. */
async function hasMore(conn: Connection, accountId: string, seq: string): Promise<boolean> {
  const rows = await query(conn, 'select from audit_events where account_id = $1 and seq > $2::bigint limit 1', [
    accountId,
    seq,
  ]);
  return rows.length > 0;
}
