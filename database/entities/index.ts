import { AccountSchema, ColleagueInvitationSchema, UserSchema } from './accounts.js';
import { AuditEventSchema } from './audit.js';
import { ContactImportSchema, RememberedMappingSchema } from './imports.js';

export const entities = [
  AccountSchema,
  UserSchema,
  ColleagueInvitationSchema,
  AuditEventSchema,
  ContactImportSchema,
  RememberedMappingSchema,
];
