import { execute, type Connection } from './execute.js';

/** The first link, by account and number, that is not as it was written. */
export interface BrokenLink {
  accountId: string;
  seq: string;
  problem: 'missing_before' | 'wrong_predecessor' | 'changed' | 'tail_missing' | 'cut_off' | 'rewritten';
  /** On which day its chain's head was noted outside of the database, where that shows it. */
  day?: string;
}

const problems: Record<BrokenLink['problem'], string> = {
  missing_before: 'the event before it is missing',
  wrong_predecessor: 'it does not continue the event before it, which was replaced',
  changed: 'its content is not what was hashed when it was written',
  tail_missing: 'the events after it are missing: the chain ends before its recorded head',
  cut_off:
    'it was noted outside of the database and is missing: the chain was cut off or removed, with its recorded head',
  rewritten: 'it is not what was noted outside of the database: the chain was rewritten, with its recorded head',
};

/** `Account 12, event 340: its content is not …` */
export function describeBrokenLink({ accountId, seq, problem, day }: BrokenLink): string {
  const chain = accountId === '0' ? 'Platform' : `Account ${accountId}`;
  return `${chain}, event ${seq}: ${problems[problem]}${day ? ` (head of ${day})` : ''}.`;
}

/**
 * Computes all chains again in one statement, so in one snapshot, and compares them with what is stored and with each
 * chain's recorded head. Finds events that were changed, removed (also at the end), added or put in another order.
 *
 * It cannot find that whoever owns the database rewrote a whole chain with its head, or removed a chain with its head:
 * `verifyHeads` holds the chains to heads that were noted elsewhere for that. Nor does it say which column of a changed event differs.
 */
export async function verifyAudit(connection: Connection): Promise<{ broken: BrokenLink | null; events: number }> {
  const [result] = await execute<{ broken: BrokenLink | null; events: number }>(
    connection,
    `with links as (
       select e.account_id, e.seq, e.hash,
         case
           when e.seq <> coalesce(lag(e.seq) over chain, 0) + 1 then 'missing_before'
           when e.prev_hash <> coalesce(lag(e.hash) over chain, sha256('')) then 'wrong_predecessor'
           when e.hash <> audit_hash(e) then 'changed'
         end as problem
       from audit_events e window chain as (partition by e.account_id order by e.seq)),
     ends as (select account_id, max(seq) as seq from links group by account_id),
     tails as (
       select coalesce(h.account_id, e.account_id) as account_id, coalesce(e.seq, 0) as seq, 'tail_missing' as problem
       from audit_heads h full join ends e using (account_id)
       left join links l on l.account_id = e.account_id and l.seq = e.seq
       where (e.seq, l.hash) is distinct from (h.seq, h.hash)),
     broken as (
       select account_id, seq, problem from links where problem is not null
       union all select account_id, seq, problem from tails
       order by account_id, seq limit 1)
     select (select count(*)::int from links) as events,
       (select jsonb_build_object('accountId', account_id::text, 'seq', seq::text, 'problem', problem) from broken) as broken
     where $1::boolean`,
    true,
  );
  if (!result) throw new Error('The check returned nothing');
  return result;
}
