import type { Pool } from 'pg';
import { type NewHold, placeHold, releaseHold } from '../../database/holds.js';
import type { Connection } from '../../database/execute.js';
import { recordAudit } from '../../database/record-audit.js';
import { inTransaction } from '../../database/transaction.js';
import { platformChain } from '../../domain/audit/events.js';
import { brakeDays, judgeFigures, type SendingFigures } from '../../domain/campaigns/brakes.js';
import { primaryDomain } from '../../domain/campaigns/primary-domain.js';
import { sendingDomains } from '../../integrations/mail/settings.js';
import { busyProviders, refusedCampaigns } from './refusals.js';

interface DayFigures extends SendingFigures {
  accountId: string;
  domain: string;
  day: string;
}

/**
 * Looks at what was sent lately and places the holds that the figures have earned: an account or a domain with too many bounces or
 * complaints, a campaign whose mails are refused for want of authentication, a provider that puts us off. Only people release the
 * first two kinds; a provider is tried again by itself.
 */
export async function evaluateBrakes(
  { pool, settings }: { pool: Pool; settings: { hubMailFrom: string } },
  now: Date,
): Promise<void> {
  const sendsFrom = sendingDomains(settings);
  await releaseOver(pool, now, sendsFrom);
  const earned = [
    ...(await brakesOfRates(pool, now)),
    ...(await refusedCampaigns(pool, now)),
    ...(await busyProviders(pool, now)),
  ];
  for (const { chain, ...hold } of earned) {
    await inTransaction(pool, async (tx) => {
      const holdId = await placeHold(tx, hold, sendsFrom);
      if (holdId)
        await audit(tx, { chain, holdId, action: 'sending_hold.placed', reason: hold.reason, scope: hold.scope });
    });
  }
}

/** A hold to be placed, and in whose chain of audit events it stands. */
export type Earned = NewHold & { chain: string };

async function brakesOfRates(pool: Pool, now: Date): Promise<Earned[]> {
  const { rows } = await pool.query<DayFigures>(
    `select s.account_id::text as "accountId", s.domain, s.day::text, sum(s.accepted)::int as accepted,
       sum(s.rejected)::int as rejected, sum(s.bounced)::int as bounced, sum(s.complained)::int as complained
     from sending_days s
     where s.day > ($1::timestamptz at time zone 'UTC')::date - $2::int and s.day <= ($1::timestamptz at time zone 'UTC')::date
     group by s.account_id, s.domain, s.day`,
    [now, brakeDays],
  );
  const accounts = Map.groupBy(rows, ({ accountId }) => accountId);
  const domains = Map.groupBy(rows, ({ domain }) => primaryDomain(domain));
  const earned: Earned[] = [];
  for (const [accountId, days] of accounts) {
    const scope = { scope: 'account' as const, scopeId: accountId, chain: accountId };
    earned.push(...(await judge(pool, scope, 'This account', days, now)));
  }
  for (const [domain, days] of domains) {
    const scope = { scope: 'domain' as const, scopeId: domain, chain: platformChain };
    earned.push(...(await judge(pool, scope, domain, days, now)));
  }
  return earned;
}

/** What was there when somebody released the last brake has been looked at: only what came afterwards counts. */
async function judge(
  pool: Pool,
  scope: { scope: 'account' | 'domain'; scopeId: string; chain: string },
  name: string,
  days: DayFigures[],
  now: Date,
): Promise<Earned[]> {
  const { rows } = await pool.query<{ live: boolean; looked: Partial<SendingFigures & { day: string }> | null }>(
    `select bool_or(released_at is null) as live, (array_agg(facts order by released_at desc) filter (where released_at is not null))[1] as looked
     from sending_holds where scope = $1 and scope_id = $2 and kind in ('bounces', 'complaints')
       and (released_at is null or released_at > $3::timestamptz - make_interval(days => $4))`,
    [scope.scope, scope.scopeId, now, brakeDays],
  );
  const { live = false, looked = null } = rows[0] ?? {};
  const figures = sum(days.filter(({ day }) => !looked?.day || day >= looked.day));
  const fresh = looked?.day ? less(figures, looked) : figures;
  const today = now.toISOString().slice(0, 10);
  const facts = { day: today, ...sum(days.filter(({ day }) => day === today)) };
  if (live) {
    await pool.query(
      `update sending_holds set facts = facts || $3::jsonb where scope = $1 and scope_id = $2 and kind in ('bounces', 'complaints')
         and released_at is null`,
      [scope.scope, scope.scopeId, JSON.stringify(facts)],
    );
    return [];
  }
  const brake = judgeFigures(scope.scope, name, fresh);
  return brake ? [{ ...scope, ...brake, facts, placedBy: null, now }] : [];
}

const names = ['accepted', 'rejected', 'bounced', 'complained'] as const;
const sum = (days: SendingFigures[]): SendingFigures => ({
  accepted: days.reduce((all, { accepted }) => all + accepted, 0),
  rejected: days.reduce((all, { rejected }) => all + rejected, 0),
  bounced: days.reduce((all, { bounced }) => all + bounced, 0),
  complained: days.reduce((all, { complained }) => all + complained, 0),
});
const less = (figures: SendingFigures, looked: Partial<SendingFigures>): SendingFigures =>
  Object.fromEntries(
    names.map((name) => [name, Math.max(0, figures[name] - (looked[name] ?? 0))]),
  ) as unknown as SendingFigures;

/** What was to be tried again by now. */
async function releaseOver(pool: Pool, now: Date, sendsFrom: readonly string[]): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ id: string; scope: string }>(
      'select id::text, scope from sending_holds where released_at is null and until <= $1 order by sending_holds.id for update skip locked',
      [now],
    );
    const reason = 'The time it was placed for is over.';
    for (const { id: holdId } of rows) await releaseHold(tx, { holdId, by: null, reason, now }, sendsFrom);
    for (const { id: holdId, scope } of rows)
      await audit(tx, { chain: platformChain, holdId, action: 'sending_hold.released', reason, scope });
  });
}

async function audit(
  tx: Connection,
  {
    chain,
    holdId,
    action,
    reason,
    scope,
  }: { chain: string; holdId: string; action: string; reason: string; scope: string },
): Promise<void> {
  await recordAudit(tx, {
    accountId: chain,
    actor: { kind: 'worker', id: null, role: null },
    action,
    subject: { kind: 'sending_hold', id: holdId },
    reason,
    after: { scope },
  });
}
