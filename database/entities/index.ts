import { AccountSchema, PersonSchema, UserInvitationSchema, UserSchema } from './accounts.js';
import { AgentSchema } from './agents.js';
import { AuditEventSchema } from './audit.js';
import { CampaignSchema } from './campaigns.js';
import { ContactChangeSchema, ContactSchema, CustomFieldSchema } from './contacts.js';
import { HubEventSchema, HubNoteSchema, HubSchema, InvitationSchema, LandingLinkSchema } from './hubs.js';
import { HubCorrectionSchema, HubMemberSchema, HubQuestionSchema } from './members.js';
import { ContactImportSchema, RememberedMappingSchema } from './imports.js';
import { MailTemplateSchema, MailTemplateVersionSchema, NoticeSchema, SendAttemptSchema } from './mail.js';
import { SuppressionSchema } from './suppressions.js';
import { ConnectionSchema, SyncIssueSchema, SyncRunSchema } from './syncs.js';

export const entities = [
  AccountSchema,
  UserSchema,
  UserInvitationSchema,
  PersonSchema,
  AgentSchema,
  AuditEventSchema,
  ContactSchema,
  ContactChangeSchema,
  CustomFieldSchema,
  ContactImportSchema,
  RememberedMappingSchema,
  MailTemplateSchema,
  MailTemplateVersionSchema,
  NoticeSchema,
  SendAttemptSchema,
  SuppressionSchema,
  ConnectionSchema,
  SyncRunSchema,
  SyncIssueSchema,
  HubSchema,
  HubNoteSchema,
  HubEventSchema,
  HubMemberSchema,
  HubQuestionSchema,
  HubCorrectionSchema,
  InvitationSchema,
  LandingLinkSchema,
  CampaignSchema,
];
