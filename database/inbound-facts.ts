import { providerOf } from '../domain/campaigns/providers.js';
import type { ReportKind } from '../domain/mail/reports/facts.js';
import { type Connection, query } from './execute.js';
import type { FoundMail } from './inbound-match.js';

const columns = { delivered: 'delivered_at', bounced: 'bounced_at', complained: 'complained_at' } as const;
type Fact = keyof typeof columns;

/** Whether it is written down with a time of its own. */
export const hasFact = (kind: ReportKind): kind is Fact => kind in columns;

/**
 * Writes down what became of a mail, the first time that we hear of it: with the hand-over and with the recipient of the campaign.
 * What is known already stays as it is, so a report that comes twice counts once, in whatever order.
 * @returns false when there was nothing new
 */
export async function recordFact(
  tx: Connection,
  mail: FoundMail,
  { kind, at }: { kind: ReportKind; at: Date },
): Promise<boolean> {
  if (!hasFact(kind)) return false;
  const column = columns[kind];
  const rows = await query(
    tx,
    `update send_attempts set ${column} = $2 where id = $1 and ${column} is null returning 1`,
    [mail.attemptId, at],
  );
  if (rows.length === 0) return false;
  if (mail.campaignId && mail.contactId)
    await query(
      tx,
      `update recipients set ${column} = coalesce(${column}, $3) where campaign_id = $1 and contact_id = $2`,
      [mail.campaignId, mail.contactId, at],
    );
  return true;
}

/**
 * Counts a fact that `recordFact` has found new, by the day on which we heard of it, UTC: brakes look at what comes in. After all that
 * changes recipients and their campaign, as those who send lock the two in this order.
 */
export async function countFact(
  tx: Connection,
  mail: FoundMail,
  { kind, now }: { kind: ReportKind; now: Date },
): Promise<void> {
  if (!hasFact(kind) || mail.purpose === 'test') return;
  await query(
    tx,
    `insert into sending_days as d (domain, account_id, provider, day, ${kind}) values ($1, $2, $3, $4, 1)
     on conflict (domain, day, account_id, provider) do update set ${kind} = d.${kind} + 1`,
    [mail.senderDomain, mail.accountId, providerOf(mail.email ?? ''), now.toISOString().slice(0, 10)],
  );
}

/** No reminder of this campaign follows; what was sent stays sent. @returns whether one would have */
export async function stopReminders(
  tx: Connection,
  { campaignId, contactId }: FoundMail,
  reason: 'bounced' | 'complained' | 'unsubscribed',
): Promise<boolean> {
  if (!campaignId || !contactId) return false;
  const rows = await query(
    tx,
    `update recipients set due_at = null, state_reason = $3
     where campaign_id = $1 and contact_id = $2 and state = 'sent' and due_at is not null returning 1`,
    [campaignId, contactId, reason],
  );
  return rows.length > 0;
}
