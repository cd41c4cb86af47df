import { ConnectionCommandsController } from './commands.controller.js';
import { ConnectionCommands } from './commands.service.js';
import { Connecting } from './connect.service.js';
import { ConnectionsController } from './connections.controller.js';
import { Connections } from './connections.service.js';
import { ConnectorsController } from './connectors.controller.js';
import { Connectors } from './connectors.js';
import { HooksController } from './hooks.controller.js';
import { Hooks } from './hooks.service.js';
import { ContactLinks } from './links.service.js';
import { LiveConnections } from './live.service.js';
import { ProblemsController } from './problems.controller.js';
import { Problems } from './problems.service.js';
import { ConnectionReveals } from './reveals.js';
import { ConnectionSettings } from './settings.service.js';
import { SignIn } from './sign-in.service.js';
import { Subscriptions } from './subscriptions.service.js';
import { ConnectionSupport } from './support.service.js';
import { ConnectionTimelines } from './timeline.service.js';

/** What belongs to the syncs with CRMs, for the index of the API. */
export const syncControllers = [
  ConnectorsController,
  ConnectionCommandsController,
  ConnectionsController,
  ProblemsController,
  HooksController,
];

export const syncServices = [
  Connectors,
  Connections,
  Connecting,
  Subscriptions,
  SignIn,
  ConnectionCommands,
  ConnectionSettings,
  ConnectionReveals,
  Problems,
  Hooks,
  LiveConnections,
  ConnectionTimelines,
  ContactLinks,
  ConnectionSupport,
];
