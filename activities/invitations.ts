import type { Pool } from 'pg';
import { blockInvitation } from '../database/invitation-waves.js';
import { inTransaction } from '../database/transaction.js';
import { guarded } from './imports/faults.js';
import { expireInvitation } from './invitations/expire.js';
import { nextInvitationStep } from './invitations/next-step.js';

/** The steps of an invitation besides the sending: ids, numbers and dates only. */
export function createInvitationActivities({ pool }: { pool: Pool }) {
  return guarded({
    nextInvitationStep: ({ invitationId }: { invitationId: string }) => nextInvitationStep(pool, invitationId),
    expireInvitation: (due: { invitationId: string; fence: number }) =>
      inTransaction(pool, (client) => expireInvitation(client, due)),
    stopInvitation: ({ invitationId, code }: { invitationId: string; code: string }) =>
      inTransaction(pool, (client) =>
        blockInvitation(client, {
          invitationId,
          code,
          sentence:
            'Porchlight met a fault while sending; it is recorded for support. Resend the invitation to try again.',
        }),
      ),
  });
}
export type InvitationActivities = ReturnType<typeof createInvitationActivities>;
