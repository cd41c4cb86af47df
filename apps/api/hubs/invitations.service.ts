import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { assertHubCommand, assertInvitationCommand } from '../../../domain/hubs/commands.js';
import { nextReminder } from '../../../domain/hubs/reminders.js';
import type { HubEventKind } from '../../../domain/hubs/events.js';
import { recordHubEvent } from '../../../database/hub-events.js';
import type { HeldHub } from '../../../database/hubs.js';
import { remindNow } from '../../../database/invitation-waves.js';
import { AlreadyInvited, claimTokenOf, createInvitation, revokeInvitation, rotateInvitation, wakeInvitation } from '../../../database/invitations.js'; // prettier-ignore
import { Invitation } from '../../../database/entities/hubs.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import type { Config } from '../../../integrations/config.js';
import { linkPaths } from '../../../integrations/mail/links.js';
import { KeyRing } from '../../../integrations/secrets.js';
import { invitationWorkflow } from '../../../workflows/protocol.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { CONFIG } from '../config.js';
import { Engine } from '../outbox/engine.js';
import { Relay } from '../outbox/relay.js';
import { NotFound, Problem } from '../problem.js';
import { findAddressee } from './addressee.js';
import { InvitationMails } from './invitation-mails.service.js';
import { correctAddress } from './correct-address.js';
import { holdHubBy, holdHubOf } from './hold.js';
import { type InvitationRow, invitationRows } from './hub-rows.js';
import type { HubInvitation } from './hubs.schemas.js';
import type { NewInvitation, Resend } from './invitations.schemas.js';
import { presentInvitation, standingOf } from './present.js';

