import { defineEntity, p } from '@mikro-orm/postgresql';
import { actorKinds } from '../../domain/audit/events.js';
import { roles } from '../../domain/accounts/roles.js';

/** Read only: events are written by `recordAudit` and refused by the database otherwise. */
export const AuditEventSchema = defineEntity({
  name: 'AuditEventRow',
  tableName: 'audit_events',
  readonly: true,
  properties: {
    accountId: p.bigint('string').primary(),
    seq: p.bigint('string').primary(),
    at: p.datetime(),
    actorKind: p.enum(actorKinds).columnType('text'),
    actorId: p.text().nullable(),
    role: p.enum(roles).columnType('text').nullable(),
    action: p.text(),
    subjectKind: p.text().nullable(),
    subjectId: p.text().nullable(),
    reason: p.text().nullable(),
    requestId: p.text().nullable(),
    before: p.json<Record<string, unknown>>().nullable(),
    after: p.json<Record<string, unknown>>().nullable(),
  },
});
export class AuditEventRow extends AuditEventSchema.class {}
AuditEventSchema.setClass(AuditEventRow);
