import { defineEntity, p } from '@mikro-orm/postgresql';
import type { SuppressionReason, SuppressionSource } from '../../domain/suppressions/reasons.js';

export const SuppressionSchema = defineEntity({
  name: 'Suppression',
  tableName: 'suppressions',
  readonly: true,
  properties: {
    id: p.bigint('string').primary(),
    accountId: p.bigint('string').nullable(),
    addressHash: p.blob(),
    email: p.text().nullable(),
    reason: p.text().$type<SuppressionReason>(),
    source: p.text().$type<SuppressionSource>(),
    invitationId: p.bigint('string').nullable(),
    note: p.text().nullable(),
    actorId: p.text().nullable(),
    createdAt: p.datetime(),
    removedAt: p.datetime().nullable(),
    removedBy: p.text().nullable(),
    removedReason: p.text().nullable(),
  },
});
/** An address that must not be mailed, by one account or (without one) by anybody. `database/suppressions.ts` writes it. */
export class Suppression extends SuppressionSchema.class {}
SuppressionSchema.setClass(Suppression);
