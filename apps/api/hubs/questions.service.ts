import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { HomeDetails, type HomeField } from '../../../domain/hubs/details.js';
import { type HomeAddress, homeKey } from '../../../domain/hubs/home-key.js';
import { type Connection, query } from '../../../database/execute.js';
import { recordHubEvent } from '../../../database/hub-events.js';
import { type HeldHub, settleHub } from '../../../database/hubs.js';
import { oweNotice } from '../../../database/notices.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { noticeWorkflow } from '../../../workflows/protocol.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { Relay } from '../outbox/relay.js';
import { Problem } from '../problem.js';
import { holdHubBy } from './hold.js';
import { hubRows } from './hub-rows.js';
import type { HubInFull } from './hubs.schemas.js';
import { hubExists, HubsService } from './hubs.service.js';
import { storeHome } from './store-home.js';

/** What homeowners ask and correct, and the agent's word on it; they get it by mail. */
@Injectable()
export class HubQuestions {
  constructor(
    private readonly em: EntityManager,
    private readonly hubs: HubsService,
    private readonly relay: Relay,
  ) {}

  async answer(actor: RequestActor, questionId: string, text: string): Promise<HubInFull> {
    return this.decided(actor, async (tx) => {
      const accountId = accountOf(actor);
      const hub = await holdHubBy(tx, accountId, { table: 'hub_questions', id: questionId, word: 'question' });
      const [answered] = await query<{ member_id: string }>(
        tx,
        `update hub_questions set answer = $2, answered_by = $3, answered_at = now() where id = $1 and answered_at is null
         returning member_id::text`,
        [questionId, text, actor.userId],
      );
      if (!answered)
        throw new Problem(409, 'answered', 'This question has been answered already. Reload to see the answer.');
      const noticeId = await tellMember(tx, hub, {
        kind: 'answer',
        memberId: answered.member_id,
        subjectId: questionId,
      });
      const by = { byKind: 'agent', byId: actor.userId } as const;
      await recordHubEvent(tx, { ...hub, kind: 'question_answered', ...by, details: { questionId } });
      const subject = { kind: 'hub_question', id: questionId };
      await recordAudit(tx, auditBy(actor, { action: 'hub_question.answered', subject, after: { hubId: hub.hubId } }));
      return { hub, noticeId };
    });
  }

  async decide(actor: RequestActor, correctionId: string, verdict: 'accepted' | 'declined'): Promise<HubInFull> {
    return this.decided(actor, async (tx) => {
      const accountId = accountOf(actor);
      const hub = await holdHubBy(tx, accountId, { table: 'hub_corrections', id: correctionId, word: 'correction' });
      const [decided] = await query<{ member_id: string; changes: Changes }>(
        tx,
        `update hub_corrections set state = $2, decided_by = $3, decided_at = now() where id = $1 and state = 'proposed'
         returning member_id::text, changes`,
        [correctionId, verdict, actor.userId],
      );
      if (!decided) throw new Problem(409, 'decided', 'This correction has been decided already. Reload to see how.');
      if (verdict === 'accepted') await takeOver(tx, hub, decided.changes);
      const memberId = decided.member_id;
      const noticeId = await tellMember(tx, hub, { kind: 'correction_decided', memberId, subjectId: correctionId });
      const details = { correctionId, fields: Object.keys(decided.changes) };
      await recordHubEvent(tx, { ...hub, kind: `correction_${verdict}`, byKind: 'agent', byId: actor.userId, details });
      const subject = { kind: 'hub_correction', id: correctionId };
      await recordAudit(
        tx,
        auditBy(actor, {
          action: `hub_correction.${verdict}`,
          subject,
          after: { hubId: hub.hubId, fields: details.fields },
        }),
      );
      return { hub, noticeId };
    });
  }

  private async decided(
    actor: RequestActor,
    work: (tx: EntityManager) => Promise<{ hub: HeldHub; noticeId: string | null }>,
  ) {
    const { hub, noticeId } = await this.em.transactional(work);
    if (noticeId) await this.relay.deliver(noticeWorkflow.id(noticeId));
    return this.hubs.get(actor, hub.hubId);
  }
}

type Changes = Partial<Record<HomeField, [unknown, unknown]>>;

/** Whoever has left the Hub meanwhile is not written to. @returns the notice's id */
async function tellMember(
  tx: Connection,
  hub: HeldHub,
  about: { kind: string; memberId: string; subjectId: string },
): Promise<string | null> {
  const [member] = await query<{ email: string }>(
    tx,
    'select email from hub_members where id = $1 and left_at is null',
    [about.memberId],
  );
  if (!member) return null;
  return oweNotice(tx, { accountId: hub.accountId, hubId: hub.hubId, email: member.email, ...about });
}

const detailNames = new Set<string>(Object.keys(HomeDetails.shape));

async function takeOver(tx: EntityManager, hub: HeldHub, changes: Changes): Promise<void> {
  const [row] = await hubRows(tx, hub.accountId, [hub.hubId]);
  const wanted = Object.entries(changes).map(([field, change]) => [field, change[1]] as const);
  const home = {
    ...row!.home,
    ...Object.fromEntries(wanted.filter(([field]) => !detailNames.has(field))),
  } as HomeAddress;
  const corrected = HomeDetails.safeParse({
    ...row!.details,
    ...Object.fromEntries(wanted.filter(([field]) => detailNames.has(field))),
  });
  if (!corrected.success)
    throw new Problem(
      422,
      'correction_unfit',
      'This correction holds a value that a home cannot have. Decline it, and change the home by hand.',
    );
  const isStored = await storeHome(tx, hub, { home, details: corrected.data });
  if (!isStored) throw await hubExists(tx, hub.accountId, hub.contactId, homeKey(home));
  await settleHub(tx, hub);
}
