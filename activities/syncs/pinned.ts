import type { Pool, PoolClient } from 'pg';
import { syncChangesSql, syncedColumns } from '../../database/syncs-merge.js';
import type { ContactField, ImportableColumn } from '../../domain/contacts/fields.js';
import { type RecordPlan, recordPlan } from '../../domain/syncs/judge.js';
import { defaultSyncSettings, type SyncSettings } from '../../domain/syncs/settings.js';
import type { ConnectionState } from '../../domain/syncs/states.js';

/** A connection as its steps need it. */
export interface PinnedConnection {
  connectionId: string;
  accountId: string;
  connector: string;
  state: ConnectionState;
  fence: number;
  settings: SyncSettings;
  settingsVersion: number;
  watermark: unknown;
  plan: RecordPlan;
  columns: ImportableColumn[];
  /** What a staged record changes of its contact, as SQL. */
  changes: string;
}

interface Row {
  account_id: string;
  connector: string;
  state: ConnectionState;
  fence: number;
  settings: Partial<SyncSettings>;
  settings_version: number;
  watermark: unknown;
  country: string;
}

/** @param offered fields that a connector fills, by its id */
export async function getConnection(
  connection: Pool | PoolClient,
  connectionId: string,
  offered: (connector: string) => readonly ContactField[],
): Promise<PinnedConnection> {
  const { rows } = await connection.query<Row>(
    `select c.account_id, c.connector, c.state, c.fence, c.settings, c.settings_version, c.watermark, a.country
     from connections c join accounts a on a.id = c.account_id where c.id = $1`,
    [connectionId],
  );
  const [row] = rows;
  if (!row) throw new RangeError('no such connection');
  const settings = { ...defaultSyncSettings, ...row.settings };
  const plan = recordPlan(settings, { offered: offered(row.connector), country: row.country });
  return {
    connectionId,
    accountId: row.account_id,
    connector: row.connector,
    state: row.state,
    fence: row.fence,
    settings,
    settingsVersion: row.settings_version,
    watermark: row.watermark,
    plan,
    columns: syncedColumns(plan),
    changes: syncChangesSql(plan, settings),
  };
}
