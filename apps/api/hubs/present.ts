import { hubCommandsNow, invitationCommandsNow, type InvitationStanding } from '../../../domain/hubs/commands.js';
import { homeLine } from '../../../domain/hubs/home-line.js';
import { nextStepOf } from '../../../domain/hubs/next-step.js';
import { failureSentences } from '../../../domain/mail/handover.js';
import type { HubRow, InvitationRow, Stamp } from './hub-rows.js';
import type { Hub, HubInvitation, HubInvitationLine, NextStep } from './hubs.schemas.js';

export const time = (at: Stamp): string => new Date(at).toISOString();
export const timeOrNull = (at: Stamp | null): string | null => (at === null ? null : time(at));

/** A Hub as lists answer it. */
export function presentHub(row: HubRow, now: Date): Hub {
  const hasCoOwner = row.co_first_name ?? row.co_last_name ?? row.co_email;
  return {
    id: row.id,
    state: row.state,
    resumeState: row.resume_state,
    commands: hubCommandsNow(row.state),
    contact: row.contact,
    agent: row.agent,
    coOwner: hasCoOwner ? { firstName: row.co_first_name, lastName: row.co_last_name, email: row.co_email } : null,
    home: row.has_home ? row.home : null,
    homeLine: homeLine(row.home),
    details: row.details,
    invitation: row.invitation && presentLine(row.invitation, now),
    openQuestions: row.open_questions,
    openCorrections: row.open_corrections,
    version: row.version,
    createdAt: time(row.created_at),
    updatedAt: time(row.updated_at),
    claimedAt: timeOrNull(row.claimed_at),
    archivedAt: timeOrNull(row.archived_at),
  };
}

function presentLine(row: InvitationRow, now: Date): HubInvitationLine {
  return {
    id: row.id,
    role: row.role,
    state: row.state,
    via: row.via,
    email: row.email,
    firstSentAt: timeOrNull(row.first_sent_at),
    expiresAt: time(row.expires_at),
    claimedAt: timeOrNull(row.claimed_at),
    blocked: row.blocked_code ? { code: row.blocked_code, sentence: row.blocked_sentence ?? '' } : null,
    nextStep: presentStep(row, now),
    campaign: row.campaign && { id: row.campaign.id, name: row.campaign.name },
  };
}

function presentStep(row: InvitationRow, now: Date): NextStep {
  // Until somebody takes it into their own hands, its campaign keeps the date.
  const dueAt = row.next_action_at ?? row.campaign?.due_at ?? null;
  const step = nextStepOf(
    {
      state: row.state,
      hubState: row.hub_state,
      via: row.via,
      wave: row.wave,
      nextActionAt: dueAt === null ? null : new Date(dueAt),
      expiresAt: new Date(row.expires_at),
      blocked: row.blocked_code !== null,
    },
    now,
  );
  return { ...step, at: step.at?.toISOString() ?? null };
}

/** What decides which commands may be asked. */
export const standingOf = (row: InvitationRow): InvitationStanding => ({
  state: row.state,
  via: row.via,
  wave: row.wave,
  lastSentAt: row.last_sent_at === null ? null : new Date(row.last_sent_at),
  expiresAt: new Date(row.expires_at),
});

export function presentInvitation(row: InvitationRow, viewer: { now: Date; engine: 'ok' | 'away' }): HubInvitation {
  return {
    ...presentLine(row, viewer.now),
    hubId: row.hub_id,
    contactId: row.contact_id,
    firstName: row.first_name,
    lastName: row.last_name,
    subject: row.subject,
    message: row.message,
    wave: row.wave,
    reminders: row.reminders,
    sentBy: row.sent_by,
    createdAt: time(row.created_at),
    rotatedAt: timeOrNull(row.rotated_at),
    lastSentAt: timeOrNull(row.last_sent_at),
    revokedAt: timeOrNull(row.revoked_at),
    revokedReason: row.revoked_reason,
    commands: invitationCommandsNow(standingOf(row), viewer.now),
    attempts: row.attempts.map((attempt) => ({
      id: attempt.id,
      wave: attempt.wave,
      attempt: attempt.attempt,
      state: attempt.state,
      startedAt: time(attempt.started_at),
      endedAt: timeOrNull(attempt.ended_at),
      nextAttemptAt: timeOrNull(attempt.next_attempt_at),
      sentence: attempt.failure && failureSentences[attempt.failure],
      reply: attempt.reply,
      settledAs: attempt.settled_as,
    })),
    engine: viewer.engine,
  };
}
