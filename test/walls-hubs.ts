import { createPool } from '../database/pool.js';
import { platform } from './platform/platform.js';

/** Of each kind of thing around a Hub one. */
export interface HubThings {
  hubId: string;
  hubInvitationId: string;
  landingLinkId: string;
  hubQuestionId: string;
  hubCorrectionId: string;
}

/** What homeowners ask and correct has no route of the API: it is put beside. */
export async function makeHubThings(
  make: (path: string, body: object) => Promise<{ id: string }>,
  { contactId, canary }: { contactId: string; canary: string },
): Promise<HubThings> {
  const home = { street: `1 ${canary} St`, city: 'Boulder', state: 'CO', zip: '80302' };
  const hub = await make('/api/hubs', { contactId, home });
  const invitation = await make(`/api/hubs/${hub.id}/invitations`, { via: 'link', message: canary });
  const link = await make('/api/landing-links', { contactId });
  await make(`/api/hubs/${hub.id}/notes`, { text: canary });
  return {
    hubId: hub.id,
    hubInvitationId: invitation.id,
    landingLinkId: link.id,
    ...(await askAndCorrect(hub.id, canary)),
  };
}

async function askAndCorrect(hubId: string, canary: string) {
  const pool = createPool(platform().databaseUrl, { max: 1 });
  const insert = async (sql: string, values: unknown[]) =>
    (await pool.query<{ id: string }>(`${sql} from hubs where id = $1 returning id::text`, [hubId, ...values])).rows[0]!
      .id;
  const memberId = await insert(
    `insert into hub_members (account_id, hub_id, role, first_name, email, email_normalized)
     select account_id, id, 'co_owner', $2, lower($2) || id || '@example.com', lower($2) || id || '@example.com'`,
    [canary],
  );
  const hubQuestionId = await insert(
    'insert into hub_questions (account_id, hub_id, member_id, text) select account_id, id, $2, $3',
    [memberId, canary],
  );
  const hubCorrectionId = await insert(
    'insert into hub_corrections (account_id, hub_id, member_id, changes) select account_id, id, $2, $3',
    [memberId, JSON.stringify({ beds: [null, 3] })],
  );
  await pool.end();
  return { hubQuestionId, hubCorrectionId };
}

/** Bodies that fit, where an empty one would be refused for its form. */
export const hubBodies: Record<string, object> = {
  'POST /api/hubs': { contactId: '1' },
  'PATCH /api/hubs/:id': { version: 1, details: { beds: 9 } },
  'POST /api/hubs/:id/notes': { text: 'Taken' },
  'POST /api/hub-invitations/:id/revoke': { reason: 'not theirs' },
  'POST /api/hub-questions/:id/answer': { text: 'not theirs' },
};
