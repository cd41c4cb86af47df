import { ChooseCrm } from './gallery/ChooseCrm.js';
import { ConnectionPage } from './page/ConnectionPage.js';
import { ConnectionsPage } from './ConnectionsPage.js';

/** The resource: `/connections`, `/connections/create` with one address for each CRM, `/connections/:id` and the tabs below it. */
export const connections = { list: ConnectionsPage, create: ChooseCrm, edit: ConnectionPage };
