import { Client, type ConnectionLike } from '@temporalio/client';
import type { Pool } from 'pg';
import { createSyncActivities, type SyncActivities } from '../../activities/syncs.js';
import { StoredSecrets } from '../../database/connection-secrets.js';
import { CrmLimits } from '../../database/crm-limits.js';
import type { Config } from '../../integrations/config.js';
import type { Secret } from '../../integrations/crm/connector.js';
import type { Connector } from '../../integrations/crm/define.js';
import { openCrm } from '../../integrations/crm/engine.js';
import { connectors } from '../../integrations/crm/index.js';
import { KeyRing } from '../../integrations/secrets.js';
import { stateChanged, syncSchedule, syncWorkflow, taskQueues } from '../../workflows/protocol.js';

/** The steps of syncs, with the CRMs, the keys and the limits that this installation has. */
export function syncActivities(config: Config, pool: Pool, line: () => ConnectionLike): SyncActivities {
  const keys = new KeyRing(config.secretKeys);
  const limiter = new CrmLimits(pool);
  return createSyncActivities({
    pool,
    connector: (id) => factsOf(getConnector(id)),
    openCrm: ({ connectionId, connector }) =>
      openCrm({
        connector: getConnector(connector),
        scope: `connection ${connectionId}`,
        secrets: new StoredSecrets<Secret>(pool, keys, connectionId),
        limiter,
        app: config.crmApps[connector] ?? null,
        now: () => new Date(),
        ...originOf(config, connector),
      }),
    client: () => new Client({ connection: line(), namespace: config.temporal.namespace }),
    schedule: syncSchedule,
    wake: (connectionId) => ({
      workflowId: syncWorkflow.id(connectionId),
      workflowType: syncWorkflow.type,
      taskQueue: taskQueues.workflows,
      signal: stateChanged,
      args: syncWorkflow.args(connectionId),
    }),
  });
}

function originOf({ crmOrigins }: Config, connector: string): { origin?: string } {
  const origin = crmOrigins[connector];
  return origin ? { origin } : {};
}

function getConnector(id: string): Connector {
  const found = connectors.find((connector) => connector.id === id);
  if (!found) throw new RangeError('no such connector');
  return found;
}

const factsOf = ({ label, people }: Connector) => ({ label, hasDelta: people.delta.length > 0, fields: people.fields });
