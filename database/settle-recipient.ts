import { campaignWorkflow, stateChanged, taskQueues } from '../domain/engine.js';
import { type CampaignSettings, defaultSettings } from '../domain/campaigns/settings.js';
import type { CampaignState } from '../domain/campaigns/states.js';
import { officeZone } from '../domain/campaigns/office-zone.js';
import { nextOpening } from '../domain/campaigns/windows.js';
import { nextWaveAt } from '../domain/hubs/reminders.js';
import type { Settlement } from './entities/mail.js';
import { type Connection, query } from './execute.js';
import { recordHubEvent } from './hub-events.js';
import { enqueue } from './outbox.js';

interface HeldRecipient {
  accountId: string;
  state: CampaignState;
  settings: Partial<CampaignSettings>;
  part: number;
  wave: number;
  zone: string | null;
  officeZone: string | null;
  country: string;
  hubId: string | null;
  contactId: string;
  invitationId: string | null;
  /** Whether the invitation is still the campaign's own affair: waiting, and taken over by nobody. */
  isOurs: boolean;
  expiresAt: Date | string | null;
}

export interface SettledMail {
  campaignId: string;
  contactId: string;
  wave: number;
  startedAt: Date;
}

/**
 * Goes on with a recipient whose mail was unknown: with the reminders, not at all, or by sending it again. Counts move with the
 * recipient. The caller holds the Hub.
 * @returns the campaign's workflow, or null when there is nothing to go on with
 */
export async function settleRecipient(
  tx: Connection,
  mail: SettledMail,
  as: Settlement,
  now: Date,
): Promise<string | null> {
  const held = await hold(tx, mail);
  if (!held) return null;
  const isOpen = !['completed', 'cancelled', 'expired'].includes(held.state);
  if (as === 'send_again' && !(isOpen && held.isOurs)) return null;
  const goesOn = isOpen && held.isOurs;
  const next = { accepted: afterSent, rejected: afterRefusal, send_again: again }[as](held, mail, now);
  const dueAt = goesOn ? next.dueAt : null;
  const [counts] = await query<{ invited: number; reminded: number }>(
    tx,
    `update recipients set state = $3, state_reason = $4, wave = $5, due_at = $6,
       first_sent_at = case when $3 = 'sent' and $8 then coalesce(first_sent_at, $7) else first_sent_at end,
       last_sent_at = case when $3 = 'sent' and $8 then $7 else last_sent_at end
     where campaign_id = $1 and contact_id = $2
     returning (old.first_sent_at is null and new.first_sent_at is not null)::int as invited,
       coalesce(old.last_sent_at = old.first_sent_at and new.last_sent_at > old.last_sent_at, false)::int as reminded`,
    [mail.campaignId, mail.contactId, next.state, next.reason, next.wave, dueAt, mail.startedAt, as === 'accepted'],
  );
  await query(
    tx,
    `update campaign_parts set unknown = unknown - 1, ${next.state} = ${next.state} + 1, mails = mails + $3,
       next_due_at = least(next_due_at, $4::timestamptz), updated_at = $5, invited = invited + $6, reminded = reminded + $7
     where campaign_id = $1 and part = $2`,
    [mail.campaignId, held.part, as === 'accepted' ? 1 : 0, dueAt, now, counts?.invited ?? 0, counts?.reminded ?? 0],
  );
  if (as === 'send_again')
    await query(
      tx,
      `update invitations set blocked_code = null, blocked_sentence = null, updated_at = now() where id = $1 and wave = $2`,
      [held.invitationId, mail.wave],
    );
  if (as === 'accepted' && held.isOurs) await recordSentOfCampaign(tx, held, mail);
  await enqueue(tx, {
    accountId: held.accountId,
    workflowId: campaignWorkflow.id(mail.campaignId),
    workflowType: campaignWorkflow.type,
    taskQueue: taskQueues.workflows,
    signal: stateChanged,
    args: campaignWorkflow.args(mail.campaignId),
  });
  return campaignWorkflow.id(mail.campaignId);
}

async function hold(tx: Connection, { campaignId, contactId, wave }: SettledMail): Promise<HeldRecipient | null> {
  const [held] = await query<HeldRecipient>(
    tx,
    `select r.account_id::text as "accountId", c.state, c.settings, r.part, r.wave, r.zone, a.time_zone as "officeZone", a.country,
       r.hub_id::text as "hubId", r.contact_id::text as "contactId", r.invitation_id::text as "invitationId",
       coalesce(i.state = 'waiting' and i.next_action_at is null and i.wave = r.wave, false) as "isOurs", i.expires_at as "expiresAt"
     from recipients r join campaigns c on c.id = r.campaign_id join accounts a on a.id = r.account_id
     left join invitations i on i.id = r.invitation_id
     where r.campaign_id = $1 and r.contact_id = $2 and r.state = 'unknown' and r.wave = $3 for no key update of r`,
    [campaignId, contactId, wave],
  );
  return held ?? null;
}

type Next = { state: 'sent' | 'rejected' | 'planned'; reason: string | null; wave: number; dueAt: Date | null };

const zoneOf = ({ zone, officeZone: timeZone, country }: HeldRecipient) => zone ?? officeZone({ timeZone, country });

function afterSent(held: HeldRecipient, { startedAt }: SettledMail, now: Date): Next {
  const settings = { ...defaultSettings, ...held.settings };
  const { reminders } = settings;
  const expiresAt = held.expiresAt && new Date(held.expiresAt);
  const at = expiresAt && nextWaveAt({ sentWave: held.wave, reminders, expiresAt }, startedAt);
  const dueAt = at && nextOpening(settings.window, zoneOf(held), at < now ? now : at);
  return { state: 'sent', reason: null, wave: held.wave + 1, dueAt: dueAt || null };
}

const afterRefusal = (held: HeldRecipient): Next => ({
  state: 'rejected',
  reason: 'rejected',
  wave: held.wave,
  dueAt: null,
});

/** A first mail is planned anew; a reminder belongs to somebody who was mailed before. */
function again(held: HeldRecipient, _mail: SettledMail, now: Date): Next {
  const settings = { ...defaultSettings, ...held.settings };
  const dueAt = nextOpening(settings.window, zoneOf(held), now);
  return { state: held.wave === 0 ? 'planned' : 'sent', reason: null, wave: held.wave, dueAt };
}

/** The invitation follows; its dates are the campaign's, so it gets none of its own. */
async function recordSentOfCampaign(tx: Connection, held: HeldRecipient, { wave, startedAt }: SettledMail) {
  const { accountId, hubId, contactId, invitationId } = held;
  await query(
    tx,
    `update invitations set wave = wave + 1, first_sent_at = coalesce(first_sent_at, $3), blocked_code = null, blocked_sentence = null,
       updated_at = now() where id = $1 and wave = $2`,
    [invitationId, wave, startedAt],
  );
  if (!hubId) return;
  const kind = wave === 0 ? 'invitation_sent' : 'reminder_sent';
  await recordHubEvent(tx, { accountId, hubId, contactId, kind, byKind: 'system', invitationId, details: { wave } });
}
