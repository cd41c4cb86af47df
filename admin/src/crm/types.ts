export type { ListAnswer as ListOf, TimelineEntry } from '../answers.js';
export type {
  Connection,
  Connector,
  ContactLink,
  SettingsChange,
  SyncRun,
} from '../../../apps/api/syncs/syncs.schemas.js';
export type { Problem as RecordProblem } from '../../../apps/api/syncs/problems.schemas.js';
import type { Connection } from '../../../apps/api/syncs/syncs.schemas.js';

export type Settings = Connection['settings'];
export type FilterName = keyof Settings['filter'];
/** What a CRM offers to filter by; null: it has none, or does not list them. */
export type Choices = Record<FilterName, string[] | null>;
/** What a person typed, by the name of the connector's field. */
export type Credentials = Record<string, string>;
