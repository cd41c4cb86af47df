import { z } from 'zod';
import { recipientStates, campaignStates } from '../../../domain/campaigns/states.js';
import type { AudienceChoice as Audience, CampaignSettings } from '../../../domain/campaigns/settings.js';
import { verdicts } from '../../../domain/campaigns/verdicts.js';
import { ContactFilter } from '../contacts/contacts.schemas.js';
import { Id, listQuery } from '../list.js';

const Ids = z
  .array(Id)
  .min(1, 'Choose at least one contact.')
  .max(10_000, 'Choose at most 10,000 contacts, or use a filter.');

export const AudienceChoice = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('no_hub') }),
    z.strictObject({ kind: z.literal('contacts'), contactIds: Ids }),
    z.strictObject({ kind: z.literal('filter'), filter: ContactFilter }),
  ],
  { error: 'Say whom the campaign is about: contacts without a Hub, chosen contacts, or those of a filter.' },
) satisfies z.ZodType<Audience>;
export type AudienceChoice = z.infer<typeof AudienceChoice>;

const Window = z
  .strictObject({
    days: z
      .array(z.number().int().min(1).max(7))
      .min(1, 'Choose at least one day of the week.')
      .max(7)
      .transform((days) => [...new Set(days)].toSorted()),
    fromHour: z.number().int().min(0).max(23),
    toHour: z.number().int().min(1).max(24),
  })
  .refine(({ fromHour, toHour }) => fromHour < toHour, {
    path: ['toHour'],
    message: 'The window must end after it begins, on the same day.',
  });

const PerHour = z
  .number()
  .int('Give whole mails an hour.')
  .min(1, 'Give at least one mail an hour, or pause the campaign.')
  .max(10_000_000, 'Nobody sends ten million mails an hour.');

export const Settings = z.strictObject({
  window: Window,
  startAt: z.iso.datetime({ offset: true, error: 'Give a day and time, such as 2027-03-01T15:00:00Z.' }).nullable(),
  perHour: PerHour.nullable(),
  reminders: z.union([z.literal(0), z.literal(1), z.literal(2)], { error: 'There are none, one or two reminders.' }),
  quietDays: z.number().int().min(0).max(365, 'Keep quiet for at most a year.'),
  withoutHome: z.enum(['include', 'exclude']),
  needsConsent: z.boolean(),
  withoutRoleAddresses: z.boolean(),
}) satisfies z.ZodType<CampaignSettings>;

const Name = z.string().trim().min(1, 'A campaign needs a name.').max(120);
const Subject = z
  .string()
  .trim()
  .max(200)
  .regex(/^[^\r\n]*$/, 'A subject is one line.')
  .nullable();
const Message = z.string().trim().max(5_000).nullable();

export const NewCampaign = z.strictObject({
  name: Name.optional(),
  audience: AudienceChoice,
  /** In whose name the mails are sent, and whose new Hubs are; an agent of the office. Else whoever makes it. */
  agentId: z.string().min(1).max(100).optional(),
  settings: Settings.partial().optional(),
  subject: Subject.optional(),
  message: Message.optional(),
});
export type NewCampaign = z.infer<typeof NewCampaign>;

export const ChangeCampaign = NewCampaign.partial();
export type ChangeCampaign = z.infer<typeof ChangeCampaign>;

export const Approve = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/, 'Give the digest of the snapshot that was reviewed.'),
});
export type Approve = z.infer<typeof Approve>;

export const CommandReason = z.strictObject({ reason: z.string().trim().min(1).max(500).optional() }).prefault({});
export type CommandReason = z.infer<typeof CommandReason>;

export const ChangeRate = z.strictObject({ perHour: PerHour.nullable() });
export type ChangeRate = z.infer<typeof ChangeRate>;

const State = z.enum(campaignStates);
export const CampaignsQuery = listQuery(
  ['createdAt', 'name'],
  z.strictObject({
    state: z.union([State, z.array(State).min(1)]).optional(),
    /** Those that do not go on by themselves, as their own people see it, or as those of the platform do. */
    needs: z.enum(['person', 'someone']).optional(),
    search: z.string().trim().max(100).optional(),
    accountId: Id.optional(),
  }),
);
export type CampaignsQuery = z.infer<typeof CampaignsQuery>;

const Search = z.string().trim().max(100).optional();

export const CandidatesQuery = listQuery(
  ['contactId'],
  z.strictObject({ verdict: z.enum(verdicts).optional(), search: Search }),
);
export type CandidatesQuery = z.infer<typeof CandidatesQuery>;

export const RecipientsQuery = listQuery(
  ['contactId'],
  z.strictObject({
    state: z.enum(recipientStates).optional(),
    claimed: z.boolean().optional(),
    wave: z.number().int().min(0).max(3).optional(),
    part: z.number().int().min(0).max(15).optional(),
    search: Search,
  }),
);
export type RecipientsQuery = z.infer<typeof RecipientsQuery>;

export const PreviewQuery = z.object({
  contactId: Id.optional(),
  wave: z.coerce.number().int().min(0).max(2).default(0),
});
export type PreviewQuery = z.infer<typeof PreviewQuery>;

export const TestCampaign = z
  .strictObject({ contactId: Id.optional(), wave: z.number().int().min(0).max(2).default(0) })
  .prefault({});
export type TestCampaign = z.infer<typeof TestCampaign>;
