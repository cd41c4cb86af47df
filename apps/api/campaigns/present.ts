import type { EntityManager } from '@mikro-orm/postgresql';
import { withDefaults } from '../../../database/campaign-settings.js';
import { Account } from '../../../database/entities/accounts.js';
import type { Campaign } from '../../../database/entities/campaigns.js';
import { query } from '../../../database/execute.js';
import { campaignCommandsNow } from '../../../domain/campaigns/commands.js';
import { countedStates, type CountedState } from '../../../domain/campaigns/states.js';
import { type Verdict, verdicts } from '../../../domain/campaigns/verdicts.js';
import type { Campaign as ShownCampaign, CampaignCheck, CampaignLine } from './campaign.shapes.js';
import { findFunnels, findHoldsOf, findParts, findRates } from './progress.js';

/** Days after which a snapshot that nobody has approved is over. */
export const reviewDays = 7;
const dayMs = 86_400_000;

type Counts = CampaignLine['counts'];

/** Campaigns as lists show them, with what belongs to all of them asked at once. */
export async function linesOf(
  em: EntityManager,
  campaigns: Campaign[],
  domains: readonly string[],
): Promise<CampaignLine[]> {
  if (campaigns.length === 0) return [];
  const [accounts, names, counts, rates, come, holds] = await Promise.all([
    em.find(Account, { id: { $in: campaigns.map(({ accountId }) => accountId) } }, { fields: ['id', 'name'] }),
    namesOf(em, campaigns),
    countsOf(em, campaigns),
    findRates(em, campaigns),
    findFunnels(em, campaigns),
    findHoldsOf(em, campaigns, domains),
  ]);
  const accountNames = new Map(accounts.map(({ id, name }) => [id, name]));
  const nameOf = (id: string) => names.get(id) ?? 'A former colleague';
  return campaigns.map((campaign) => ({
    ...plainOf(campaign),
    accountName: accountNames.get(campaign.accountId) ?? '',
    agent: { id: campaign.agentId, name: nameOf(campaign.agentId) },
    approved: approvedOf(campaign, nameOf),
    counts: counts.get(campaign.id) ?? noCounts(),
    rate: rates.get(campaign.id)!,
    ...come.get(campaign.id)!,
    holds: holds.get(campaign.id)!,
  }));
}

function approvedOf(
  { approvedAt, approvedBy, approvedDigest }: Campaign,
  nameOf: (id: string) => string,
): CampaignLine['approved'] {
  if (!approvedAt || !approvedBy) return null;
  return {
    at: approvedAt.toISOString(),
    by: { id: approvedBy, name: nameOf(approvedBy) },
    digest: hexOf(approvedDigest) ?? '',
  };
}

/** One campaign in full. */
export async function presentCampaign(
  em: EntityManager,
  campaign: Campaign,
  { checks, domains }: { checks: CampaignCheck[]; domains: readonly string[] },
): Promise<ShownCampaign> {
  const [[line], parts, frozenCount] = await Promise.all([
    linesOf(em, [campaign], domains),
    findParts(em, campaign),
    frozenCountOf(em, campaign),
  ]);
  return { ...line!, frozenCount, checks, parts };
}

function plainOf(campaign: Campaign) {
  const { id, accountId, name, state, audience, settings, templates, candidateCount, version } = campaign;
  return {
    id,
    accountId,
    name,
    state,
    resumeState: campaign.resumeState ?? null,
    commands: campaignCommandsNow(campaign),
    failure: campaign.failureCode
      ? { code: campaign.failureCode, sentence: campaign.failureSentence ?? 'It does not go on by itself.' }
      : null,
    audience,
    settings: withDefaults(settings),
    subject: campaign.subject ?? null,
    message: campaign.message ?? null,
    templates,
    candidateCount,
    frozenAt: timeOf(campaign.frozenAt),
    expiresAt:
      state === 'awaiting_review' && campaign.frozenAt
        ? new Date(campaign.frozenAt.getTime() + reviewDays * dayMs).toISOString()
        : null,
    verdicts: Object.fromEntries(verdicts.map((verdict) => [verdict, campaign.verdicts[verdict] ?? 0])) as Record<
      Verdict,
      number
    >,
    digest: hexOf(campaign.snapshotDigest),
    createdAt: campaign.createdAt.toISOString(),
    startedAt: timeOf(campaign.startedAt),
    endedAt: timeOf(campaign.endedAt),
    version,
  };
}

async function namesOf(em: EntityManager, campaigns: Campaign[]): Promise<Map<string, string>> {
  const ids = [...new Set(campaigns.flatMap(({ agentId, approvedBy }) => [agentId, ...(approvedBy ? [approvedBy] : [])]))]; // prettier-ignore
  const rows = await query<{ id: string; name: string }>(
    em,
    'select id, name from auth."user" where id in (select jsonb_array_elements_text($1::jsonb))',
    [JSON.stringify(ids)],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** From the parts' counts, and what is on the wire from the open hand-overs. */
async function countsOf(em: EntityManager, campaigns: Campaign[]): Promise<Map<string, Counts>> {
  const rows = await query<Counts & { id: string }>(
    em,
    `select c.id::text, ${countedStates.map((state) => `coalesce(p.${state}, 0)::int as ${state}`).join(', ')},
       coalesce(p.open, 0)::int as "inFlight"
     from campaigns c left join lateral (
       select ${countedStates.map((state) => `sum(${state}) as ${state}`).join(', ')}, sum(cardinality(open_attempts)) as open from campaign_parts where campaign_id = c.id) p on true
     where c.id = any ($1::bigint[])`,
    [`{${campaigns.map(({ id }) => id).join(',')}}`],
  );
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** How far a freeze under way has come; else all of them. */
async function frozenCountOf(em: EntityManager, { id, state, candidateCount }: Campaign): Promise<number> {
  if (state !== 'freezing') return candidateCount;
  const [row] = await query<{ count: number }>(
    em,
    'select count(*)::int as count from recipients where campaign_id = $1',
    [id],
  );
  return row?.count ?? 0;
}

const noCounts = (): Counts => ({
  ...(Object.fromEntries(countedStates.map((state) => [state, 0])) as Record<CountedState, number>),
  inFlight: 0,
});
const hexOf = (digest: Uint8Array | null | undefined) => (digest ? Buffer.from(digest).toString('hex') : null);
const timeOf = (at: Date | null | undefined) => at?.toISOString() ?? null;
