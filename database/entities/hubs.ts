import { defineEntity, p } from '@mikro-orm/postgresql';
import type { HomeDetails } from '../../domain/hubs/details.js';
import type { HubActor, HubEventDetails, HubEventKind } from '../../domain/hubs/events.js';
import { hubStates, invitationStates, resumableStates } from '../../domain/hubs/states.js';

const text = () => p.text().nullable();
const now = () => p.datetime().defaultRaw('now()');

/** The homeowner's page for one home, to be claimed. */
export const HubSchema = defineEntity({
  name: 'Hub',
  tableName: 'hubs',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    accountId: p.bigint('string'),
    contactId: p.bigint('string'),
    agentId: p.text(),
    state: p.enum(hubStates).columnType('text').default('draft'),
    /** The state a pause goes back to. */
    resumeState: p.enum(resumableStates).columnType('text').nullable(),
    street: text(),
    unit: text(),
    city: text(),
    stateCode: text(),
    zip: text(),
    country: text(),
    /** What two spellings of one home have in common; null while there is no address. */
    homeKey: text(),
    details: p.json<HomeDetails>().onCreate(() => ({})),
    coFirstName: text(),
    coLastName: text(),
    coEmail: text(),
    /** Grows with every change of the home, the co-owner or the agent; who saves an older one is told. */
    version: p.integer().default(1),
    createdBy: text(),
    createdAt: now(),
    updatedAt: now().onUpdate(() => new Date()),
    claimedAt: p.datetime().nullable(),
    archivedAt: p.datetime().nullable(),
  },
});
export class Hub extends HubSchema.class {}
HubSchema.setClass(Hub);

/** What people of the office write down about a Hub; homeowners never see it. */
export const HubNoteSchema = defineEntity({
  name: 'HubNote',
  tableName: 'hub_notes',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    accountId: p.bigint('string'),
    hubId: p.bigint('string'),
    authorId: p.text(),
    text: p.text(),
    createdAt: now(),
  },
});
export class HubNote extends HubNoteSchema.class {}
HubNoteSchema.setClass(HubNote);

/** Read only: events are written by `recordHubEvent`. */
export const HubEventSchema = defineEntity({
  name: 'HubEvent',
  tableName: 'hub_events',
  readonly: true,
  properties: {
    id: p.bigint('string').primary(),
    accountId: p.bigint('string'),
    hubId: p.bigint('string'),
    contactId: p.bigint('string'),
    kind: p.text().$type<HubEventKind>(),
    byKind: p.text().$type<HubActor>(),
    byId: text(),
    invitationId: p.bigint('string').nullable(),
    details: p.json<HubEventDetails>(),
    at: p.datetime(),
  },
});
export class HubEvent extends HubEventSchema.class {}
HubEventSchema.setClass(HubEvent);

/** One invitation to one address, with its reminders. Changed by the functions of `database/invitations.ts` alone. */
export const InvitationSchema = defineEntity({
  name: 'Invitation',
  tableName: 'invitations',
  properties: {
    id: p.bigint('string').primary(),
    accountId: p.bigint('string'),
    hubId: p.bigint('string'),
    contactId: p.bigint('string'),
    role: p.enum(['owner', 'co_owner']).columnType('text'),
    state: p.enum(invitationStates).columnType('text'),
    via: p.enum(['mail', 'link']).columnType('text'),
    firstName: text(),
    lastName: text(),
    email: p.text(),
    emailNormalized: p.text(),
    subject: text(),
    message: text(),
    nonce: p.blob(),
    keyId: p.integer(),
    wave: p.integer(),
    reminders: p.integer(),
    nextActionAt: p.datetime().nullable(),
    fence: p.integer(),
    blockedCode: text(),
    blockedSentence: text(),
    sentBy: text(),
    createdAt: now(),
    updatedAt: now(),
    firstSentAt: p.datetime().nullable(),
    rotatedAt: p.datetime().nullable(),
    expiresAt: p.datetime(),
    claimedAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
    revokedReason: text(),
  },
});
export class Invitation extends InvitationSchema.class {}
InvitationSchema.setClass(Invitation);

/** A link of many uses to a person's way in; its token is made again from key, id and nonce. */
export const LandingLinkSchema = defineEntity({
  name: 'LandingLink',
  tableName: 'landing_links',
  properties: {
    id: p.bigint('string').primary(),
    accountId: p.bigint('string'),
    agentId: p.text(),
    /** Null: the agent's own link, for anybody. */
    contactId: p.bigint('string').nullable(),
    nonce: p.blob(),
    keyId: p.integer(),
    visits: p.integer(),
    lastVisitAt: p.datetime().nullable(),
    createdBy: text(),
    createdAt: now(),
    revokedAt: p.datetime().nullable(),
  },
});
export class LandingLink extends LandingLinkSchema.class {}
LandingLinkSchema.setClass(LandingLink);
