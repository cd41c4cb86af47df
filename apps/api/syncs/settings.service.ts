import { Injectable } from '@nestjs/common';
import { type SyncSettings, loopAfter } from '../../../domain/syncs/settings.js';
import type { Crm } from '../../../integrations/crm/connector.js';
import { EntityManager } from '@mikro-orm/postgresql';
import { ConnectionCommands, type ConnectionRequest } from './commands.service.js';
import { Connectors } from './connectors.js';
import { findConnection } from './find-connection.js';
import { settingsOf } from './present.js';
import type { SettingsChange } from './syncs.schemas.js';

/** How a connection brings contacts in. */
@Injectable()
export class ConnectionSettings {
  constructor(
    private readonly em: EntityManager,
    private readonly commands: ConnectionCommands,
    private readonly connectors: Connectors,
  ) {}

  /** Takes effect at once: what is kept of the records is judged anew, or the CRM asked again where another filter needs it. */
  change(request: ConnectionRequest, change: Omit<SettingsChange, 'reason'>): Promise<void> {
    return this.commands.ask('change', request, async (_tx, item) => {
      const before = settingsOf(item);
      const after = merged(before, change);
      const loop = loopAfter(before, after);
      item.settings = after;
      if (!loop) return { settings: changedNames(before, after) };
      item.settingsVersion += 1;
      // The first reading is still under way and goes by the new settings from its next page on; a scan makes up for the rest.
      const needed = item.backfilledAt ? loop : 'sweep';
      if (item.requestedLoop !== 'sweep') item.requestedLoop = needed;
      item.requested = 'settings';
      return { settings: changedNames(before, after) };
    });
  }

  /** What the CRM offers to filter by. @throws Problem when it does not answer */
  async choices(connectionId: string): ReturnType<Crm['choices']> {
    const item = await findConnection(this.em, connectionId);
    return this.connectors.ask(item, (crm) => crm.choices());
  }
}

/** Null in `policyByField` takes the policy of all again. */
function merged(
  before: SyncSettings,
  { filter, policyByField, ...rest }: Omit<SettingsChange, 'reason'>,
): SyncSettings {
  const policies = Object.entries({ ...before.policyByField, ...policyByField }).filter(
    ([, policy]) => policy !== null,
  );
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const filters = Object.entries(filter ?? {}).filter(([, words]) => words !== undefined);
  return {
    ...before,
    ...given,
    filter: { ...before.filter, ...Object.fromEntries(filters) },
    policyByField: Object.fromEntries(policies),
  };
}

const changedNames = (before: SyncSettings, after: SyncSettings): string[] =>
  (Object.keys(after) as (keyof SyncSettings)[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
