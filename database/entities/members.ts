import { defineEntity, p } from '@mikro-orm/postgresql';
import type { HomeField } from '../../domain/hubs/details.js';

const text = () => p.text().nullable();
const now = () => p.datetime().defaultRaw('now()');

/** Who has joined a Hub: the homeowner who claimed it, a co-owner. */
export const HubMemberSchema = defineEntity({
  name: 'HubMember',
  tableName: 'hub_members',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    accountId: p.bigint('string'),
    hubId: p.bigint('string'),
    role: p.enum(['owner', 'co_owner']).columnType('text'),
    firstName: text(),
    lastName: text(),
    email: p.text(),
    emailNormalized: p.text(),
    invitationId: p.bigint('string').nullable(),
    /** Kinds of mail they said no to. */
    muted: p.array().columnType('text[]').$type<string[]>().default([]),
    joinedAt: now(),
    /** A claim may be taken back until then. */
    settledAt: p.datetime().defaultRaw(`now() + interval '72 hours'`),
    leftAt: p.datetime().nullable(),
    leftReason: p.enum(['left', 'taken_back', 'deleted', 'removed']).columnType('text').nullable(),
  },
});
export class HubMember extends HubMemberSchema.class {}
HubMemberSchema.setClass(HubMember);

export const HubQuestionSchema = defineEntity({
  name: 'HubQuestion',
  tableName: 'hub_questions',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    accountId: p.bigint('string'),
    hubId: p.bigint('string'),
    memberId: p.bigint('string'),
    text: p.text(),
    askedAt: now(),
    answer: text(),
    answeredBy: text(),
    answeredAt: p.datetime().nullable(),
  },
});
export class HubQuestion extends HubQuestionSchema.class {}
HubQuestionSchema.setClass(HubQuestion);

/** What a homeowner says is wrong about the home; nothing changes until the agent takes it over. */
export const HubCorrectionSchema = defineEntity({
  name: 'HubCorrection',
  tableName: 'hub_corrections',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    accountId: p.bigint('string'),
    hubId: p.bigint('string'),
    memberId: p.bigint('string'),
    /** Field of the home → [old, new]. */
    changes: p.json<Partial<Record<HomeField, [unknown, unknown]>>>(),
    state: p.enum(['proposed', 'accepted', 'declined']).columnType('text').default('proposed'),
    proposedAt: now(),
    decidedBy: text(),
    decidedAt: p.datetime().nullable(),
  },
});
export class HubCorrection extends HubCorrectionSchema.class {}
HubCorrectionSchema.setClass(HubCorrection);
