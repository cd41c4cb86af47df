import type { Pool } from 'pg';

/** A mail that the sink took, whether its answer was let go or not. */
export interface Taken {
  messageId: string;
  to: string;
  isAnswered: boolean;
}

interface Sent {
  contact_id: string;
  email: string;
  state: string;
  attempts: { id: string; state: string }[] | null;
}

/**
 * Compares what the sink took with what the platform says, mail by mail, from both sides. Shares no code with the product on purpose.
 * @returns what is wrong, in sentences; nothing when all is right
 */
export async function checkCampaign(
  pool: Pool,
  given: { campaignId: string; taken: Taken[]; kills: number; connections: number },
): Promise<{ wrong: string[]; tally: Record<string, number> }> {
  const { campaignId, taken, kills, connections } = given;
  const { rows } = await pool.query<Sent>(
    `select r.contact_id::text, r.email, r.state, (select json_agg(json_build_object('id', s.message_id, 'state', s.state)) from send_attempts s
       where s.campaign_id = r.campaign_id and s.contact_id = r.contact_id) as attempts
     from recipients r where r.campaign_id = $1 and r.verdict = 'eligible'`,
    [campaignId],
  );
  const wrong: string[] = [];
  const timesTo = countBy(taken.map(({ to }) => to));
  const timesOf = countBy(taken.map(({ messageId }) => messageId));
  const tally = { eligible: rows.length, taken: taken.length, missing: 0, repeated: 0, unknown: 0, unanswered: 0 };
  tally.unanswered = taken.filter(({ isAnswered }) => !isAnswered).length;
  tally.repeated = [...timesTo.values()].filter((times) => times > 1).length;
  if (tally.repeated > 0) wrong.push(`${tally.repeated} people were mailed twice`);

  const said = new Map<string, string[]>();
  for (const { email, state, attempts } of rows) {
    if (state === 'unknown') tally.unknown += 1;
    else if (!timesTo.has(email)) tally.missing += 1;
    if (!['sent', 'unknown'].includes(state)) wrong.push(`somebody is ${state}`);
    for (const attempt of attempts ?? []) said.set(attempt.id, [...(said.get(attempt.id) ?? []), attempt.state]);
  }
  if (tally.missing > 0) wrong.push(`${tally.missing} people are said to be mailed and were not`);
  for (const [messageId, states] of said) {
    const accepted = states.filter((state) => state === 'accepted').length;
    if (accepted > 1) wrong.push(`${messageId} is said to be accepted ${accepted} times`);
    if (accepted === 1 && timesOf.get(messageId) !== 1)
      wrong.push(`${messageId} is said to be accepted, the sink took it ${timesOf.get(messageId) ?? 0} times`);
    if (states.includes('submitting')) wrong.push(`${messageId} is still on the wire`);
  }
  for (const { messageId, to, isAnswered } of taken) {
    const states = said.get(messageId) ?? [];
    if (!states.some((state) => state === 'accepted' || state === 'unknown'))
      wrong.push(`the sink took ${messageId} for ${to}, which is ${states.join(', ') || 'nowhere'}`);
    if (!isAnswered && states.includes('accepted'))
      wrong.push(`${messageId} is said to be accepted though nobody answered`);
  }
  const most = kills * connections + tally.unanswered;
  if (tally.unknown > most) wrong.push(`${tally.unknown} are unknown, at most ${most} were on the wire`);
  return { wrong: [...wrong, ...(await checkEquation(pool, campaignId, rows))], tally };
}

async function checkEquation(pool: Pool, campaignId: string, recipients: Sent[]): Promise<string[]> {
  const { rows } = await pool.query<Record<string, number>>(
    `select sum(planned)::int as planned, sum(deferred)::int as deferred, sum(sent)::int as sent, sum(unknown)::int as unknown, sum(rejected)::int as rejected,
       sum(late_excluded)::int as late_excluded, sum(cancelled)::int as cancelled from campaign_parts where campaign_id = $1`,
    [campaignId],
  );
  const states = countBy(recipients.map(({ state }) => state));
  return Object.entries(rows[0] ?? {})
    .filter(([state, count]) => count !== (states.get(state) ?? 0))
    .map(([state, count]) => `${states.get(state) ?? 0} are ${state}, the equation says ${count}`);
}

function countBy(keys: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
