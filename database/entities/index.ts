import { AccountSchema, ColleagueInvitationSchema, UserSchema } from './accounts.js';
import { AuditEventSchema } from './audit.js';

export const entities = [AccountSchema, UserSchema, ColleagueInvitationSchema, AuditEventSchema];
