import type { PoolClient } from 'pg';
import { recordHubEvent } from '../../database/hub-events.js';
import { holdHub, settleHub } from '../../database/hubs.js';
import { recordAudit } from '../../database/record-audit.js';

/** A link that nobody used in its days. A newer link of the same invitation, or a claim a moment before, wins. */
export async function expireInvitation(
  client: PoolClient,
  { invitationId, fence }: { invitationId: string; fence: number },
): Promise<void> {
  const { rows: known } = await client.query<{ hub_id: string }>('select hub_id from invitations where id = $1', [
    invitationId,
  ]);
  const hub = known[0] ? await holdHub(client, known[0].hub_id) : null;
  if (!hub) return;
  const { rowCount } = await client.query(
    `update invitations set state = 'expired', next_action_at = null, fence = fence + 1, updated_at = now()
     where id = $1 and state = 'waiting' and fence = $2 and expires_at <= now()`,
    [invitationId, fence],
  );
  if (rowCount === 0) return;
  await settleHub(client, hub);
  const { accountId, hubId, contactId } = hub;
  await recordHubEvent(client, {
    accountId,
    hubId,
    contactId,
    kind: 'invitation_expired',
    byKind: 'system',
    invitationId,
  });
  await recordAudit(client, {
    accountId,
    actor: { kind: 'worker', id: null, role: null },
    action: 'invitation.expired',
    subject: { kind: 'invitation', id: invitationId },
    before: { state: 'waiting' },
    after: { state: 'expired', hubId },
  });
}
