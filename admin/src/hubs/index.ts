import { HubRoutes } from './HubRoutes.js';
import { HubsPage } from './HubsPage.js';

/** The resource: `/hubs`, `/hubs/new`, `/hubs/:id` and the steps below it. */
export const hubs = { list: HubsPage, edit: HubRoutes };
