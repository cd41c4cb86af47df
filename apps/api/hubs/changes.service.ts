import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { readAddress } from '../../../domain/contacts/email.js';
import { assertHubCommand, type HubCommand, resumedState } from '../../../domain/hubs/commands.js';
import { homeFieldNames } from '../../../domain/hubs/details.js';
import { homeKey } from '../../../domain/hubs/home-key.js';
import { query } from '../../../database/execute.js';
import { recordHubEvent } from '../../../database/hub-events.js';
import { type HeldHub, settleHub } from '../../../database/hubs.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { voidInvitations, wakeInvitations } from '../../../database/void-invitations.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { Relay } from '../outbox/relay.js';
import { Problem } from '../problem.js';
import { holdHubOf } from './hold.js';
import { hubRows } from './hub-rows.js';
import type { ChangeHub, HubInFull } from './hubs.schemas.js';
import { assertAgent, hubExists, HubsService } from './hubs.service.js';
import { presentHub } from './present.js';
import { type CoOwnerNames, readHub } from './read-hub.js';
import { storeHome } from './store-home.js';

const auditActions = {
  pause: 'hub.paused',
  resume: 'hub.resumed',
  archive: 'hub.archived',
  restore: 'hub.restored',
} as const;
const eventKinds = {
  pause: 'hub_paused',
  resume: 'hub_resumed',
  archive: 'hub_archived',
  restore: 'hub_restored',
} as const;
export type HubMove = Exclude<HubCommand, 'invite'>;

/** Changes of a Hub by people of its office. */
@Injectable()
export class HubChanges {
  constructor(
    private readonly em: EntityManager,
    private readonly hubs: HubsService,
    private readonly relay: Relay,
  ) {}

  /** Refused with the Hub as it now stands when somebody was quicker. */
  async change(actor: RequestActor, hubId: string, { version, ...body }: ChangeHub): Promise<HubInFull> {
    const accountId = accountOf(actor);
    const read = await readHub(this.em, accountId, body);
    const woken = await this.em.transactional(async (tx) => {
      const hub = await holdHubOf(tx, accountId, hubId);
      if (body.agentId) await assertAgent(tx, accountId, body.agentId);
      const [before] = await hubRows(tx, accountId, [hubId]);
      if (before!.version !== version) throw stale(presentHub(before!, new Date()));
      const home = read.home ?? before!.home;
      const coOwner = read.coOwner ?? {
        firstName: before!.co_first_name,
        lastName: before!.co_last_name,
        email: before!.co_email,
      };
      const details = { ...before!.details, ...body.details };
      const changed = await storeHome(tx, hub, { home, details });
      if (!changed) throw await hubExists(tx, accountId, hub.contactId, homeKey(home));
      await storePeople(tx, hub, { coOwner, agentId: body.agentId ?? hub.agentId });
      await settleHub(tx, hub);
      const isOther = before!.co_email !== coOwner.email && before!.co_email !== null;
      const emailNormalized = isOther ? readAddress(before!.co_email!)?.normalized : undefined;
      const voided = emailNormalized
        ? await voidInvitations(tx, { hubId, emailNormalized, reason: 'address_changed' })
        : [];
      const fields = [
        ...homeFieldNames.filter(
          (name) =>
            JSON.stringify({ ...before!.home, ...before!.details }[name] ?? null) !==
            JSON.stringify({ ...home, ...details }[name] ?? null),
        ),
        ...(body.agentId && body.agentId !== hub.agentId ? ['agent'] : []),
        ...(read.coOwner ? ['coOwner'] : []),
      ];
      const by = { byKind: 'agent', byId: actor.userId } as const;
      await recordHubEvent(tx, { ...hub, kind: 'hub_changed', ...by, details: { fields } });
      await recordAudit(
        tx,
        auditBy(actor, {
          action: 'hub.changed',
          subject: { kind: 'hub', id: hubId },
          after: { version: version + 1, fields, voided: voided.length },
        }),
      );
      return voided;
    });
    await this.deliver(woken);
    return this.hubs.get(actor, hubId);
  }

