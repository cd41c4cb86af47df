import type { Campaign } from '../../../database/entities/campaigns.js';
import { type Connection, query } from '../../../database/execute.js';
import { findMailFacts } from '../../../database/mail-values.js';
import { getTemplate, getTemplateVersion } from '../../../database/mail-templates.js';
import { recipientStates } from '../../../domain/campaigns/states.js';
import type { MailFacts } from '../../../domain/mail/facts.js';
import type { TemplateKind } from '../../../domain/mail/kinds.js';
import type { LookedAtMail } from '../mail/outgoing.service.js';

const kinds = ['invitation', 'reminder_1', 'reminder_2'] as const satisfies readonly TemplateKind[];

/** The very mail of one wave to one person, of the versions that the snapshot has pinned; before that, of those sent now. */
export async function campaignMail(
  conn: Connection,
  campaign: Campaign,
  { facts, wave }: { facts: MailFacts; wave: number },
): Promise<LookedAtMail> {
  const kind = kinds[wave] ?? 'invitation';
  const pinned = campaign.templates[kind];
  const template = pinned ? await getTemplateVersion(conn, pinned) : await getTemplate(conn, campaign.accountId, kind);
  const { templateId, version } = template;
  return {
    kind,
    version: { templateId, version },
    template,
    facts,
    own: { subject: wave === 0 ? (campaign.subject ?? null) : null, message: campaign.message ?? null },
  };
}

/** Looked for one by one, by the order of their index (`between`): those who are left out may be a million, and stand in between. */
const mailed = recipientStates.filter((state) => state !== 'excluded' && state !== 'late_excluded').toSorted();

/** Somebody who gets the mail: whoever stands first among those found eligible, else first among all; null for an empty audience. */
export async function firstContact(conn: Connection, campaignId: string): Promise<string | null> {
  const [eligible] = await query<{ id: string }>(
    conn,
    `select r.contact_id::text as id from unnest($2::text[]) with ordinality s (state, place)
     cross join lateral (
       select contact_id from recipients where campaign_id = $1 and state between s.state and s.state and email is not null
       order by state, contact_id limit 1) r
     order by s.place limit 1`,
    [campaignId, `{${mailed.join(',')}}`],
  );
  if (eligible) return eligible.id;
  const [any] = await query<{ id: string }>(
    conn,
    'select contact_id::text as id from recipients where campaign_id = $1 order by contact_id limit 1',
    [campaignId],
  );
  return any?.id ?? null;
}

/** What a mail of this campaign says to a contact: about the Hub that they are invited to, or the home that it will be about. */
export async function factsFor(conn: Connection, campaign: Campaign, contactId: string): Promise<MailFacts | null> {
  const [known] = await query<{ hubId: string | null; togetherWith: string | null }>(
    conn,
    `select coalesce((select hub_id from recipients where campaign_id = $1 and contact_id = $2),
         (select max(id) from hubs where contact_id = $2 and account_id = $3 and state <> 'archived'))::text as "hubId",
       (select together_with::text from recipients where campaign_id = $1 and contact_id = $2) as "togetherWith"`,
    [campaign.id, contactId, campaign.accountId],
  );
  const about = { accountId: campaign.accountId, contactId, hubId: known?.hubId ?? null, agentId: campaign.agentId };
  return findMailFacts(conn, { ...about, togetherWith: known?.togetherWith ?? null }, 'owner');
}
