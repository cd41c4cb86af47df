import { defineEntity, p } from '@mikro-orm/postgresql';
import { roles } from '../../domain/accounts/roles.js';

/** The tenant: one agent or one office. */
export const AccountSchema = defineEntity({
  name: 'Account',
  tableName: 'accounts',
  properties: {
    id: p.bigint('string').primary(),
    slug: p.string(),
    name: p.string(),
    country: p.string().default('US'),
    brokerage: p.text().nullable(),
    website: p.text().nullable(),
    /** Where letters reach the sender; no invitation leaves without it. */
    postalAddress: p.text().nullable(),
    /** IANA name; null: that of most people of its country. */
    timeZone: p.text().nullable(),
    /** After so many days without a sign a mail of which nobody knows is sent again; null: never by itself. */
    unknownAgainDays: p.integer().nullable(),
    createdAt: p.datetime().onCreate(() => new Date()),
  },
});
export class Account extends AccountSchema.class {}
AccountSchema.setClass(Account);

/** A person who signs in. The table is better-auth's; sign-in and sessions are its work alone. */
export const UserSchema = defineEntity({
  name: 'User',
  tableName: 'user',
  schema: 'auth',
  properties: {
    id: p.text().primary(),
    accountId: p.bigint('string').fieldName('accountId').nullable(),
    email: p.text(),
    name: p.text(),
    role: p.enum(roles).columnType('text'),
    banned: p.boolean().nullable(),
    emailVerified: p.boolean().fieldName('emailVerified').default(true),
    createdAt: p
      .datetime()
      .fieldName('createdAt')
      .onCreate(() => new Date()),
    updatedAt: p
      .datetime()
      .fieldName('updatedAt')
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
});
export class User extends UserSchema.class {}
UserSchema.setClass(User);

/** A person asked to join; the token is in the mail alone, its SHA-256 here. */
export const UserInvitationSchema = defineEntity({
  name: 'UserInvitation',
  tableName: 'user_invitations',
  properties: {
    id: p.bigint('string').primary(),
    accountId: p.bigint('string').nullable(),
    email: p.text(),
    name: p.text(),
    role: p.enum(roles).columnType('text'),
    tokenHash: p.blob(),
    invitedBy: p.text().nullable(),
    createdAt: p.datetime().onCreate(() => new Date()),
    expiresAt: p.datetime(),
    acceptedAt: p.datetime().nullable(),
  },
});
export class UserInvitation extends UserInvitationSchema.class {}
UserInvitationSchema.setClass(UserInvitation);

export const personStates = ['active', 'invited', 'banned'] as const;

/** A user or an open invitation (its id then is `i` and the invitation's), for lists. Read only: a view. */
export const PersonSchema = defineEntity({
  name: 'Person',
  tableName: 'people',
  readonly: true,
  properties: {
    id: p.text().primary(),
    accountId: p.bigint('string').nullable(),
    name: p.text(),
    email: p.text(),
    role: p.enum(roles).columnType('text'),
    state: p.enum(personStates).columnType('text'),
    lastSeenAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
});
export class Person extends PersonSchema.class {}
PersonSchema.setClass(Person);
