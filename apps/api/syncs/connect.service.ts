import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { forgetSecret, keepSecret } from '../../../database/connection-secrets.js';
import { Connection } from '../../../database/entities/syncs.js';
import { query } from '../../../database/execute.js';
import { auditBy, recordAudit } from '../../../database/record-audit.js';
import { connectionAfter } from '../../../domain/syncs/commands.js';
import { defaultSyncSettings } from '../../../domain/syncs/settings.js';
import type { Probe, Secret } from '../../../integrations/crm/connector.js';
import type { Connector as CrmConnector } from '../../../integrations/crm/define.js';
import { syncWorkflow } from '../../../workflows/protocol.js';
import type { RequestActor } from '../auth/access.js';
import { accountOf } from '../auth/actor.js';
import { Relay } from '../outbox/relay.js';
import { Invalid, Problem } from '../problem.js';
import { clearFailure, ConnectionCommands, type ConnectionRequest, wake } from './commands.service.js';
import { Connectors } from './connectors.js';
import { crmProblem } from './crm-problem.js';
import { findConnection } from './find-connection.js';
import { keyAuth } from './gallery.js';
import { standingOf } from './present.js';
import { Subscriptions } from './subscriptions.service.js';
import type { Connect, Disconnect } from './syncs.schemas.js';

/** A key that was tried: what it opens, and what of it is kept. */
export interface Tried {
  connector: CrmConnector;
  secret: Secret;
  probe: Probe;
}

/** Connecting to a CRM, renewing the key, and ending it. A key is tried before it is kept, and given to nobody after. */
@Injectable()
export class Connecting {
  constructor(
    private readonly em: EntityManager,
    private readonly relay: Relay,
    private readonly connectors: Connectors,
    private readonly commands: ConnectionCommands,
    private readonly subscriptions: Subscriptions,
  ) {}

  async connect({ connector, fields, begin }: Connect, actor: RequestActor): Promise<string> {
    return this.create(await this.tryKey(connector, fields), { actor, begin });
  }

  /** A new connection of a secret that was tried. @returns its id */
  async create(
    { connector, secret, probe }: Tried,
    { actor, begin }: { actor: RequestActor; begin: 'now' | 'later' },
  ): Promise<string> {
    const accountId = accountOf(actor);
    const id = await this.em.transactional(async (tx) => {
      await refuseTwice(tx, { accountId, connector, who: probe.who });
      const item = tx.create(Connection, {
        accountId,
        connector: connector.id,
        state: begin === 'later' ? 'paused' : 'active',
        auth: secret.kind,
        hookKeyId: this.connectors.keys.newest,
        ...known(probe),
        settings: defaultSyncSettings,
        requested: 'connect',
        connectedBy: actor.keyId ? null : actor.userId,
      });
      await tx.flush();
      await keepSecret(tx, this.connectors.keys, { connectionId: item.id, secret });
      await wake(tx, item);
      await recordAudit(
        tx,
        auditBy(actor, {
          action: 'connection.created',
          subject: { kind: 'connection', id: item.id },
          after: { state: item.state, connector: connector.id, auth: secret.kind },
        }),
      );
      return item.id;
    });
    await this.subscriptions.begin(id);
    await this.relay.deliver(syncWorkflow.id(id));
    return id;
  }

  /** With a new key: of one that has lost its access the sync goes on where it stopped; of one that works the key is changed. */
  async renewKey(
    command: 'reconnect' | 'rotate',
    request: ConnectionRequest,
    fields: Connect['fields'],
  ): Promise<void> {
    const item = await findConnection(this.em, request.connectionId);
    await this.renew(command, request, await this.tryKey(item.connector, fields));
  }

  async renew(command: 'reconnect' | 'rotate', request: ConnectionRequest, { secret, probe }: Tried): Promise<void> {
    await this.commands.ask(command, request, async (tx, item) => {
      await keepSecret(tx, this.connectors.keys, { connectionId: item.id, secret });
      Object.assign(item, known(probe), { auth: secret.kind, secretSince: new Date() });
      if (command === 'rotate') return undefined;
      clearFailure(item);
      item.requested ??= 'reconnect';
    });
    await this.subscriptions.begin(request.connectionId);
  }

  /** Ends it: nothing is read any more, webhooks are taken away there, the access is given back, the secret forgotten. */
  async disconnect(request: ConnectionRequest, { data }: Disconnect): Promise<void> {
    const item = await findConnection(this.em, request.connectionId);
    connectionAfter('disconnect', await standingOf(this.em, item));
    // While the secret is still there; a CRM that is away keeps nobody from leaving.
    await this.subscriptions.end(item);
    await this.commands.ask('disconnect', request, async (tx, locked) => {
      await forgetSecret(tx, locked.id);
      await query(
        tx,
        `update sync_runs set state = 'cancelled', ended_at = now(), cursor = null where connection_id = $1 and ended_at is null`,
        [locked.id],
      );
      clearFailure(locked);
      Object.assign(locked, { disconnectedAt: new Date(), requested: null, requestedLoop: null, nextRunAt: null });
      locked.erasing = data === 'erase';
      return { data };
    });
  }

  private async tryKey(connectorId: string, fields: Connect['fields']): Promise<Tried> {
    const connector = this.connectors.get(connectorId);
    const auth = keyAuth(connector);
    if (!auth) throw new Problem(422, 'no_key', `${connector.label} is connected by signing in there, not by a key.`);
    const wrong = auth.fields.filter(({ name, pattern }) => !pattern.test(fields[name] ?? ''));
    if (wrong.length > 0)
      throw new Invalid(
        Object.fromEntries(
          wrong.map(({ name, label, hint }) => [
            `fields.${name}`,
            fields[name] ? `${label} does not look like one: it should look like ${hint}.` : `${label} is missing.`,
          ]),
        ),
      );
    const kept = Object.fromEntries(auth.fields.map(({ name }) => [name, fields[name]!]));
    return this.try(connector, { kind: 'key', fields: kept });
  }

  /** @throws Problem when the CRM refuses the secret or does not answer */
  async try(connector: CrmConnector, secret: Secret): Promise<Tried> {
    const opened = this.connectors.openUnsaved(connector, secret);
    try {
      const probe = await opened.crm.probe();
      return { connector, secret: opened.secret(), probe };
    } catch (error) {
      throw crmProblem(error, connector.label) ?? error;
    }
  }
}

const known = ({ who, sees, canWrite, notes }: Probe) => ({ who, sees, canWrite, notes });

/** One connection for one login: a second one would bring the same people in twice a day. */
async function refuseTwice(
  tx: EntityManager,
  { accountId, connector, who }: { accountId: string; connector: CrmConnector; who: string },
): Promise<void> {
  const same = await tx.findOne(Connection, {
    accountId,
    connector: connector.id,
    who,
    state: { $ne: 'disconnected' },
  });
  if (!same) return;
  const sentence = `${connector.label} is connected already as ${who}. Open that connection to change its key or settings.`;
  throw new Problem(409, 'already_connected', sentence, { connectionId: same.id });
}