/** Invitations by hand: made, renewed, taken back, each in one transaction that also wakes the workflow. */
@Injectable()
export class HubInvitations {
  constructor(
    private readonly em: EntityManager,
    private readonly relay: Relay,
    private readonly engine: Engine,
    private readonly ring: KeyRing,
    private readonly mails: InvitationMails,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async get(actor: RequestActor, invitationId: string): Promise<HubInvitation> {
    const row = await this.rowOf(this.em, accountOf(actor), invitationId);
    return presentInvitation(row, { now: new Date(), engine: this.engine.state.value.state });
  }

  async invite(actor: RequestActor, hubId: string, body: NewInvitation): Promise<HubInvitation> {
    const { addressKey } = this.config;
    const invitationId = await this.em.transactional(async (tx) => {
      const hub = await holdHubOf(tx, accountOf(actor), hubId);
      assertHome(hub);
      assertHubCommand(hub.state, 'invite');
      const addressee = await findAddressee(tx, hub, { ...body, addressKey });
      const { role, via, reminders, subject, message } = body;
      if (via === 'mail') await this.mails.assertMayLeave(tx, hub, { ...body, email: addressee.email, wave: 0 });
      const made = { ...addressee, role, via, reminders, subject, message: message || null, sentBy: actor.userId };
      const { invitationId: id } = await createInvitation(tx, this.ring, hub, made);
      await this.record(tx, actor, hub, {
        id,
        action: 'invitation.created',
        kind: 'invitation_created',
        after: { role, via, reminders },
      });
      return id;
    });
    return this.told(actor, invitationId);
  }

  /** A new link by mail; the one in earlier mails is void. With another address it goes there, and the contact is corrected too. */
  async resend(actor: RequestActor, invitationId: string, body: Resend): Promise<HubInvitation> {
    const { addressKey } = this.config;
    await this.em.transactional(async (tx) => {
      const { hub, row } = await this.held(tx, actor, invitationId);
      assertInvitationCommand(standingOf(row), 'resend', new Date());
      assertHubCommand(hub.state, 'invite');
      assertSettled(row);
      const wanted = { email: body.email ?? row.email, confirmEmail: body.confirmEmail ?? !body.email };
      const { email, emailNormalized } = await findAddressee(tx, hub, {
        role: row.role,
        via: 'mail',
        invitationId,
        addressKey,
        ...wanted,
      });
      const { role, subject, message } = row;
      await this.mails.assertMayLeave(tx, hub, { role, subject, message, email, wave: 0 });
      const isOther = body.email !== undefined && email !== row.email;
      if (isOther) await correctAddress(tx, { hub, row, email, emailNormalized, actor });
      const renewed = await rotateInvitation(tx, this.ring, { hub, invitationId, to: { email, emailNormalized } });
      if (!renewed) throw new AlreadyInvited();
      await this.record(tx, actor, hub, {
        id: invitationId,
        action: 'invitation.resent',
        kind: 'invitation_resent',
        after: { addressChanged: isOther },
      });
    });
    return this.told(actor, invitationId);
  }

  async revoke(actor: RequestActor, invitationId: string, reason: string): Promise<HubInvitation> {
    await this.em.transactional(async (tx) => {
      const { hub, row } = await this.held(tx, actor, invitationId);
      assertInvitationCommand(standingOf(row), 'revoke', new Date());
      await revokeInvitation(tx, { hub, invitationId, reason });
      await this.record(tx, actor, hub, {
        id: invitationId,
        action: 'invitation.revoked',
        kind: 'invitation_revoked',
        reason,
        after: { state: 'revoked' },
      });
    });
    return this.told(actor, invitationId);
  }

  /** The next reminder now, instead of on its day. */
  async remind(actor: RequestActor, invitationId: string): Promise<HubInvitation> {
    await this.em.transactional(async (tx) => {
      const { hub, row } = await this.held(tx, actor, invitationId);
      const standing = standingOf(row);
      assertInvitationCommand(standing, 'remind', new Date());
      assertHubCommand(hub.state, 'invite');
      assertSettled(row);
      const verdict = nextReminder(standing, new Date());
      if (!verdict.mayGo) throw new Problem(409, verdict.code, verdict.sentence);
      const { email, confirmEmail } = { email: row.email, confirmEmail: true };
      await findAddressee(tx, hub, {
        role: row.role,
        via: 'mail',
        invitationId,
        addressKey: this.config.addressKey,
        email,
        confirmEmail,
      });
      await remindNow(tx, invitationId);
      await wakeInvitation(tx, { accountId: hub.accountId, invitationId });
      await this.record(tx, actor, hub, {
        id: invitationId,
        action: 'invitation.reminder_asked',
        kind: 'reminder_asked',
        after: { wave: row.wave },
      });
    });
    return this.told(actor, invitationId);
  }

  /** The link itself, to be handed over in another way; that it was given out is on record, the link is not. */
  async link(actor: RequestActor, invitationId: string): Promise<{ url: string; expiresAt: string }> {
    return this.em.transactional(async (tx) => {
      const { hub, row } = await this.held(tx, actor, invitationId);
      assertInvitationCommand(standingOf(row), 'link', new Date());
      const { id, nonce, keyId } = await tx.findOneOrFail(Invitation, invitationId);
      const token = claimTokenOf(this.ring, { id, nonce, keyId });
      await this.record(tx, actor, hub, { id, action: 'invitation.link_copied', kind: 'link_copied' });
      return { url: linkPaths.claim(this.config.publicUrl, token), expiresAt: new Date(row.expires_at).toISOString() };
    });
  }

  private async held(
    tx: EntityManager,
    actor: RequestActor,
    invitationId: string,
  ): Promise<{ hub: HeldHub; row: InvitationRow }> {
    const accountId = accountOf(actor);
    const hub = await holdHubBy(tx, accountId, { table: 'invitations', id: invitationId, word: 'invitation' });
    return { hub, row: await this.rowOf(tx, accountId, invitationId) };
  }

  private async rowOf(em: EntityManager, accountId: string, invitationId: string): Promise<InvitationRow> {
    const [row] = await invitationRows(em, accountId, { invitationId });
    if (!row) throw new NotFound('invitation');
    return row;
  }

  private async record(tx: EntityManager, actor: RequestActor, hub: HeldHub, told: Told): Promise<void> {
    const { accountId, hubId, contactId } = hub;
    const { id, action, kind, reason, after } = told;
    await recordHubEvent(tx, {
      accountId,
      hubId,
      contactId,
      kind,
      byKind: 'agent',
      byId: actor.userId,
      invitationId: id,
    });
    const subject = { kind: 'invitation', id };
    await recordAudit(tx, auditBy(actor, { action, subject, ...(reason && { reason }), after: { hubId, ...after } }));
  }

  private async told(actor: RequestActor, invitationId: string): Promise<HubInvitation> {
    await this.relay.deliver(invitationWorkflow.id(invitationId));
    return this.get(actor, invitationId);
  }
}

interface Told {
  id: string;
  action: string;
  kind: HubEventKind;
  reason?: string;
  after?: Record<string, unknown>;
}

function assertHome(hub: HeldHub): void {
  if (hub.state !== 'draft') return;
  const sentence = 'This Hub has no home address yet. Give the street and the zip or city first.';
  throw new Problem(422, 'home_missing', sentence, { fields: { home: sentence } });
}

/** A mail of which nobody knows what became of it is looked at by a person before another one goes out. */
function assertSettled({ attempts }: InvitationRow): void {
  const open = attempts.find(({ state, settled_as: settled }) => state === 'unknown' && settled === null);
  if (!open) return;
  const sentence = 'Nobody knows whether the last mail arrived. Say first what became of it, on the list of its mails.';
  throw new Problem(409, 'attempt_unsettled', sentence, { attemptId: open.id });
}
