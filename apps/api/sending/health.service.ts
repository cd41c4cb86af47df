import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { MailboxProvider } from '../../../domain/campaigns/providers.js';
import { dailyCap, warmUpDay } from '../../../domain/campaigns/warm-up.js';
import { primaryDomain } from '../../../domain/campaigns/primary-domain.js';
import { query } from '../../../database/execute.js';
import { findHolds, isLive } from './hold-rows.js';
import { addUp, figuresOf, type Counts, type CountsByDays, type Days, windows } from './figures.js';
import type { AccountHealth, DomainHealth, HealthQuery, SendingHealth, ShownHold } from './sending.schemas.js';

const counted = ['accepted', 'deferred', 'rejected', 'unknown', 'delivered', 'bounced', 'complained'] as const;

/** One row for a domain and a family: its counts of the last day, week and month, days in UTC. */
const byDomainSql = `
select domain, provider, ${windows
  .map(
    (days) =>
      `json_build_object(${counted
        .map((name) => `'${name}', coalesce(sum(${name}) filter (where day > $1::date - ${days}), 0)`)
        .join(', ')}) as d${days}`,
  )
  .join(', ')}
from sending_days where day > $1::date - 30 and ($2::bigint is null or account_id = $2)
group by domain, provider order by domain, provider`;

const byAccountSql = `
select s.account_id::text as "accountId", a.name as "accountName", ${counted.map((name) => `sum(s.${name})::int as ${name}`).join(', ')}
from sending_days s join accounts a on a.id = s.account_id
where s.day > $1::date - 7 and ($2::bigint is null or s.account_id = $2) group by s.account_id, a.name
order by sum(s.complained)::float / greatest(sum(s.accepted), 1) desc, sum(s.bounced)::float / greatest(sum(s.accepted), 1) desc,
  sum(s.accepted) desc limit 50`;

interface DomainRow {
  domain: string;
  provider: MailboxProvider;
  d1: Counts;
  d7: Counts;
  d30: Counts;
}

/** Whether mails arrive: by the domain that sends and the family of mailbox providers that takes them. */
@Injectable()
export class SendingHealthService {
  constructor(private readonly em: EntityManager) {}

  async get({ accountId }: HealthQuery, now = new Date()): Promise<SendingHealth> {
    const day = now.toISOString().slice(0, 10);
    const asked = [day, accountId ?? null];
    const rows = await query<DomainRow>(this.em, byDomainSql, asked);
    const accounts = await query<Counts & { accountId: string; accountName: string }>(this.em, byAccountSql, asked);
    const holds = await findHolds(this.em, `${isLive} and $1::boolean`, [true]);
    const warmUps = await this.warmUps(day);
    const names = new Set([...rows.map(({ domain }) => domain), ...warmUps.keys()]);
    return {
      day,
      domains: [...names].toSorted().map((domain) => ({
        ...domainHealth(
          domain,
          rows.filter((row) => row.domain === domain),
          holds,
        ),
        warmUp: warmUps.get(domain) ?? null,
      })),
      accounts: accounts.map((row) => accountHealth(row, holds)),
      holds: holds.filter(({ scope }) => scope === 'platform' || scope === 'provider'),
      unknown: await this.countUnknown(accountId),
    };
  }

  private async warmUps(day: string): Promise<Map<string, DomainHealth['warmUp']>> {
    const rows = await query<{ domain: string; from: string | null; sentToday: number }>(
      this.em,
      `select d.domain, to_char(d.warm_up_from, 'YYYY-MM-DD') as from,
         coalesce((select sum(accepted) from sending_days s where s.domain = d.domain and s.day = $1::date), 0)::int as "sentToday"
       from sending_domains d`,
      [day],
    );
    const today = new Date(day);
    return new Map(
      rows.map(({ domain, from, sentToday }) => {
        const nth = from === null ? 0 : warmUpDay(from, today);
        const cap = from === null ? null : dailyCap(nth);
        return [domain, from === null || cap === null ? null : { from, day: nth, cap, sentToday }];
      }),
    );
  }

  private async countUnknown(accountId: string | undefined): Promise<number> {
    const [row] = await query<{ count: number }>(
      this.em,
      `select count(*)::int as count from send_attempts where unsettled_id is not null and ($1::bigint is null or account_id = $1)`,
      [accountId ?? null],
    );
    return row?.count ?? 0;
  }
}

function domainHealth(domain: string, rows: DomainRow[], holds: ShownHold[]): Omit<DomainHealth, 'warmUp'> {
  const held = new Set(holds.flatMap(({ scope, scopeId }) => (scope === 'provider' ? [scopeId] : [])));
  const counts = rows.map(({ provider, d1, d7, d30 }) => ({
    provider,
    days: { 1: d1, 7: d7, 30: d30 } as CountsByDays,
  }));
  return {
    domain,
    total: figuresByDays(addUp(counts.map(({ days }) => days))),
    providers: counts.map(({ provider, days }) => ({ provider, held: held.has(provider), ...figuresByDays(days) })),
    holds: holds.filter(
      ({ scope, scopeId }) => scope === 'domain' && (scopeId === domain || scopeId === primaryDomain(domain)),
    ),
  };
}

function accountHealth(row: Counts & { accountId: string; accountName: string }, holds: ShownHold[]): AccountHealth {
  const { accountId, accountName, ...counts } = row;
  const own = holds.filter(({ scope, scopeId }) => scope === 'account' && scopeId === accountId);
  return { accountId, accountName, ...figuresOf(counts), holds: own };
}

const figuresByDays = (days: CountsByDays) =>
  Object.fromEntries(windows.map((window) => [window, figuresOf(days[window])])) as Record<
    Days,
    ReturnType<typeof figuresOf>
  >;
