import { defineEntity, p } from '@mikro-orm/postgresql';
import type { AttemptState, HandoverFailure } from '../../domain/mail/handover.js';

export const MailTemplateSchema = defineEntity({
  name: 'MailTemplate',
  tableName: 'mail_templates',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    accountId: p.bigint('string'),
    kind: p.text(),
    name: p.text(),
    currentVersion: p.integer().default(1),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    archivedAt: p.datetime().nullable(),
  },
});
/** What mails of one kind look like in one account; those of account 0 hold for all that have none of their own. */
export class MailTemplate extends MailTemplateSchema.class {}
MailTemplateSchema.setClass(MailTemplate);

export const MailTemplateVersionSchema = defineEntity({
  name: 'MailTemplateVersion',
  tableName: 'mail_template_versions',
  properties: {
    templateId: p.bigint('string').primary(),
    version: p.integer().primary(),
    subject: p.text(),
    mjml: p.text(),
    html: p.text(),
    text: p.text(),
    fallbacks: p.json<Record<string, string>>().defaultRaw(`'{}'`),
    createdBy: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});
/** Never changed once written. */
export class MailTemplateVersion extends MailTemplateVersionSchema.class {}
MailTemplateVersionSchema.setClass(MailTemplateVersion);

export const noticeStates = ['waiting', 'sent', 'failed', 'unknown', 'dropped'] as const;
export type NoticeState = (typeof noticeStates)[number];

export const NoticeSchema = defineEntity({
  name: 'Notice',
  tableName: 'notices',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    accountId: p.bigint('string'),
    kind: p.text(),
    hubId: p.bigint('string').nullable(),
    memberId: p.bigint('string').nullable(),
    subjectId: p.bigint('string').nullable(),
    email: p.text(),
    state: p.text().$type<NoticeState>().default('waiting'),
    nextActionAt: p.datetime().nullable().defaultRaw('now()'),
    failureCode: p.text().nullable(),
    failureSentence: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    endedAt: p.datetime().nullable(),
    uselessAt: p.datetime().nullable(),
  },
});
/** A mail that we owe one person and that no campaign sends. Written by `oweNotice`, moved by the worker. */
export class Notice extends NoticeSchema.class {}
NoticeSchema.setClass(Notice);

export const attemptPurposes = ['invitation', 'reminder', 'notice', 'test'] as const;
export type AttemptPurpose = (typeof attemptPurposes)[number];
export const settlements = ['accepted', 'rejected', 'send_again'] as const;
export type Settlement = (typeof settlements)[number];

export const SendAttemptSchema = defineEntity({
  name: 'SendAttempt',
  tableName: 'send_attempts',
  readonly: true,
  properties: {
    id: p.bigint('string').primary(),
    accountId: p.bigint('string'),
    purpose: p.text().$type<AttemptPurpose>(),
    invitationId: p.bigint('string').nullable(),
    noticeId: p.bigint('string').nullable(),
    hubId: p.bigint('string').nullable(),
    contactId: p.bigint('string').nullable(),
    wave: p.integer(),
    attempt: p.integer(),
    state: p.text().$type<AttemptState>(),
    email: p.text().nullable(),
    addressHash: p.blob(),
    messageId: p.text(),
    senderDomain: p.text(),
    templateId: p.bigint('string').nullable(),
    templateVersion: p.integer().nullable(),
    mimeDigest: p.blob(),
    mimeSize: p.integer(),
    transport: p.text(),
    replyCode: p.integer().nullable(),
    enhancedCode: p.text().nullable(),
    replyText: p.text().nullable(),
    failure: p.text().$type<HandoverFailure>().nullable(),
    remoteHost: p.text().nullable(),
    remoteAddress: p.text().nullable(),
    tls: p.text().nullable(),
    queueId: p.text().nullable(),
    worker: p.text().nullable(),
    startedAt: p.datetime(),
    connectedAt: p.datetime().nullable(),
    handedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    nextAttemptAt: p.datetime().nullable(),
    settledAs: p.text().$type<Settlement>().nullable(),
    settledBy: p.text().nullable(),
    settledReason: p.text().nullable(),
    settledAt: p.datetime().nullable(),
  },
});
/** One handing-over of one mail. Read only here: `database/send-attempts.ts` writes it. */
export class SendAttempt extends SendAttemptSchema.class {}
SendAttemptSchema.setClass(SendAttempt);
