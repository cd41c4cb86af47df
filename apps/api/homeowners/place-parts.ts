import type { HomeChanges } from '../../../domain/hubs/corrections.js';
import { type Connection, query } from '../../../database/execute.js';

export interface AskedQuestion {
  id: string;
  text: string;
  askedAt: string;
  /** By whom, by first name. */
  askedBy: string | null;
  answer: string | null;
  answeredAt: string | null;
}

export interface ProposedCorrection {
  id: string;
  changes: HomeChanges;
  state: 'proposed' | 'accepted' | 'declined';
  proposedAt: string;
  decidedAt: string | null;
}

export interface CoOwnerStanding {
  name: string;
  state: 'member' | 'invited';
}

/** What stands in a Hub besides the home: asked, proposed, with whom it is shared. Newest first. */
export interface PlaceParts {
  questions: AskedQuestion[];
  corrections: ProposedCorrection[];
  coOwners: CoOwnerStanding[];
}

export async function readPlaceParts(
  connection: Connection,
  hubId: string,
  emailNormalized: string,
): Promise<PlaceParts> {
  const [parts] = await query<PlaceParts>(
    connection,
    `select
       coalesce((select jsonb_agg(jsonb_build_object('id', q.id::text, 'text', q.text, 'askedAt', q.asked_at, 'askedBy', m.first_name,
           'answer', q.answer, 'answeredAt', q.answered_at) order by q.id desc)
         from (select * from hub_questions where hub_id = $1 order by id desc limit 50) q left join hub_members m on m.id = q.member_id), '[]') as questions,
       coalesce((select jsonb_agg(jsonb_build_object('id', c.id::text, 'changes', c.changes, 'state', c.state, 'proposedAt', c.proposed_at,
           'decidedAt', c.decided_at) order by c.id desc)
         from (select * from hub_corrections where hub_id = $1 order by id desc limit 20) c), '[]') as corrections,
       coalesce((select jsonb_agg(jsonb_build_object('name', name, 'state', state)) from (
         select concat_ws(' ', first_name, last_name) as name, 'member' as state from hub_members
           where hub_id = $1 and left_at is null and email_normalized <> $2
         union all
         select concat_ws(' ', first_name, last_name), 'invited' from invitations
           where hub_id = $1 and role = 'co_owner' and state = 'waiting' and email_normalized <> $2) shared), '[]') as "coOwners"`,
    [hubId, emailNormalized],
  );
  return parts!;
}
