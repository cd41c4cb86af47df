import { AccountSchema, PersonSchema, UserInvitationSchema, UserSchema } from './accounts.js';
import { AuditEventSchema } from './audit.js';
import { ContactChangeSchema, ContactSchema, CustomFieldSchema } from './contacts.js';
import { ContactImportSchema, RememberedMappingSchema } from './imports.js';

export const entities = [
  AccountSchema,
  UserSchema,
  UserInvitationSchema,
  PersonSchema,
  AuditEventSchema,
  ContactSchema,
  ContactChangeSchema,
  CustomFieldSchema,
  ContactImportSchema,
  RememberedMappingSchema,
];
