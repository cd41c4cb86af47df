import { type Connection, query } from '../../../database/execute.js';
import { NotFound } from '../problem.js';
import { hubRows, invitationRows, type Stamp } from './hub-rows.js';
import type { HubCorrection, HubInFull, HubMember, HubQuestion } from './hubs.schemas.js';
import { presentHub, presentInvitation, time, timeOrNull } from './present.js';

interface Around {
  members: (Omit<HubMember, 'joinedAt' | 'settledAt' | 'leftAt'> &
    Record<'joinedAt' | 'settledAt', Stamp> & { leftAt: Stamp | null })[];
  questions: (Omit<HubQuestion, 'askedAt' | 'answeredAt'> & { askedAt: Stamp; answeredAt: Stamp | null })[];
  corrections: (Omit<HubCorrection, 'proposedAt' | 'decidedAt'> & { proposedAt: Stamp; decidedAt: Stamp | null })[];
}

const memberName = (member: string) =>
  `coalesce((select nullif(concat_ws(' ', m.first_name, m.last_name), '') from hub_members m where m.id = ${member}), 'The homeowner')`;
const userName = (user: string) => `(select u.name from auth."user" u where u.id = ${user})`;

/** Who and what stands around one Hub; at most two hundred of each, newest first. */
const aroundSql = `
select coalesce((select jsonb_agg(m) from (
    select id::text, role, first_name as "firstName", last_name as "lastName", email, joined_at as "joinedAt", settled_at as "settledAt",
      left_at as "leftAt", left_reason as "leftReason" from hub_members m where hub_id = $1 order by left_at is not null, role desc, m.id limit 200) m), '[]') as members,
  coalesce((select jsonb_agg(q) from (
    select id::text, text, ${memberName('q.member_id')} as "askedBy", asked_at as "askedAt", answer, ${userName('q.answered_by')} as "answeredBy",
      answered_at as "answeredAt" from hub_questions q where hub_id = $1 order by q.id desc limit 200) q), '[]') as questions,
  coalesce((select jsonb_agg(k) from (
    select id::text, changes, state, ${memberName('k.member_id')} as "proposedBy", proposed_at as "proposedAt", ${userName('k.decided_by')} as "decidedBy",
      decided_at as "decidedAt" from hub_corrections k where hub_id = $1 order by k.id desc limit 200) k), '[]') as corrections`;

/** @throws NotFound also for another account's Hub */
export async function hubInFull(
  connection: Connection,
  which: { accountId: string; hubId: string },
  viewer: { now: Date; engine: 'ok' | 'away' },
): Promise<HubInFull> {
  const [row] = await hubRows(connection, which.accountId, [which.hubId]);
  if (!row) throw new NotFound('Hub');
  const invitations = await invitationRows(connection, which.accountId, { hubId: which.hubId });
  const [around] = await query<Around>(connection, aroundSql, [which.hubId]);
  return {
    ...presentHub(row, viewer.now),
    invitations: invitations.map((invitation) => presentInvitation(invitation, viewer)),
    members: around!.members.map((member) => ({
      ...member,
      joinedAt: time(member.joinedAt),
      settledAt: time(member.settledAt),
      leftAt: timeOrNull(member.leftAt),
    })),
    questions: around!.questions.map((question) => ({
      ...question,
      askedAt: time(question.askedAt),
      answeredAt: timeOrNull(question.answeredAt),
    })),
    corrections: around!.corrections.map((correction) => ({
      ...correction,
      proposedAt: time(correction.proposedAt),
      decidedAt: timeOrNull(correction.decidedAt),
    })),
  };
}
