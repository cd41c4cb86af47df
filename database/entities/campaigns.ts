import { defineEntity, p } from '@mikro-orm/postgresql';
import type { AudienceChoice, CampaignSettings } from '../../domain/campaigns/settings.js';
import { campaignStates, workingCampaignStates } from '../../domain/campaigns/states.js';
import type { ReviewCounts } from '../../domain/campaigns/review.js';
import type { Verdict } from '../../domain/campaigns/verdicts.js';

const text = () => p.text().nullable();
const now = () => p.datetime().defaultRaw('now()');

/** Which version of which template goes out, by kind of mail. */
export type PinnedTemplates = Partial<
  Record<'invitation' | 'reminder_1' | 'reminder_2', { templateId: string; version: number }>
>;

/** An invitation mailing: its audience, frozen into recipients, and what becomes of it. */
export const CampaignSchema = defineEntity({
  name: 'Campaign',
  tableName: 'campaigns',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    accountId: p.bigint('string'),
    name: p.text(),
    agentId: p.text(),
    state: p.enum(campaignStates).columnType('text').default('freezing'),
    /** The step to which resume goes back. */
    resumeState: p.enum(workingCampaignStates).columnType('text').nullable(),
    audience: p.json<AudienceChoice>(),
    settings: p.json<CampaignSettings>(),
    subject: text(),
    message: text(),
    templates: p.json<PinnedTemplates>().onCreate(() => ({})),
    partitions: p.integer().default(4),
    fence: p.integer().default(0),
    version: p.integer().default(1),
    /** Counted at the freeze, of those found eligible. */
    review: p.json<Partial<ReviewCounts>>().onCreate(() => ({})),
    frozenAt: p.datetime().nullable(),
    candidateCount: p.integer().default(0),
    verdicts: p.json<Partial<Record<Verdict, number>>>().onCreate(() => ({})),
    snapshotDigest: p.blob().nullable(),
    audienceDigest: p.blob().nullable(),
    approvedAt: p.datetime().nullable(),
    approvedBy: text(),
    approvedDigest: p.blob().nullable(),
    failureCode: text(),
    failureSentence: text(),
    createdBy: text(),
    createdAt: now(),
    updatedAt: now().onUpdate(() => new Date()),
    startedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
  },
});
export class Campaign extends CampaignSchema.class {}
CampaignSchema.setClass(Campaign);