  async move(actor: RequestActor, hubId: string, command: HubMove): Promise<HubInFull> {
    const accountId = accountOf(actor);
    const woken = await this.em.transactional(async (tx) => {
      const hub = await holdHubOf(tx, accountId, hubId);
      const before = hub.state;
      assertHubCommand(before, command);
      if (command === 'restore') await assertPlaceFree(tx, hub);
      const changed = await moves[command](tx, hub);
      await recordHubEvent(tx, { ...hub, kind: eventKinds[command], byKind: 'agent', byId: actor.userId });
      await recordAudit(
        tx,
        auditBy(actor, {
          action: auditActions[command],
          subject: { kind: 'hub', id: hubId },
          before: { state: before },
          after: { state: hub.state, invitations: changed.length },
        }),
      );
      return changed;
    });
    await this.deliver(woken);
    return this.hubs.get(actor, hubId);
  }

  private async deliver(workflowIds: string[]): Promise<void> {
    for (const workflowId of workflowIds) await this.relay.deliver(workflowId);
  }
}

/** Each changes a Hub that is held. @returns the workflows that are to look again */
const moves: Record<HubMove, (tx: EntityManager, hub: HeldHub) => Promise<string[]>> = {
  async pause(tx, hub) {
    await query(tx, `update hubs set resume_state = state, state = 'paused', updated_at = now() where id = $1`, [
      hub.hubId,
    ]);
    hub.state = 'paused';
    return wakeInvitations(tx, hub.hubId);
  },
  async resume(tx, hub) {
    hub.state = resumedState(hub.resumeState);
    await query(tx, 'update hubs set state = $2, resume_state = null, updated_at = now() where id = $1', [
      hub.hubId,
      hub.state,
    ]);
    return wakeInvitations(tx, hub.hubId);
  },
  async archive(tx, hub) {
    const voided = await voidInvitations(tx, { hubId: hub.hubId, reason: 'hub_archived' });
    await query(
      tx,
      `update hubs set state = 'archived', resume_state = null, archived_at = now(), updated_at = now() where id = $1`,
      [hub.hubId],
    );
    hub.state = 'archived';
    return voided;
  },
  async restore(tx, hub) {
    await query(tx, `update hubs set state = 'draft', archived_at = null, updated_at = now() where id = $1`, [
      hub.hubId,
    ]);
    hub.state = 'draft';
    await settleHub(tx, hub);
    return [];
  },
};

interface People {
  coOwner: CoOwnerNames;
  agentId: string;
}

async function storePeople(tx: EntityManager, hub: HeldHub, { coOwner, agentId }: People): Promise<void> {
  await query(
    tx,
    'update hubs set co_first_name = $2, co_last_name = $3, co_email = $4, agent_id = $5, updated_at = now() where id = $1',
    [hub.hubId, coOwner.firstName, coOwner.lastName, coOwner.email, agentId],
  );
}

/** The place of an archived Hub may have been taken by another one. */
async function assertPlaceFree(tx: EntityManager, hub: HeldHub): Promise<void> {
  const [{ home_key: key } = { home_key: null }] = await query<{ home_key: string | null }>(
    tx,
    'select home_key from hubs where id = $1',
    [hub.hubId],
  );
  const [taken] = await query(
    tx,
    `select 1 as one from hubs where account_id = $1 and contact_id = $2 and coalesce(home_key, '') = coalesce($3, '') and state <> 'archived'`,
    [hub.accountId, hub.contactId, key],
  );
  if (taken) throw await hubExists(tx, hub.accountId, hub.contactId, key);
}

const stale = (current: object) =>
  new Problem(
    409,
    'stale',
    'Someone else has changed this Hub since you opened it. Look at what it says now, then save again.',
    { current },
  );
