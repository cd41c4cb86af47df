import { z } from 'zod';
import { columnLengths } from '../../../domain/contacts/lengths.js';
import { HomeDetails, type HomeField } from '../../../domain/hubs/details.js';
import type { HubCommand, InvitationCommand } from '../../../domain/hubs/commands.js';
import type { HubActor, HubEventKind } from '../../../domain/hubs/events.js';
import { hubStates, type HubState, type InvitationState, type ResumableState } from '../../../domain/hubs/states.js';
import { Id, listQuery } from '../list.js';

const text = (length: number) => z.string().max(length).nullable().optional();

/** As typed; read by the same rules as the address of a contact. */
export const Home = z.strictObject({
  street: text(columnLengths.street),
  unit: text(columnLengths.unit),
  city: text(columnLengths.city),
  state: text(columnLengths.state),
  zip: text(columnLengths.zip),
  country: text(columnLengths.country),
});
export type Home = z.infer<typeof Home>;

export const CoOwner = z.strictObject({
  firstName: text(columnLengths.co_first_name),
  lastName: text(columnLengths.co_last_name),
  email: text(columnLengths.co_email),
});
export type CoOwner = z.infer<typeof CoOwner>;

/** What is left out is taken from the contact: home and co-owner; the agent is who asks. */
export const NewHub = z.strictObject({
  contactId: Id,
  agentId: z.string().min(1).max(100).optional(),
  home: Home.optional(),
  details: HomeDetails.optional(),
  coOwner: CoOwner.nullable().optional(),
});
export type NewHub = z.infer<typeof NewHub>;

/** `version` is the one that was read; a field that is left out stays. */
export const ChangeHub = z.strictObject({
  version: z.number().int().min(1),
  agentId: z.string().min(1).max(100).optional(),
  home: Home.optional(),
  details: HomeDetails.optional(),
  coOwner: CoOwner.nullable().optional(),
});
export type ChangeHub = z.infer<typeof ChangeHub>;

export const HubsQuery = listQuery(
  ['updatedAt', 'createdAt', 'id'],
  z.strictObject({
    /** Found in the contact's name and address of mail, and in the home's address. */
    q: z.string().trim().max(200).optional(),
    state: z.union([z.enum(hubStates), z.array(z.enum(hubStates)).max(hubStates.length)]).optional(),
    agentId: z.string().max(100).optional(),
    contactId: Id.optional(),
  }),
);
export type HubsQuery = z.infer<typeof HubsQuery>;

export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  perPage: z.coerce.number().int().min(1).max(200).default(25),
});
export type PageQuery = z.infer<typeof PageQuery>;

export const NewNote = z.strictObject({ text: z.string().trim().min(1, 'Write something first.').max(5_000) });
export type NewNote = z.infer<typeof NewNote>;

export const Answer = z.strictObject({ text: z.string().trim().min(1, 'Write an answer first.').max(5_000) });
export type Answer = z.infer<typeof Answer>;

export interface HubHome {
  street: string | null;
  unit: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
  country: string | null;
}

export interface HubPerson {
  id: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
}

/** A Hub as lists answer it. */
export interface Hub {
  id: string;
  state: HubState;
  resumeState: ResumableState | null;
  commands: HubCommand[];
  contact: HubPerson;
  agent: { id: string; name: string };
  coOwner: Omit<HubPerson, 'id'> | null;
  /** Null while there is no address. */
  home: HubHome | null;
  /** One line: "12 Elm St, Boulder, CO 80302". */
  homeLine: string | null;
  details: HomeDetails;
  /** The owner's latest invitation. */
  invitation: HubInvitationLine | null;
  openQuestions: number;
  openCorrections: number;
  version: number;
  createdAt: string;
  updatedAt: string;
  claimedAt: string | null;
  archivedAt: string | null;
}

/** A Hub as its own page needs it. */
export interface HubInFull extends Hub {
  members: HubMember[];
  /** Newest first, of owner and co-owner. */
  invitations: HubInvitation[];
  questions: HubQuestion[];
  corrections: HubCorrection[];
}

export interface HubMember {
  id: string;
  role: 'owner' | 'co_owner';
  firstName: string | null;
  lastName: string | null;
  email: string;
  joinedAt: string;
  /** Until then whoever was invited may say that the claim was not theirs. */
  settledAt: string;
  leftAt: string | null;
  leftReason: string | null;
}

export interface HubQuestion {
  id: string;
  text: string;
  askedBy: string;
  askedAt: string;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: string | null;
}

export interface HubCorrection {
  id: string;
  changes: Partial<Record<HomeField, [unknown, unknown]>>;
  state: 'proposed' | 'accepted' | 'declined';
  proposedBy: string;
  proposedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
}

export interface HubNote {
  id: string;
  text: string;
  author: { id: string; name: string };
  createdAt: string;
}

export interface HubInvitationLine {
  id: string;
  role: 'owner' | 'co_owner';
  state: InvitationState;
  via: 'mail' | 'link';
  email: string;
  firstSentAt: string | null;
  expiresAt: string;
  claimedAt: string | null;
  /** Why it does not go on by itself. */
  blocked: { code: string; sentence: string } | null;
  nextStep: NextStep;
  /** The campaign that it was made by. */
  campaign: { id: string; name: string } | null;
}

/** What happens next by itself, and when; `sentence` says it in words. */
export interface NextStep {
  kind: 'send_invitation' | 'send_reminder' | 'expire' | 'person' | 'paused' | 'none';
  /** The reminder's number, where it is one. */
  wave: number | null;
  at: string | null;
  sentence: string;
}

export interface HubInvitation extends HubInvitationLine {
  hubId: string;
  contactId: string;
  firstName: string | null;
  lastName: string | null;
  subject: string | null;
  message: string | null;
  /** The wave that is sent next: 0 the invitation, 1 and 2 its reminders. */
  wave: number;
  reminders: number;
  sentBy: string | null;
  createdAt: string;
  rotatedAt: string | null;
  lastSentAt: string | null;
  revokedAt: string | null;
  revokedReason: string | null;
  commands: InvitationCommand[];
  attempts: InvitationAttempt[];
  engine: 'ok' | 'away';
}

/** One handing-over of one mail; the evidence in full is at `GET /send-attempts/:id`. */
export interface InvitationAttempt {
  id: string;
  wave: number;
  attempt: number;
  state: 'submitting' | 'accepted' | 'deferred' | 'rejected' | 'unknown';
  startedAt: string;
  endedAt: string | null;
  nextAttemptAt: string | null;
  /** Why it did not end well, in words; null when it did. */
  sentence: string | null;
  /** What the other side said, word for word; null when it said nothing. */
  reply: string | null;
  settledAs: 'accepted' | 'rejected' | 'send_again' | null;
}

export interface HubEventLine {
  id: string;
  at: string;
  kind: HubEventKind;
  by: { kind: HubActor; name: string | null };
  sentence: string;
  hubId: string;
  contact: { id: string; firstName: string | null; lastName: string | null };
  invitationId: string | null;
}
