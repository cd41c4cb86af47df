import { claimInvitation } from '../../database/claims.js';
import { inTransaction } from '../../database/transaction.js';
import { invitationWorkflow } from '../../workflows/protocol.js';
import { HubScene } from '../hub-scene.js';
import { ask } from '../importing.js';
import { startOwnPlatform } from '../pipeline-platform.js';
import { as } from '../platform/platform.js';
import { keepHistory } from './keep.js';

/**
 * `node dist/test/histories/record-invitations.js` after a build: invitations on real parts, and what the engine remembers of them.
 * To be run when the workflow changed on purpose; the old histories stay as long as such invitations wait.
 */
const own = await startOwnPlatform({});
const scene = new HubScene(await as('agent', own.platform.apiUrl), own.platform.databaseUrl);

async function claimed(invitationId: string): Promise<void> {
  const { body } = await ask<{ url: string }>(scene.agent, `POST /hub-invitations/${invitationId}/link`, {});
  await inTransaction(scene.pool, (tx) => claimInvitation(tx, body.url.split('/').at(-1)!));
}

const stories: Record<string, () => Promise<string>> = {
  async claimed() {
    const { invitation } = await scene.invited();
    await scene.daysPass(invitation.id, 3);
    await scene.reaches(invitation.id, ({ wave }) => wave === 2);
    await claimed(invitation.id);
    return invitation.id;
  },
  async expired() {
    const { invitation } = await scene.invited();
    await scene.daysPass(invitation.id, 31);
    await scene.reaches(invitation.id, ({ state }) => state === 'expired');
    return invitation.id;
  },
  async renewed() {
    const { invitation } = await scene.invited();
    await scene.command(invitation.id, 'resend');
    await scene.reaches(invitation.id, ({ wave }) => wave === 1);
    return invitation.id;
  },
  async reminded() {
    const { invitation } = await scene.invited();
    await scene.daysPass(invitation.id, 3);
    await scene.reaches(invitation.id, ({ wave }) => wave === 2);
    await scene.daysPass(invitation.id, 7);
    await scene.reaches(invitation.id, ({ wave }) => wave === 3);
    return invitation.id;
  },
  async paused() {
    const { hub, invitation } = await scene.invited();
    await ask(scene.agent, `POST /hubs/${hub.id}/pause`, {});
    await scene.daysPass(invitation.id, 3);
    await ask(scene.agent, `POST /hubs/${hub.id}/resume`, {});
    await scene.reaches(invitation.id, ({ wave }) => wave === 2);
    return invitation.id;
  },
  async revoked() {
    const { invitation } = await scene.invited();
    await scene.command(invitation.id, 'revoke', { reason: 'for the record' });
    return invitation.id;
  },
};
/** Whose workflow has ended with them; the others wait for their next date. */
const ended = new Set(['claimed', 'expired', 'revoked']);

try {
  for (const [name, story] of Object.entries(stories)) {
    const handle = own.pipeline.client.workflow.getHandle(invitationWorkflow.id(await story()));
    await keepHistory(handle, `invitation-${name}`, ended.has(name) ? 'ended' : 'at rest');
  }
} finally {
  await scene.close();
  await own.stop();
}
