/** The shapes that the API answers, by the names the pages use. */
export type {
  ChangeHub,
  Hub,
  HubCorrection,
  HubEventLine,
  HubHome,
  HubInFull,
  HubInvitation,
  HubInvitationLine,
  HubMember,
  HubNote,
  HubQuestion,
  InvitationAttempt,
  NewHub,
} from '../../../apps/api/hubs/hubs.schemas.js';
export type {
  Funnel,
  HubsOverview,
  InvitationPreview,
  LandingLink,
  NeedsYou,
} from '../../../apps/api/hubs/invitations.schemas.js';
export type { InvitationDraft } from '../../../apps/api/hubs/drafts.schemas.js';
import type { HubInFull, HubInvitationLine } from '../../../apps/api/hubs/hubs.schemas.js';

export type HomeDetails = HubInFull['details'];

export type NextStep = HubInvitationLine['nextStep'];
export interface HubPersonName {
  firstName: string | null;
  lastName: string | null;
}

/** What is typed of an invitation before it exists. */
export interface InvitationInput {
  /** Whom: the owner when not said. */
  role?: 'co_owner';
  subject?: string;
  message?: string;
  email?: string;
  /** The address looks mistyped, and a person said that it is right. */
  confirmEmail?: boolean;
}
