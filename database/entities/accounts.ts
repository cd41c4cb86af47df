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

/** A colleague asked to join; the token is in the mail alone, its SHA-256 here. */
export const ColleagueInvitationSchema = defineEntity({
  name: 'ColleagueInvitation',
  tableName: 'colleague_invitations',
  properties: {
    id: p.bigint('string').primary(),
    accountId: p.bigint('string'),
    email: p.text(),
    name: p.text(),
    tokenHash: p.blob(),
    invitedBy: p.text().nullable(),
    createdAt: p.datetime().onCreate(() => new Date()),
    expiresAt: p.datetime(),
    acceptedAt: p.datetime().nullable(),
  },
});
export class ColleagueInvitation extends ColleagueInvitationSchema.class {}
ColleagueInvitationSchema.setClass(ColleagueInvitation);
